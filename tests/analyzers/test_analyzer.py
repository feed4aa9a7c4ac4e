"""Tokens of real words, and what holds for the tokens of any text."""

from __future__ import annotations

import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import Stemmer
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers import LANGUAGES, Analyzer, Token, get_analyzer
from analyzers.folding import APOSTROPHES
from analyzers.languages import language
from tests.texts import WORDS, texts

Row = tuple[str, str, str]
"""The word as it stands in the text, its exact terms, its stem terms; terms parted by blanks."""

CODES = [*LANGUAGES, "und"]


def rows(code: str, text: str) -> list[Row]:
    tokens = get_analyzer(code).analyze(text)
    return [(text[t.start : t.end], " ".join(t.forms), " ".join(t.stems)) for t in tokens]


def terms(tokens: list[Token]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(token.forms, token.stems) for token in tokens]


ITALIAN = [
    ("L’Ucraina", [("Ucraina", "ucraina", "ucrain")]),
    ("l'Ucraina", [("Ucraina", "ucraina", "ucrain")]),
    ("DELL'ANNO", [("ANNO", "anno", "anno")]),
    ("dell’autobus", [("autobus", "autobus", "autobus")]),
    ("quest’anno", [("anno", "anno", "anno")]),
    ("un'intervista", [("intervista", "intervista", "interv")]),
    ("Nell’Unione", [("Unione", "unione", "union")]),
    ("d`Italia", [("Italia", "italia", "ital")]),
    ("c'è", [("è", "è e", "")]),
    ("C’È", [("È", "è e", "")]),
    ("dell'O.N.U.", [("O.N.U.", "onu", "onu")]),
    ("l’I.A. e", [("I.A.", "ia", "ia"), ("e", "e", "")]),
    ("d'un'altra", [("altra", "altra", "altra")]),
    ("un altr’anno", [("un", "un", ""), ("anno", "anno", "anno")]),
    ("‘L’Unità’", [("Unità", "unità unita", "unit")]),
    ("l’«amico»", [("l", "l", ""), ("amico", "amico", "amic")]),
    ("l' amico", [("l", "l", ""), ("amico", "amico", "amic")]),
    ("dell’11 settembre", [("11", "11", "11"), ("settembre", "settembre", "settembr")]),
    ("all'80%", [("80", "80", "80")]),
    ("Sant’Anna", [("Sant", "sant", "sant"), ("Anna", "anna", "anna")]),
    ("‘ndrangheta", [("ndrangheta", "ndrangheta", "ndranghet")]),
    ("un po’ di", [("un", "un", ""), ("po", "po", "po"), ("di", "di", "")]),
    ("E' vero", [("E", "e", ""), ("vero", "vero", "ver")]),
    ("perché", [("perché", "perché perche", "")]),
    ("città", [("città", "città citta", "citt")]),
    ("CITTA'", [("CITTA", "citta", "citt")]),
    ("è e", [("è", "è e", ""), ("e", "e", "")]),
    ("parlerà", [("parlerà", "parlerà parlera", "parl parler")]),
    ("parlera", [("parlera", "parlera", "parler")]),
    ("guerra.Il", [("guerra", "guerra", "guerr"), ("Il", "il", "")]),
    ("20.000", [("20.000", "20000", "20000")]),
    ("3,5 milioni", [("3,5", "3.5", "3.5"), ("milioni", "milioni", "milion")]),
    ("1.234.567,89", [("1.234.567,89", "1234567.89", "1234567.89")]),
    ("0,125", [("0,125", "0.125", "0.125")]),
    ("1.234,5mln", [("1.234,5mln", "1234.5mln", "1234.5mln")]),
    ("12.11.2025", [("12", "12", "12"), ("11", "11", "11"), ("2025", "2025", "2025")]),
    ("S.p.A.", [("S.p.A.", "spa", "spa")]),
    ("ex-premier", [("ex", "ex", "ex"), ("premier", "premier", "premier")]),
    ("D’Alema", [("Alema", "alema", "alem")]),
    ("McDonald's", [("McDonald", "mcdonald", "mcdonald"), ("s", "s", "s")]),
]

ENGLISH = [
    ("leader’s", [("leader", "leader", "leader")]),
    ("LEADER'S", [("LEADER", "leader", "leader")]),
    ("leaders'", [("leaders", "leaders", "leader")]),
    ("Kyiv’s", [("Kyiv", "kyiv", "kyiv")]),
    ("don't", [("don't", "don't", "")]),
    ("DON’T", [("DON’T", "don't", "")]),
    ("it’s its", [("it’s", "it's", ""), ("its", "its", "")]),
    ("‘it’s’", [("it’s", "it's", "")]),
    ("who'd", [("who", "who", "")]),
    ("O’Neill's", [("O", "o", "o"), ("Neill", "neill", "neill")]),
    ("rock'n'roll", [("rock", "rock", "rock"), ("n", "n", "n"), ("roll", "roll", "roll")]),
    ("U.S.", [("U.S.", "u.s", "u.s")]),
    ("U.S.-led", [("U.S.", "u.s", "u.s"), ("led", "led", "led")]),
    ("U.K.’s UK", [("U.K.", "uk", "uk"), ("UK", "uk", "uk")]),
    ("us", [("us", "us", "us")]),
    ("I.T. it", [("I.T.", "i.t", "i.t"), ("it", "it", "")]),
    ("U.N. UN", [("U.N.", "un", "un"), ("UN", "un", "un")]),
    ("10 p.m.", [("10", "10", "10"), ("p.m.", "pm", "pm")]),
    ("J.D. Vance", [("J.D.", "jd", "jd"), ("Vance", "vance", "vanc")]),
    ("end.Next", [("end", "end", "end"), ("Next", "next", "next")]),
    ("20,000.", [("20,000", "20000", "20000")]),
    ("1,234.56", [("1,234.56", "1234.56", "1234.56")]),
    ("$3.5bn", [("3.5bn", "3.5bn", "3.5bn")]),
    ("v2.0.1", [("v2", "v2", "v2"), ("0", "0", "0"), ("1", "1", "1")]),
    ("10.0.0.127", [("10", "10", "10"), ("0", "0", "0"), ("0", "0", "0"), ("127", "127", "127")]),
    ("9/11", [("9", "9", "9"), ("11", "11", "11")]),
    ("COVID-19", [("COVID", "covid", "covid"), ("19", "19", "19")]),
    ("cease-fire", [("cease", "cease", "ceas"), ("fire", "fire", "fire")]),
    ("non‑stop", [("non", "non", "non"), ("stop", "stop", "stop")]),
    ("co\u00adoperate", [("co\u00adoperate", "cooperate", "cooper")]),
    ("co\ufeffoperate", [("co\ufeffoperate", "cooperate", "cooper")]),
    ("foo_bar", [("foo", "foo", "foo"), ("bar", "bar", "bar")]),
    ("Türkiye", [("Türkiye", "türkiye turkiye", "turkiy")]),
    ("Tu\u0308rkiye", [("Tu\u0308rkiye", "türkiye turkiye", "turkiy")]),
    ("Dolmabahçe", [("Dolmabahçe", "dolmabahçe dolmabahce", "dolmabahc")]),
    ("Dolmabahce", [("Dolmabahce", "dolmabahce", "dolmabahc")]),
    ("Iğdır", [("Iğdır", "iğdır igdir", "igdir")]),
    ("Łódź", [("Łódź", "łódź lodz", "lodz")]),
    ("œuvre", [("œuvre", "œuvre oeuvre", "oeuvr")]),
    ("ﬁnance", [("ﬁnance", "ﬁnance finance", "financ")]),
    ("A.q\u0323", [("A", "a", ""), ("q\u0323", "q\u0323 q", "q")]),
    ("Hawaiʻi Hawai‘i", [("Hawai", "hawai", "hawai"), ("i", "i", "")] * 2),
    ("中国", [("中国", "中国", "中国")]),
    ("العربية", [("العربية", "العربية", "العربية")]),
    ("हिन्दी", [("हिन्दी", "हिन्दी", "हिन्दी")]),
    ("한국어", [("한국어", "한국어", "한국어")]),
    ("👩‍👩‍👧 🇮🇹 … — «»", []),
    ("U.S.ʼs", [("U.S.", "u.s", "u.s")]),
    ("ʼtis ʼ", [("tis", "tis", "tis")]),
    ("'", []),
    ("", []),
]

OTHERS = [
    ("de", "Straße", [("Straße", "straße strasse", "strass")]),
    ("fr", "Qu’il l'œuvre", [("il", "il", ""), ("œuvre", "œuvre oeuvre", "oeuvr")]),
    ("ca", "l’home", [("home", "home", "hom")]),
    ("hi", "लड़कियाँ", [("लड़कियाँ", "लड़कियाँ", "लड़क")]),
    ("ne", "किताबहरू", [("किताबहरू", "किताबहरू", "किताब")]),
    ("ta", "மரங்கள்", [("மரங்கள்", "மரங்கள்", "மரங்")]),
    ("ar", "الْكِتَابُ", [("الْكِتَابُ", "الْكِتَابُ", "كتاب")]),
    ("ru", "Киев", [("Киев", "киев", "ки")]),
    ("und", "Prisoners'", [("Prisoners", "prisoners", "prisoners")]),
    (None, "dell'anno", [("dell", "dell", "dell"), ("anno", "anno", "anno")]),
    ("tlh", "Qapla'", [("Qapla", "qapla", "qapla")]),
]


@pytest.mark.parametrize(("text", "expected"), ITALIAN)
def test_italian(text: str, expected: list[Row]) -> None:
    assert rows("it", text) == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: list[Row]) -> None:
    assert rows("en", text) == expected


@pytest.mark.parametrize(("code", "text", "expected"), OTHERS)
def test_other_languages(code: str, text: str, expected: list[Row]) -> None:
    assert rows(code, text) == expected


@pytest.mark.parametrize("apostrophe", APOSTROPHES)
@pytest.mark.parametrize("code", ["ca", "fr", "it"])
def test_an_elided_word_is_never_part_of_a_token(code: str, apostrophe: str) -> None:
    for elided in LANGUAGES[code].elisions():
        for written in (elided, elided.capitalize(), elided.upper()):
            text = f"{written}{apostrophe}Umbria"
            (token,) = get_analyzer(code).analyze(text)
            assert (token.start, token.end) == (len(written) + 1, len(text)), text
            assert token.forms == ("umbria",), text


@pytest.mark.parametrize("apostrophe", APOSTROPHES)
def test_a_possessive_is_never_part_of_a_token(apostrophe: str) -> None:
    for ending in "sS":
        (token,) = get_analyzer("en").analyze(f"Istanbul{apostrophe}{ending}")
        assert (token.start, token.end) == (0, len("Istanbul"))


def test_a_name_typed_in_ascii_meets_the_name_as_written() -> None:
    for written, typed in [
        ("Dolmabahçe", "dolmabahce"),
        ("TÜRKİYE", "turkiye"),
        ("Erdoğan", "erdogan"),
        ("Šefčovič", "sefcovic"),
        ("Tajiki\u0301stan", "tajikistan"),
        ("chargé", "charge"),
        ("parlerà", "parlera"),
    ]:
        for code in ("en", "it"):
            (found,) = get_analyzer(code).analyze(written)
            (asked,) = get_analyzer(code).analyze(typed)
            assert set(asked.stems) & set(found.stems), (code, written)
            assert asked.forms[0] in found.forms, (code, written)


def test_stop_words_have_no_stem_in_any_apostrophe_or_case() -> None:
    for code in ("en", "it"):
        analyzer = get_analyzer(code)
        for word in LANGUAGES[code].stopwords():
            for written in (word, word.upper(), word.replace("'", "’")):
                assert analyzer.is_stopword(written), written
                (token,) = analyzer.analyze(written)
                assert token.is_stopword, written
                assert token.forms[0] == word


def check_tokens(text: str, tokens: list[Token]) -> None:
    assert [token.position for token in tokens] == list(range(len(tokens)))
    last_start = last_end = 0
    for token in tokens:
        assert 0 <= last_start <= token.start < token.end <= len(text)
        assert last_end <= token.end
        assert token.forms
        assert all(token.forms + token.stems)
        assert len(set(token.forms)) == len(token.forms) <= 2
        assert len(set(token.stems)) == len(token.stems) <= 2
        last_start, last_end = token.start, token.end


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=settings().max_examples // 4)
@given(texts, texts)
def test_tokens_of_any_text(code: str, text: str, other: str) -> None:
    analyzer = get_analyzer(code)
    tokens = analyzer.analyze(text)
    check_tokens(text, tokens)
    assert analyzer.analyze(text) == tokens
    assert Analyzer(language(code)).analyze(text) == tokens

    both = f"{text} {other}"
    shift = len(text) + 1
    expected = tokens + [
        token._replace(
            position=token.position + len(tokens),
            start=token.start + shift,
            end=token.end + shift,
        )
        for token in analyzer.analyze(other)
    ]
    assert analyzer.analyze(both) == expected


@pytest.mark.parametrize("code", CODES)
@settings(max_examples=settings().max_examples // 4)
@given(texts)
def test_composed_and_decomposed_texts_have_the_same_tokens(code: str, text: str) -> None:
    analyzer = get_analyzer(code)
    given_tokens = analyzer.analyze(text)
    for form in ("NFC", "NFD"):
        normal = unicodedata.normalize(form, text)
        tokens = analyzer.analyze(normal)
        check_tokens(normal, tokens)
        assert terms(tokens) == terms(given_tokens)
        assert [unicodedata.normalize("NFC", normal[t.start : t.end]) for t in tokens] == [
            unicodedata.normalize("NFC", text[t.start : t.end]) for t in given_tokens
        ]


@given(
    st.sampled_from(CODES),
    st.lists(
        st.sampled_from([word for word in WORDS if word.isascii()]) | st.text("aEsLU.'`-_1,0")
    ).map(" ".join),
)
def test_case_is_nothing_to_ascii(code: str, text: str) -> None:
    analyzer = get_analyzer(code)
    assert analyzer.analyze(text.upper()) == analyzer.analyze(text.lower())


@given(texts)
def test_the_apostrophe_typed_is_nothing_to_the_terms(text: str) -> None:
    plain = text.translate(dict.fromkeys(map(ord, APOSTROPHES), "'"))
    curly = text.translate(dict.fromkeys(map(ord, APOSTROPHES), "’"))
    for code in ("en", "it"):
        assert get_analyzer(code).analyze(plain) == get_analyzer(code).analyze(curly)


@pytest.mark.parametrize(
    "unit", ["e\u0323\u0301", "\u0323\u0301", "a.", "1.", "1.000", "l'", "-", "ᄒ"]
)
def test_time_grows_with_length_alone(unit: str) -> None:
    text = "e" + unit * (20_000 // len(unit)) + "bb"
    started = time.process_time()
    check_tokens(text, get_analyzer("it").analyze(text))
    assert time.process_time() - started < 2


@pytest.mark.parametrize("code", CODES)
def test_threads_get_the_same_tokens(code: str) -> None:
    shared = Analyzer(language(code))
    some = [" ".join(WORDS[at:] + WORDS[:at]) for at in range(0, len(WORDS), 4)]
    expected = [Analyzer(language(code)).analyze(text) for text in some]
    assert all(expected)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(shared.analyze, some)) == expected


@pytest.mark.parametrize(
    ("code", "word", "stem"),
    [
        ("en", "consigned", "consign"),
        ("en", "consistency", "consist"),
        ("en", "consolation", "consol"),
        ("en", "knackeries", "knackeri"),
        ("en", "kneeling", "kneel"),
        ("en", "knocked", "knock"),
        ("it", "abbandonata", "abbandon"),
        ("it", "abbandonerà", "abbandon"),
        ("it", "abbandono", "abband"),
        ("it", "pronto", "pront"),
        ("it", "propagazione", "propag"),
        ("it", "prigionieri", "prigionier"),
        ("fr", "continuellement", "continuel"),
        ("de", "kategorien", "kategori"),
        ("es", "torneados", "torn"),
        ("pt", "quiosque", "quiosqu"),
        ("ru", "падений", "паден"),
    ],
)
def test_stems_published_by_snowball(code: str, word: str, stem: str) -> None:
    assert get_analyzer(code).stem(word) == stem


@pytest.mark.shared
@pytest.mark.parametrize(("code", "name"), [("en", "english"), ("it", "italian")])
def test_every_word_of_the_published_vocabularies(code: str, name: str, shared: Path) -> None:
    folder = shared / "eval" / "stem"
    words = (folder / f"{name}_voc.txt").read_text("utf-8").split()
    stems = (folder / f"{name}_output.txt").read_text("utf-8").split()
    assert len(words) == len(stems) > 35_000
    stem = get_analyzer(code).stem
    wrong = [(word, want) for word, want in zip(words, stems, strict=True) if stem(word) != want]
    assert wrong == []


def pure_python_stemmer(algorithm: str) -> Any:
    """The Python that Snowball's own compiler writes, apart from the C that PyStemmer wraps."""
    module = import_module(f"snowballstemmer.{algorithm}_stemmer")
    return getattr(module, f"{algorithm.capitalize()}Stemmer")()


ALPHABETS = {
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآ",
    "de": "abcdefghiklmnorstuvwzäöüß",
    "el": "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώ",
    "en": "abcdefghijklmnopqrstuvwxyz'",
    "es": "abcdefghijlmnopqrstuvyzáéíóúñ",
    "fi": "aehijklmnoprstuvyäö",
    "fr": "abcdefghijlmnopqrstuvxyzàâçéèêëîïôùûü",
    "hi": "कखगचजटडतदनपबमयरलवसहािीुूेैोौंँ्",
    "hu": "abcdefghijklmnoprstuvzáéíóöőúüű",
    "it": "abcdefghilmnopqrstuvzàèéìòù",
    "nl": "abcdefghijklmnoprstuvwzëèé",
    "pl": "abcdefghijklmnoprstuwyząćęłńóśźż",
    "pt": "abcdefghijlmnopqrstuvxzãáâàçéêíóôõú",
    "ro": "abcdefghijlmnoprstuvxzăâîșț",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "sv": "abcdefghijklmnoprstuvyåäö",
    "tr": "abcçdefgğhıijklmnoöprsştuüvyz",
}
ENDINGS = {
    "en": ("ing", "edly", "ational", "ies", "fulness", "'s", "ousli", "ement"),
    "it": ("azione", "amente", "erebbero", "issimo", "gli", "ità", "arglielo", "iamo"),
    "fr": ("issement", "euses", "ations", "irions", "ités"),
    "de": ("ungen", "lichkeit", "erin", "est"),
    "es": ("aciones", "amente", "ándose", "aríamos"),
    "ru": ("ования", "ейший", "ившись", "ость"),
}


@pytest.mark.parametrize("code", ALPHABETS)
@given(st.data())
def test_stems_equal_those_of_the_other_implementation(code: str, data: st.DataObject) -> None:
    algorithm = LANGUAGES[code].algorithm
    assert algorithm is not None
    other = pure_python_stemmer(algorithm)
    assert not isinstance(other, Stemmer.Stemmer)
    start = data.draw(st.text(ALPHABETS[code], min_size=1, max_size=10))
    word = start + data.draw(st.sampled_from(("", *ENDINGS.get(code, ()))))
    assert get_analyzer(code).stem(word) == other.stemWord(word)
