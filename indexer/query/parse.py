"""The query language, read forgivingly: every text has a best reading, none is an error.

    word other         passages with any of the words, the best first
    "of these words"   a phrase; straight, curly, low and guillemet quotes, mixed ones too
    +word  -word       required; excluded (also NOT word)
    a AND b, a OR b    both; either (AND binds tighter; words side by side count as OR)
    ( … )              a group
    prefix*            words that begin so

What had to be mended (a quote never closed, a bracket without its twin, words past the cap) is told
in notes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

from indexer.query.notes import Note, note
from indexer.query.tree import Group, Node, Phrase, Prefix, Word

MAX_LEAVES = 128
"""Words and phrases of one query that are looked up; the rest is left out, with a note."""
MAX_DEPTH = 32
"""Brackets inside brackets that are followed; deeper ones are read as if they were not there."""

_QUOTES = '"“”„‟«»＂❝❞〝〞'
_LEXEME = re.compile(
    rf"""(?P<space>\s+)
      |  (?P<quote>[{_QUOTES}])
      |  (?P<open>\() | (?P<close>\))
      |  (?P<sign>(?<![^\s(])[+\-](?=[^\s+\-)]))
      |  (?P<word>[^\s{_QUOTES}()]+)""",
    re.VERBOSE,
)
_QUOTE = re.compile(f"[{_QUOTES}]")
_OPERATORS = ("AND", "OR", "NOT")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query's tree (None: nothing was typed that could be looked up) and the notes on it."""

    tree: Node | None
    notes: tuple[Note, ...] = ()


def parse(text: str) -> Parsed:
    """Read a query. Never raises; the same text in other quotes has the same reading."""
    lexer = _Lexer()
    lexemes = lexer.read(text)
    return Parsed(_Parser(lexemes).read(), tuple(dict.fromkeys(lexer.notes)))


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: str
    text: str


@dataclass(slots=True)
class _Lexer:
    """Cuts a query into lexemes whose quotes and brackets are in balance."""

    notes: list[Note] = field(default_factory=list)
    _depth: int = 0

    def read(self, text: str) -> list[_Lexeme]:
        lexemes: list[_Lexeme] = []
        at = leaves = 0
        while found := _LEXEME.match(text, at):
            at = found.end()
            kind, value = found.lastgroup or "", found.group()
            if kind == "quote":
                kind = "phrase"
                value, at = self._phrase(text, at)
            elif value in _OPERATORS:
                kind = value
            if kind in {"word", "phrase"} and (leaves := leaves + 1) > MAX_LEAVES:
                self.notes.append(note("query-shortened", str(MAX_LEAVES)))
                break
            if kind != "space" and self._balanced(kind):
                lexemes.append(_Lexeme(kind, value))
        return lexemes + self._missing_brackets()

    def _phrase(self, text: str, start: int) -> tuple[str, int]:
        closing = _QUOTE.search(text, start)
        if closing:
            return text[start : closing.start()], closing.end()
        self.notes.append(note("quotes-balanced"))
        return text[start:], len(text)

    def _balanced(self, kind: str) -> bool:
        """Count brackets; False for one to pass over: without a twin, or too deep."""
        if kind == "open":
            self._depth += 1
            return self._depth <= MAX_DEPTH
        if kind != "close":
            return True
        if self._depth == 0:
            self.notes.append(note("brackets-balanced"))
            return False
        self._depth -= 1
        return self._depth < MAX_DEPTH

    def _missing_brackets(self) -> list[_Lexeme]:
        if self._depth:
            self.notes.append(note("brackets-balanced"))
        return [_Lexeme("close", ")")] * min(self._depth, MAX_DEPTH)


class _Parser:
    """Recursive descent over the lexemes; every lexeme has a reading in every place."""

    def __init__(self, lexemes: Sequence[_Lexeme]) -> None:
        self._lexemes = lexemes
        self._at = 0

    def read(self) -> Node | None:
        """Clauses side by side, up to a closing bracket or the end."""
        should: list[Node] = []
        must: list[Node] = []
        must_not: list[Node] = []
        while (kind := self._peek()) not in {"", "close"}:
            if kind in {"OR", "AND"}:
                self._at += 1
                continue
            into = {"+": must, "-": must_not}.get(self._sign(), should)
            clause = self._conjunction()
            if clause is not None:
                into.append(clause)
        return _combine(should, must, must_not)

    def _conjunction(self) -> Node | None:
        """Operands joined by AND."""
        first = self._operand()
        must: list[Node] = [first] if first else []
        must_not: list[Node] = []
        while self._peek() == "AND":
            self._at += 1
            into = must_not if self._sign() == "-" else must
            operand = self._operand()
            if operand is not None:
                into.append(operand)
        if len(must) == 1 and not must_not:
            return must[0]
        return _combine([], must, must_not)

    def _operand(self) -> Node | None:
        kind = self._peek()
        if kind in {"", "close", "AND", "OR"}:
            return None
        lexeme = self._lexemes[self._at]
        self._at += 1
        if kind == "open":
            inner = self.read()
            self._at += 1
            return inner
        if kind == "phrase":
            return Phrase(lexeme.text) if lexeme.text.strip() else None
        if lexeme.text.endswith("*") and lexeme.text.strip("*"):
            return Prefix(lexeme.text.rstrip("*"))
        return Word(lexeme.text)

    def _sign(self) -> str:
        """Take the ``+``, ``-`` and NOT that stand here; two exclusions do not undo each other."""
        sign = ""
        while self._peek() in {"sign", "NOT"}:
            text = self._lexemes[self._at].text
            sign = "-" if text in {"-", "NOT"} or sign == "-" else "+"
            self._at += 1
        return sign

    def _peek(self) -> str:
        return self._lexemes[self._at].kind if self._at < len(self._lexemes) else ""


def _combine(should: list[Node], must: list[Node], must_not: list[Node]) -> Node | None:
    """A group of clauses; one in brackets that only excludes does so for the whole group."""
    every = (*should, *must, *must_not)
    if not every:
        return None
    if len(should) == 1 and not must and not must_not:
        return should[0]
    lifted = [each for node in every if _only_excludes(node) for each in node.must_not]
    must, should, must_not = (
        [node for node in nodes if not _only_excludes(node)] for nodes in (must, should, must_not)
    )
    return Group(tuple(must), tuple(should), (*must_not, *lifted))


def _only_excludes(node: Node) -> TypeGuard[Group]:
    return isinstance(node, Group) and not (node.must or node.should)
