"""The parts of a query as typed, and which small words among them are operators.

``AND``, ``OR``, ``NOT``, ``OPPURE``, ``NON`` and the signs ``&&``, ``||``, ``!`` always are. ``E``
and ``O`` are where they stand between two things looked for. In lower case a sentence would have
the same words; they are operators between phrases, groups and fields, and in brackets that hold
nothing but single things joined by them: ``(war or peace)``, not ``(the war or the peace talks)``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.query.tree import Node


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A part of a query.

    ``kind`` is word, phrase, field, title, open, close, +, -, AND, OR, NOT, or an operator that may
    be a word: E and O, or one in lower case with a ``?``. ``node`` is what is looked for.
    """

    kind: str
    node: Node | None = None


OPERATORS = {
    "AND": "AND",
    "&&": "AND",
    "OR": "OR",
    "||": "OR",
    "OPPURE": "OR",
    "NOT": "NOT",
    "NON": "NOT",
    "E": "E",
    "O": "O",
}
IN_LOWER_CASE = {
    "and": "AND?",
    "e": "AND?",
    "or": "OR?",
    "o": "OR?",
    "oppure": "OR?",
    "not": "NOT?",
    "non": "NOT?",
}
LITERAL = ("AND", "OR", "NOT")
"""Operators that are read as they are written."""

_JOINS = {"AND", "OR"}
_MAYBE_JOINS = {"E": "AND", "O": "OR", "AND?": "AND", "OR?": "OR"}
_MAYBE = _MAYBE_JOINS.keys() | {"NOT?"}
_APART = {"phrase", "open", "field", "title"}
"""What no sentence has: a small word beside it is likely meant for an operator."""
OPERANDS = _APART | {"word"}
"""What can be looked for."""
_PREFIXES = {"+", "-", "NOT"}
_SINGLES_JOINED = re.compile(r"n*w(?:on*w)+")


def operator(text: str) -> str | None:
    """The kind of a word that is or may be an operator."""
    return OPERATORS.get(text) or IN_LOWER_CASE.get(text.lower())


def settle(lexemes: list[Lexeme]) -> tuple[list[Lexeme], bool]:
    """The lexemes with every possible operator decided, and whether any became one."""
    settled = list(lexemes)
    levels: list[list[int]] = [[]]
    for at, lexeme in enumerate(lexemes):
        if lexeme.kind == "close":
            _settle_level(settled, levels.pop(), bracketed=True)
            continue
        # What follows the name of a field is one thing with it.
        if not (at and lexemes[at - 1].kind == "title"):
            levels[-1].append(at)
        elif lexeme.kind in _MAYBE:
            settled[at] = Lexeme("word", lexeme.node)
        if lexeme.kind == "open":
            levels.append([])
    _settle_level(settled, levels.pop(), bracketed=False)
    became = any(
        own.kind != before.kind and own.kind != "word"
        for own, before in zip(settled, lexemes, strict=True)
    )
    return settled, became


def _settle_level(settled: list[Lexeme], places: list[int], *, bracketed: bool) -> None:
    """Decide the operators of one level of brackets, whose lexemes are at ``places``."""
    kinds = [settled[at].kind for at in places]
    joined = bracketed and bool(_SINGLES_JOINED.fullmatch("".join(map(_letter, kinds))))
    for n, at in enumerate(places):
        if kinds[n] not in _MAYBE:
            continue
        left = kinds[n - 1] if n else ""
        behind = [kind for kind in kinds[n + 1 : n + 4] if kind not in {*_PREFIXES, "NOT?"}]
        right = behind[0] if behind else ""
        kinds[n] = _decided(kinds[n], left, right, joined)
        settled[at] = Lexeme(kinds[n], settled[at].node if kinds[n] == "word" else None)


def _decided(kind: str, left: str, right: str, joined: bool) -> str:
    """The operator that a possible one is between two kinds, or ``word``."""
    if kind == "NOT?":
        parted = right in _APART and left in _APART | _JOINS
        return "NOT" if joined or parted or right in {"field", "title"} else "word"
    if kind in {"E", "O"}:
        sided = left in OPERANDS and right in OPERANDS | _MAYBE_JOINS.keys()
    else:
        sided = (left in _APART and right in _APART) or (joined and left in OPERANDS)
    return _MAYBE_JOINS[kind] if sided else "word"


def _letter(kind: str) -> str:
    if kind in OPERANDS:
        return "w"
    return "o" if kind in _JOINS | _MAYBE_JOINS.keys() else "n"
