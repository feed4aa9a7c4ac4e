"""Names of things, each with the language that uses it.

    it:ONU, it:Nazioni Unite, en:=UN, en:United Nations

``en:`` or ``it:`` says that only that language uses a name, ``=`` that it is one in capitals only.
Countries and their like have their names from the Unicode CLDR as well, through Babel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from babel import Locale

from indexer.lexicon import files
from indexer.lexicon.keys import name_key

_LANGUAGES = ("en", "it")


class Name(NamedTuple):
    """A name; ``language`` is None where every language uses it."""

    text: str
    language: str | None
    capitals: bool


def groups(folder: Path) -> Iterator[list[Name]]:
    """The names of each thing; those of one name are one thing."""
    listed = (
        [_read(term) for term in files.terms(line)]
        for path in sorted((folder / "names").glob("*.txt"))
        for line in files.lines(path)
    )
    yield from _merged((*listed, *_territories()))


def _read(term: str) -> Name:
    prefix, colon, text = term.partition(":")
    language = prefix if colon and prefix in _LANGUAGES else None
    text = text if language else term
    return Name(text.removeprefix("="), language, text.startswith("="))


def _territories() -> Iterator[list[Name]]:
    known = {code: Locale(code).territories for code in _LANGUAGES}
    for code in known["en"]:
        if not str(code).isdigit() and all(code in names for names in known.values()):
            yield [Name(names[code], language, False) for language, names in known.items()]


def _merged(listed: Iterable[list[Name]]) -> Iterator[list[Name]]:
    thing_of: dict[tuple[str, str | None], list[Name]] = {}
    for names in listed:
        together = dict.fromkeys(names)
        for name in names:
            if not name.capitals:
                together |= dict.fromkeys(thing_of.get((name_key(name.text), name.language), ()))
        thing = list(together)
        thing_of |= {(name_key(name.text), name.language): thing for name in thing}
    yield from {id(thing): thing for thing in thing_of.values()}.values()
