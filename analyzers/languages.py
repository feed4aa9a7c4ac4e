"""The languages that can be analysed: a table row each.

Stemmers are those of the Snowball project through PyStemmer. To add a language of Snowball, add its
row; stop words and elisions are data files of the language's code, and both may be missing.
Codes are primary subtags of BCP 47 (ISO 639).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Language:
    """A row: the code, the Snowball algorithm (None: words are not stemmed), and two habits.

    ``clitics`` are the endings that an apostrophe parts from a word and that are not searched for
    (``leader's``). ``short_words`` are words of two letters that are no stop words, so that an
    acronym is not taken for one (``U.S.`` for ``us``).
    """

    code: str
    algorithm: str | None
    clitics: frozenset[str] = frozenset()
    short_words: frozenset[str] = frozenset()

    def stopwords(self) -> frozenset[str]:
        """Words too common to search for, in canonical form."""
        return _data_words("stopwords", self.code) or _snowball_stopwords(self.code)

    def elisions(self) -> frozenset[str]:
        """Words that an apostrophe elides before another word (``dell'``), without apostrophe."""
        return _data_words("elisions", self.code)


_CLITICS_EN = frozenset({"s", "re", "ve", "ll", "d", "m"})
_SHORT_EN = frozenset({"go", "oh", "ok", "us"})
_SHORT_IT = frozenset({"fa", "ok", "po", "re", "sa", "va"})

UNKNOWN = Language("und", None)
"""How text of an unknown or untabled language is analysed: words as they stand."""

LANGUAGES = {
    row.code: row
    for row in (
        Language("ar", "arabic"),
        Language("ca", "catalan"),
        Language("cs", "czech"),
        Language("da", "danish"),
        Language("de", "german"),
        Language("el", "greek"),
        Language("en", "english", _CLITICS_EN, _SHORT_EN),
        Language("eo", "esperanto"),
        Language("es", "spanish"),
        Language("et", "estonian"),
        Language("eu", "basque"),
        Language("fa", "persian"),
        Language("fi", "finnish"),
        Language("fr", "french"),
        Language("ga", "irish"),
        Language("hi", "hindi"),
        Language("hu", "hungarian"),
        Language("hy", "armenian"),
        Language("id", "indonesian"),
        Language("it", "italian", short_words=_SHORT_IT),
        Language("lt", "lithuanian"),
        Language("ne", "nepali"),
        Language("nl", "dutch"),
        Language("no", "norwegian"),
        Language("pl", "polish"),
        Language("pt", "portuguese"),
        Language("ro", "romanian"),
        Language("ru", "russian"),
        Language("sr", "serbian"),
        Language("st", "sesotho"),
        Language("sv", "swedish"),
        Language("ta", "tamil"),
        Language("tr", "turkish"),
        Language("yi", "yiddish"),
    )
}


def primary_language(code: str | None) -> str | None:
    """The primary subtag of a BCP 47 code: ``en`` of ``en-GB``; None stays None."""
    return None if not code else code.replace("_", "-").partition("-")[0].lower()


def analysis_code(code: str | None) -> str:
    """The code of the row by which text of a language is analysed; ``und`` where it has none."""
    return language(code).code


def language(code: str | None) -> Language:
    """The row for a code, or ``UNKNOWN``."""
    return LANGUAGES.get(primary_language(code) or "", UNKNOWN)


@cache
def _data_words(kind: str, code: str) -> frozenset[str]:
    file = resources.files("analyzers") / "data" / kind / f"{code}.txt"
    if not file.is_file():
        return frozenset()
    lines = file.read_text("utf-8").splitlines()
    return frozenset(word for line in lines for word in line.partition("#")[0].split())


@cache
def _snowball_stopwords(code: str) -> frozenset[str]:
    """The Snowball project's list, as Whoosh carries it for a dozen languages."""
    from whoosh.lang.stopwords import stoplists

    return frozenset(stoplists.get(code, ()))
