"""Names of authors, from the line that an article is signed with to the forms that styles ask for.

Bylines are names of people alive today, who in Italian and English papers are filed under the
particle of their names: De Sica, V.; van der Meer, J. (The Chicago Manual of Style, 17th edition,
8.5 and 16.71; Publication Manual of the APA, 7th edition, 9.8.) What is no person's name, or cannot
be parted, stays whole: a desk, an agency, a single word.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from search_app.passing_on.characters import one_line

_DATA = Path(__file__).with_name("data")
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_ARTICLES = frozenset({"the", "il", "gli"})
_NO_PERSON = re.compile(r"[\d@/&:;|<>()\[\]]")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its parts; one that has no parts is all ``family``."""

    family: str
    given: str = ""
    suffix: str = ""

    def direct(self) -> str:
        """As it is spoken: Martin Luther King Jr."""
        return " ".join(filter(None, (self.given, self.family, self.suffix)))

    def inverted(self) -> str:
        """As it is filed: King, Martin Luther, Jr."""
        return ", ".join(filter(None, (self.family, self.given, self.suffix)))

    def initialed(self) -> str:
        """As it is filed, with initials: King, M. L., Jr."""
        return ", ".join(filter(None, (self.family, initials(self.given), self.suffix)))


def read(signed: str) -> Name:
    """The name in a line that signs an article, spoken or filed.

    >>> read("Piet van der Lund")
    Name(family='van der Lund', given='Piet', suffix='')
    >>> read("Lund, Piet")
    Name(family='Lund', given='Piet', suffix='')
    """
    text = one_line(signed)
    if _is_no_person(text):
        return Name(text)
    spoken, *filed = (part.strip() for part in text.split(","))
    suffix = filed.pop() if filed and filed[-1].lower() in _SUFFIXES else ""
    if not filed:
        return _spoken(spoken.split(), suffix)
    return Name(spoken, filed[0], suffix) if spoken and len(filed) == 1 and filed[0] else Name(text)


def initials(given: str) -> str:
    """The initials of given names, a hyphen kept: J.-P. R. for Jean-Paul René."""
    words = given.replace(".", ". ").split()
    return " ".join(filter(None, ("-".join(map(_initial, _joined(word))) for word in words)))


def _spoken(words: list[str], suffix: str) -> Name:
    if len(words) > 2 and not suffix and words[-1].lower() in _SUFFIXES:
        suffix = words.pop()
    begin = _family_begins(words)
    return Name(" ".join(words[begin:]), " ".join(words[:begin]), suffix)


def _family_begins(words: list[str]) -> int:
    """Where the family name begins: at a small particle, else at the last word and its particles.

    A first word is a given name, whatever it looks like: Al, Van, Santa.
    """
    small = (n for n, word in enumerate(words[:-1]) if n and word in _data("particles"))
    if (begin := next(small, None)) is not None:
        return begin
    begin = max(0, len(words) - 1)
    while begin > 1 and words[begin - 1].lower() in _data("particles"):
        begin -= 1
    return begin


def _is_no_person(text: str) -> bool:
    words = re.findall(r"\w+", text.lower())
    named_by_article = not _ARTICLES.isdisjoint(words[:1])
    told_by_word = not _data("organisations").isdisjoint(words)
    return named_by_article or told_by_word or bool(_NO_PERSON.search(text))


def _joined(word: str) -> list[str]:
    return [part for part in word.split("-") if any(map(str.isalpha, part))]


def _initial(part: str) -> str:
    composed = unicodedata.normalize("NFC", part)
    return next(letter for letter in composed if letter.isalpha()).upper() + "."


@functools.cache
def _data(name: str) -> frozenset[str]:
    lines = (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
