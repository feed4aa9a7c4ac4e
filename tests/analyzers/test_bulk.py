"""The words of many texts at once are those of each text analysed alone."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers import LANGUAGES, bulk, get_analyzer, scan
from analyzers.bulk import BulkAnalyzer
from tests.conftest import ROOT
from tests.texts import WORDS, texts

CODES = ["en", "it", "tr", "ar", "el", "und"]
BULK = {code: BulkAnalyzer(get_analyzer(code)) for code in (*LANGUAGES, "und")}
"""Kept from test to test, so that later texts meet the keys of earlier ones."""


def check(analyzer: BulkAnalyzer, some: Sequence[str], code: str) -> None:
    found = analyzer.analyze(some)
    assert found.numbers.dtype == np.uint32
    assert found.offsets.dtype == np.int64
    assert found.offsets.shape == (len(some) + 1,)
    assert found.offsets[0] == 0
    assert found.offsets[-1] == len(found.numbers)
    one_by_one = get_analyzer(code)
    for index, text in enumerate(some):
        numbers = found.numbers[found.offsets[index] : found.offsets[index + 1]]
        words = [analyzer.words[number] for number in numbers]
        tokens = one_by_one.analyze(text)
        assert words == [token.forms[0] for token in tokens], text
        for token in tokens:
            assert one_by_one.terms(token.forms[0]) == (token.forms, token.stems)
    assert one_by_one.terms_of(analyzer.words) == list(map(one_by_one.terms, analyzer.words))


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "The U.S. and the U.K. at 3 p.m.", "the u.s and the uk at 3 pm"),
        ("en", "U.S.The U.S._ (U.S.), “U.S.”", "u s the u s u.s u.s"),
        ("en", "in 20. or 20.000, 3,5; 1.5.2024", "in 20 or 20000 3.5 1 5 2024"),
        ("en", "cease-fire COVID-19 rock'n'roll", "cease fire covid 19 rock n roll"),
        ("en", "it's the leader’s (don't) leaders'", "it's the leader don't leaders"),
        ("en", "Türkiye, TÜRKİYE", "türkiye türki\u0307ye"),
        ("en", "mail info@news.example now", "mail info news example now"),
        ("en", "see https://news.example/a_b?c=1 .", "see https news example a b c 1"),
        ("en", "so — then—now… 😀 yes😀no", "so then now yes no"),
        ("en", "_foo_ \"Bar\" `baz` <b> 'n' ...end...", "foo bar baz b n end"),
        ("en", "tab\tline\nnull\x00unit\x1fdelete\x7fend", "tab line null unit delete end"),
        ("en", "no\u00a0break thin\u2009space next\u0085line", "no break thin space next line"),
        ("en", "co\u00adoperate \u0301mark <\u0338x a=\u0338b", "cooperate mark x a b"),
        ("en", "\ud83d\ude00lone \udc80surrogate", "lone surrogate"),
        ("en", "Tu\u0308rkiye \u212a", "türkiye k"),
        ("it", "dell'Ucraina l’accordo perché PERCHÉ", "ucraina accordo perché perché"),
        ("it", "guerra.Il «L’Unità», «pace»", "guerra il unità pace"),
        ("it", "c'è un po' d'un'altra l’«amico»", "è un po altra l amico"),
        ("it", "20.000 e 3,5 milioni", "20000 e 3.5 milioni"),
        ("el", "ΟΔΟΣ ΟΔΟΣ.", "οδος οδος"),
        ("en", "", ""),
        ("en", " \n ", ""),
        ("en", "... -- !? _ ._. «» — '", ""),
    ],
)
def test_words(code: str, text: str, expected: str) -> None:
    analyzer = BulkAnalyzer(get_analyzer(code))
    numbers = analyzer.analyze([text]).numbers
    assert [analyzer.words[number] for number in numbers] == expected.split()
    check(analyzer, ["before", text, "", text], code)


def test_no_texts() -> None:
    found = BulkAnalyzer(get_analyzer("en")).analyze([])
    assert found.numbers.tolist() == []
    assert found.offsets.tolist() == [0]


def test_words_are_numbered_in_order_of_first_appearance() -> None:
    analyzer = BulkAnalyzer(get_analyzer("it"))
    found = analyzer.analyze(["La pace. La guerra", "", "pace-guerra: tregua"])
    assert analyzer.words == ["la", "pace", "guerra", "tregua"]
    assert found.numbers.tolist() == [0, 1, 0, 2, 1, 2, 3]
    assert found.offsets.tolist() == [0, 4, 4, 7]
    assert analyzer.analyze(["Tregua!"]).numbers.tolist() == [3]


FRAGMENTS = [
    *WORDS,
    *"U. U.S U.S. S.p.A p.m a. .a 20 20. 20.0 20.000 1,2 3,5bn 0.5 l ' ’ ´ \u1fef \u037e".split(),
    *"_ . , .. ; - — … « » “ ” ( ) < > = \u0338 \u0301 \u0345 \u200d \u00ad \ufeff \x7f".split(),
    *"È İ ı ß Σ ς \ud800 \udfff".split(),
    *(" ", " ", "\n", "\u00a0", "\u2028", "\u0085", "\x1c", "\x00"),
]
any_text = st.text(st.characters(), max_size=30)
mixtures = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=2), max_size=14).map("".join)


@pytest.mark.parametrize("code", CODES)
@given(st.lists(texts | any_text | mixtures, max_size=5))
def test_any_texts(code: str, some: list[str]) -> None:
    check(BULK[code], some, code)
    check(BulkAnalyzer(get_analyzer(code)), some, code)


@pytest.mark.parametrize("code", LANGUAGES)
@settings(max_examples=settings().max_examples // 4)
@given(st.lists(mixtures, max_size=3))
def test_texts_of_every_language(code: str, some: list[str]) -> None:
    check(BULK[code], some, code)


@given(st.sampled_from(CODES), texts | any_text | mixtures)
def test_the_words_of_a_text_are_those_between_its_blanks(code: str, text: str) -> None:
    analyze = get_analyzer(code).analyze
    chunks = text.translate(dict.fromkeys(range(0x21), " ")).split(" ")
    apart = [token[3:] for chunk in chunks for token in analyze(chunk)]
    assert apart == [token[3:] for token in analyze(text)]


@given(st.sampled_from(CODES), st.text("aAzZsS019"), st.text("._,'`-:<(", max_size=3))
def test_ascii_letters_and_digits_are_one_word(code: str, core: str, around: str) -> None:
    tokens = get_analyzer(code).analyze(f"{around}{core}{around[::-1]}")
    assert [token.forms[0] for token in tokens] == ([core.lower()] if core else [])


def paragraphs(lines: Iterable[str]) -> list[str]:
    parts = (part for line in lines for part in json.loads(line)["paragraphs"])
    return [part if isinstance(part, str) else part["text"] for part in parts]


def test_the_sample() -> None:
    folder = ROOT / "data" / "sample"
    some = [path.read_text("utf-8") for path in folder.glob("*/*")]
    for path in folder.glob("*.jsonl"):
        some += path.read_text("utf-8").splitlines()
    some += gzip.decompress((folder / "agenzia-it.jsonl.gz").read_bytes()).decode().splitlines()
    assert len(some) > 60
    for code in CODES:
        check(BULK[code], some, code)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("code", "name"), [("it", "news_it_articles"), ("en", "en_squad"), ("en", "ntrex_en")]
)
def test_published_texts(code: str, name: str, shared: Path) -> None:
    packed = (shared / "eval" / "collections" / f"{name}.jsonl.gz").read_bytes()
    some = paragraphs(gzip.decompress(packed).decode().splitlines())[:2000]
    assert len(some) > 300
    check(BULK[code], some, code)


def test_the_table_grows_within_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_FEWEST_KEYS", 1)
    monkeypatch.setattr(bulk, "_USUAL_KEY_BYTES", 1)
    analyzer = BulkAnalyzer(get_analyzer("en"))
    many = " ".join(f"word{number} (l'Été-{number})" for number in range(3000))
    check(analyzer, ["a", many, "x" * 5000, many], "en")
    check(analyzer, [many, "another"], "en")
    assert len(analyzer.words) == 6005


@pytest.mark.parametrize("bound", ["MAX_KEYS", "MAX_KEY_BYTES"])
def test_keys_are_dropped_and_words_keep_their_numbers(
    bound: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, bound, 40)
    analyzer = BulkAnalyzer(get_analyzer("it"))
    first = [f"parola{number} l'altra{number}" for number in range(50)]
    numbers = analyzer.analyze(first).numbers.tolist()
    held = analyzer._keys.count
    analyzer.analyze(["nuova"])
    assert (held, analyzer._keys.count) == (100, 1)
    assert analyzer.analyze(first).numbers.tolist() == numbers
    check(analyzer, ["nuova", *first], "it")
    assert len(analyzer.words) == 101


def test_keys_of_one_slot_are_told_apart() -> None:
    analyzer = BulkAnalyzer(get_analyzer("und"))
    some = [f"{number:x}" for number in range(200_000)]
    found = analyzer.analyze(some)
    slots = analyzer._keys._slots
    size = np.uint64(len(slots))
    homes = {int(scan._home(low, high, size)) for low, high, number in slots if number}
    assert len(homes) < np.count_nonzero(slots[:, 2]) == len(some)
    assert [analyzer.words[number] for number in found.numbers] == some
    assert analyzer.analyze(some[::-1]).numbers.tolist() == found.numbers[::-1].tolist()


def words_apart(difference: int) -> tuple[bytes, bytes] | None:
    """Two words of visible ASCII whose numbers, little-endian, differ by so much, if there are."""
    one, other = bytearray(), bytearray()
    for _ in range(8):
        digit = (difference + 93) % 256 - 93
        if digit > 93:
            return None
        one.append(0x21 if digit >= 0 else 0x7E)
        other.append(one[-1] + digit)
        difference = (difference - digit) >> 8
    return bytes(one), bytes(other)


def keys_of_one_hash() -> tuple[str, str]:
    """Two long keys that begin differently and whose hashes meet at the second word."""

    def folded(head: bytes) -> int:
        state = scan._mixed(np.uint64(0), np.uint64(int.from_bytes(head, "little")))
        with np.errstate(over="ignore"):
            state = np.uint64(state) * scan._FACTOR
        return int(state ^ (state >> np.uint64(32)))

    head = b"aaaa-aaa"
    for number in range(10_000):
        other = b"b%07d" % number
        tails = words_apart((folded(head) - folded(other)) % 2**64)
        if tails:
            return f"{(head + tails[0]).decode()}-end", f"{(other + tails[1]).decode()}-end"
    raise AssertionError("no such keys")


def test_keys_of_one_hash_are_told_apart() -> None:
    analyzer = BulkAnalyzer(get_analyzer("en"))
    one, other = keys_of_one_hash()
    check(analyzer, [one, other, f"{other} {one} {other}"], "en")
    slots = analyzer._keys._slots
    codes = slots[slots[:, 2] > 0, :2].tolist()
    assert len(codes) == 2
    assert codes[0] == codes[1]


SIZES = (1, 7, 8, 9, 15, 16, 17, 23, 24, 25, 32, 33)


@pytest.mark.parametrize("fill", ["x", "X", "7", "-", "é", "’", "\U0001f600"])
def test_keys_as_long_as_words_of_the_processor(fill: str) -> None:
    analyzer = BulkAnalyzer(get_analyzer("en"))
    some = []
    for size in SIZES:
        count, rest = divmod(size, len(fill.encode()))
        core = fill * count + "a" * rest
        some += [core, f"b{core[1:]}", f"{core[:-1]}c", f"({core}),", f"{core}.", f"{core}d"]
    check(analyzer, some, "en")
    check(analyzer, [" ".join(some), *some[::-1], f"\0{some[0]}\0\0{some[-1]}\0"], "en")


@pytest.mark.parametrize("blank", ["\0", "\0\0", "\x1f", " \0"])
@pytest.mark.parametrize("size", SIZES)
def test_a_key_holds_no_zero_byte(blank: str, size: int) -> None:
    analyzer = BulkAnalyzer(get_analyzer("und"))
    long = "a" * size
    check(analyzer, [f"{long}{blank}b", f"{long}b", long, f"{long}-{blank}b", f"a{blank}b"], "und")
    assert set(analyzer.words) == {"a", long, "b", f"{long}b"}


def test_a_failed_analysis_leaves_nothing_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    analyzer = BulkAnalyzer(get_analyzer("en"))
    with monkeypatch.context() as broken:
        broken.setattr(type(analyzer._analyzer), "analyze", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            analyzer.analyze(["cease-fire holds"])
    check(analyzer, ["talks", "cease-fire holds"], "en")


def test_the_compiler_is_loaded_by_bulk_analysis_alone() -> None:
    code = "import sys, analyzers, search_app.cli; sys.exit('numba' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
