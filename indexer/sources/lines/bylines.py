"""Authors and agencies from a line that signs an article: ``Di Sertac Aktan Agenzie: AP``.

The form decides: a word that introduces a signature, then names and nothing else. A sentence that
starts with the same word ("Di Battista ha detto") has more in it than names and is no byline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.sources.lines import lexicon

_LONGEST = 160
_PARTICLES = frozenset(
    {"al", "bin", "da", "dal", "dalla", "de", "degli", "dei", "del", "della", "den", "der", "di"}
    | {"du", "el", "la", "le", "van", "von", "y"}
)
_NAME_WORD = re.compile(r"(?:[^\W\d_](?:['’.-]?[^\W\d_])*\.?)")
_BETWEEN = re.compile(r"\s*(?:[,;&/]|(?<=\s)(?:e|ed|and)(?=\s))\s*")
_LISTED = re.compile(r"[;/|]|\s(?:e|ed|and)\s")
_AGENCY_TAIL = re.compile(r"\s(?:with|con)\s+(?P<names>[^,]+)$")
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Byline:
    """Who signs an article, and the agency whose copy it uses."""

    authors: tuple[str, ...] = ()
    agency: str | None = None


def parse(line: str, *, signed: bool = True) -> Byline | None:
    """The byline that ``line`` is. With ``signed`` false, names alone will do.

    >>> parse("Di Sertac Aktan Agenzie: AP")
    Byline(authors=('Sertac Aktan',), agency='AP')
    >>> parse("By the end of the day") is None
    True
    """
    text = " ".join(line.split()).rstrip(" .")
    if len(text) > _LONGEST:
        return None
    if lexicon.is_phrase(text, "agencies"):
        return Byline(agency=text.strip("()[] "))
    helped, contributed = lexicon.without_label(text, "contributors")
    if contributed:
        return Byline(agency=helped if lexicon.is_phrase(helped, "agencies") else None)
    text, agency = _agency(text)
    names, introduced = lexicon.without_label(text, "byline")
    if not names and agency and not introduced:
        return Byline(agency=agency)
    if signed and not introduced:
        return None
    authors = _authors(names)
    return Byline(authors, agency) if authors else None


def of_field(text: str) -> Byline:
    """The byline that a field for authors holds: read as one, or else its parts as they are.

    >>> of_field("Ann Lee; redazione web")
    Byline(authors=('Ann Lee', 'redazione web'), agency=None)
    """
    found = parse(text, signed=False)
    if found is not None:
        return found
    names, _ = lexicon.without_label(" ".join(text.split()), "byline")
    return Byline(tuple(filter(None, (part.strip() for part in _LISTED.split(names)))))


def _agency(text: str) -> tuple[str, str | None]:
    """The line without the agencies it names at its end, and those."""
    start, label, names = text.rpartition(":")
    if label and names.strip():
        signed, _, word = start.rpartition(" ")
        if lexicon.is_phrase(word, "agency-labels"):
            return signed.rstrip(" ,|-–—"), names.strip()
    found = _AGENCY_TAIL.search(text)
    if found and lexicon.is_phrase(found["names"], "agencies"):
        return text[: found.start()], found["names"].strip()
    return text, None


def _authors(text: str) -> tuple[str, ...]:
    """The names in ``text``; none at all unless the whole of it is names, jobs and places."""
    if lexicon.is_phrase(text, "staff"):
        return (text,)
    authors: list[str] = []
    for number, part in enumerate(filter(None, _BETWEEN.split(text))):
        name, rest = _name(part)
        if rest and not lexicon.without_label(rest, "jobs")[1]:
            return ()
        if name:
            authors.append(name)
        elif number == 0:
            return ()
    return tuple(authors)


def _name(part: str) -> tuple[str | None, str]:
    """The name that ``part`` starts with, and what follows it; None for a place, job or brand."""
    words = part.split()
    taken = 0
    while taken < len(words) and _of_a_name(words[taken], taken):
        taken += 1
    while taken and words[taken - 1] in _PARTICLES:
        taken -= 1
    name, rest = " ".join(words[:taken]), " ".join(words[taken:])
    if not 2 <= taken <= _MOST_WORDS or _is_job(words[taken - 1]):
        return None, rest if taken == 0 else ""
    return name, rest


def _of_a_name(word: str, place: int) -> bool:
    if place and word in _PARTICLES:
        return True
    return word[:1].isupper() and bool(_NAME_WORD.fullmatch(word))


def _is_job(word: str) -> bool:
    return lexicon.is_phrase(word, "jobs")
