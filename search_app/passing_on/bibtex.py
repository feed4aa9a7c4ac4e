"""Articles as BibTeX in UTF-8, for BibTeX and biblatex alike.

An article of an outlet is ``@article``, what is known of no outlet ``@online``. ``urldate`` is left
out: when the source was read is not known here. Passages go into ``annote``, which no style prints.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from analyzers.folding import fold
from search_app.passing_on.names import Name
from search_app.passing_on.records import Record
from search_app.passing_on.work import Work

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        # Escaped braces would still be counted as braces, and one alone ends the field.
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{sign: "\\" + sign for sign in "&%#$_"},
    }
)
_LANGUAGES = {"en": "english", "it": "italian", "de": "german", "fr": "french", "es": "spanish"}


def entries(records: Iterable[Record]) -> Iterator[bytes]:
    """An entry for each article."""
    for record in records:
        yield entry(record).encode()


def entry(record: Record) -> str:
    """The entry of an article; a title stands as published, whatever case a style prefers."""
    work = record.work
    kind = "article" if work.outlet else "online"
    fields = [f"  {name} = {value}" for name, value in _fields(record) if value]
    return f"@{kind}{{{key(work)},\n" + ",\n".join(fields) + "\n}\n\n"


def key(work: Work) -> str:
    """A key to cite by: who, when, what, and a digest of the article's id that makes it its own."""
    who = _plain(work.creators[0].family) if work.creators else _plain(work.outlet or "")
    what = next((word for word in map(_plain, work.title.split()) if len(word) > 3), "")
    digest = hashlib.sha256(work.id.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{who[:20] or 'anon'}{work.day.year if work.day else ''}{what[:20]}-{digest}"


def _fields(record: Record) -> Iterator[tuple[str, str | None]]:
    work = record.work
    yield "author", _braced(" and ".join(map(_author, work.creators)))
    yield "title", f"{{{{{_escaped(work.title)}}}}}"
    yield "journal", _braced(_escaped(work.outlet or ""))
    if work.day:
        yield "date", _braced(work.day.isoformat())
        yield "year", _braced(f"{work.day.year:04}")
        yield "month", _MONTHS[work.day.month - 1]
    yield "url", _braced(_verbatim(work.url or ""))
    yield "langid", _braced(_LANGUAGES.get(work.language or "", ""))
    yield "keywords", _braced(_escaped(work.section or ""))
    yield "annote", _braced(_escaped(" ".join(record.quotations)))


def _author(name: Name) -> str:
    if not name.given:
        return f"{{{_escaped(name.family)}}}"
    parts = filter(None, (name.family, name.suffix, name.given))
    return ", ".join(map(_part, map(_escaped, parts)))


def _part(name: str) -> str:
    """A part of a name; braces keep an “and” within it from parting it."""
    return f"{{{name}}}" if "and" in name.lower().split() else name


def _braced(text: str) -> str | None:
    return f"{{{text}}}" if text else None


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _verbatim(url: str) -> str:
    """An address, which is not escaped; only braces and backslashes could end the field."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _plain(text: str) -> str:
    return re.sub("[^a-z0-9]", "", fold(text))
