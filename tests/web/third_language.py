"""A made-up language of the interface: one row, and a catalogue made of the messages themselves.

Each message is put in brackets, its letters take accents and its vowels are doubled: ``Search`` is
``[Séeáaŕçh]``. So a text that no catalogue reached stands out, and all are some 40 % longer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from search_app import i18n

CODE = "de"
"""Babel must know the dates and numbers of the language; its words are made up all the same."""

_LETTERS = str.maketrans(
    dict(
        zip("aeiouAEIOU", ("áa", "ée", "íi", "óo", "úu", "Áa", "Ée", "Íi", "Óo", "Úu"), strict=True)
    )
    | dict(zip("crsnzCRSNZ", "çŕšñžÇŔŠÑŽ", strict=True))
)
_PLACE = re.compile(r"(%\(\w+\)s|%%)")


def made_up(message: str) -> str:
    """A message in the made-up language; its places stay."""
    parts = _PLACE.split(message)
    parts[::2] = [part.translate(_LETTERS) for part in parts[::2]]
    return f"[{''.join(parts)}]"


@contextmanager
def spoken(messages: Iterable[str | tuple[str, ...]], folder: Path) -> Iterator[str]:
    """The code of the language, which the interface speaks for as long as this lasts."""
    made = Catalog(locale=CODE)
    for message in messages:
        plural = isinstance(message, tuple)
        made.add(message, tuple(map(made_up, message)) if plural else made_up(str(message)))
    file = folder / CODE / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    with file.open("wb") as out:
        write_po(out, made)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "_CATALOGUES", folder)
        patch.setitem(i18n.LANGUAGES, CODE, "de_DE")
        i18n.catalogue.cache_clear()
        yield CODE
    i18n.catalogue.cache_clear()


def outside(text: str) -> str:
    """What of a text stands outside all brackets, that is, in no message."""
    left, depth = [], 0
    for letter in text:
        depth += letter == "["
        if not depth or letter == BREAK:
            left.append(letter)
        depth -= letter == "]"
    return "".join(left)


BREAK = "\0"
"""Where an element begins or ends."""
