"""A query cut into lexemes whose quotes and brackets are in balance, within what is looked up."""

from __future__ import annotations

import re

from indexer.query import fields
from indexer.query.lexemes import LITERAL, OPERATORS, Lexeme, operator
from indexer.query.notes import Note
from indexer.query.scanner import BLANK, MAX_WORDS, QUOTES, Scanner
from indexer.query.spelling import word
from indexer.query.tree import Fuzzy, Pattern, Phrase, Word
from indexer.query.values import read_condition

MAX_PATTERNS = 16
"""Words with wildcards or other spellings of one query."""
MAX_NEAR = 16
"""Words of a phrase that may stand apart."""
MAX_SLOP = 1000
"""Other words between those of a phrase."""
MAX_DEPTH = 32
"""Brackets inside brackets that are followed; deeper ones are read as if they were not there."""

_SLOP = 5
_SIGNS = "+＋\\-−–‐‑﹣－"
_LEXEME = re.compile(
    rf"""(?P<space>[{BLANK}]+)
      |  (?P<quote>[{QUOTES}])
      |  (?P<open>[(（]) | (?P<close>[)）])
      |  (?P<both>&&|\|\|)
      |  (?P<sign>(?<![^{BLANK}(（&|])
                  (?:[{_SIGNS}](?=[^{BLANK}{_SIGNS}!)）]) | !(?=[\w(（{QUOTES}])))
      |  (?P<field>(?P<name>[^\W\d_]+)[:：](?=[^{BLANK})）]))
      |  (?P<word>(?:(?!&&|\|\|)[^{BLANK}{QUOTES}()（）])+)""",
    re.VERBOSE,
)
_MERE_SIGNS = re.compile(rf"[{_SIGNS}!]+(?=[^\W_])|[{_SIGNS}][{_SIGNS}!]*(?=[^{_SIGNS}!])")
"""Signs at the beginning of what is not apart from what is before it: ``"x"-y``."""
_NEAR = re.compile(r"[~～∼˜](\d*)", re.ASCII)


class Lexer:
    """Reads one query."""

    def __init__(self, text: str) -> None:
        self._scanner = Scanner(text)
        self._lexemes: list[Lexeme] = []
        self._patterns = 0
        self._depth = 0

    @property
    def notes(self) -> list[Note]:
        """What was mended, and what was not read as may have been meant."""
        return self._scanner.notes

    @property
    def literal(self) -> bool:
        """Whether every part was read as it was written."""
        return self._scanner.literal

    def read(self) -> list[Lexeme]:
        """The lexemes of the text."""
        scanner = self._scanner
        while found := _LEXEME.match(scanner.text, scanner.at):
            kind, start = found.lastgroup or "", scanner.at
            if scanner.left <= 0 and kind not in {"space", "close"}:
                scanner.mend("query-shortened", str(MAX_WORDS))
                break
            scanner.at = found.end()
            if kind == "quote":
                self._phrase()
            elif kind == "field":
                self._field(found["name"], start)
            elif kind == "word" and (mere := _MERE_SIGNS.match(found.group())):
                scanner.at = start + mere.end()
                scanner.literal = False
            elif kind == "word":
                self._word(found.group())
            elif kind in {"open", "close"}:
                self._bracket(kind)
            elif kind != "space":
                self._operator(found.group())
        if self._depth:
            scanner.mend("brackets-balanced")
        return self._lexemes + [Lexeme("close")] * min(self._depth, MAX_DEPTH)

    def _operator(self, typed: str) -> None:
        """One that is written with signs."""
        kind = OPERATORS.get(typed) or ("+" if typed in "+＋" else "-")
        self._scanner.literal &= typed in "+-"
        self._lexemes.append(Lexeme(kind))

    def _bracket(self, kind: str) -> None:
        """Pass over a bracket without its twin, or too deep."""
        if kind == "open":
            self._depth += 1
            if self._depth > MAX_DEPTH:
                self._scanner.mend("nesting-capped", str(MAX_DEPTH))
                return
        elif self._depth == 0:
            self._scanner.mend("brackets-balanced")
            return
        else:
            self._depth -= 1
            if self._depth >= MAX_DEPTH:
                return
        self._lexemes.append(Lexeme(kind))

    def _word(self, typed: str) -> None:
        scanner = self._scanner
        if kind := operator(typed):
            scanner.literal &= kind not in LITERAL or typed in LITERAL
            scanner.left -= kind not in LITERAL
            self._lexemes.append(Lexeme(kind, Word(typed)))
            return
        if typed[-1] in ":：" and fields.is_told(typed[:-1]):
            scanner.tell("field-without-value", typed)
        node, mended = word(scanner.afforded(typed))
        scanner.literal &= mended is None
        if mended:
            scanner.mend(mended, typed)
        if isinstance(node, Pattern | Fuzzy):
            self._patterns += 1
            if self._patterns > MAX_PATTERNS:
                scanner.mend("patterns-capped", str(MAX_PATTERNS))
                return
        self._lexemes.append(Lexeme("word", node))

    def _phrase(self) -> None:
        scanner = self._scanner
        text = scanner.quoted()
        near = _NEAR.match(scanner.text, scanner.at)
        if near:
            scanner.at = near.end()
        if not text.strip():
            return
        slop = self._slop(near[1]) if near else None
        kept = scanner.afforded(text, MAX_NEAR if near else MAX_WORDS)
        self._lexemes.append(Lexeme("phrase", Phrase(kept, slop)))

    def _slop(self, typed: str) -> int:
        if not typed:
            self._scanner.literal = False
            return _SLOP
        if len(typed) > len(str(MAX_SLOP)) or int(typed) > MAX_SLOP:
            self._scanner.mend("distance-capped", str(MAX_SLOP))
            return MAX_SLOP
        return int(typed)

    def _field(self, name: str, start: int) -> None:
        scanner, known = self._scanner, fields.field_of(name)
        if known == fields.TITLE:
            scanner.literal &= name.lower() == known
            # Said twice, it says no more.
            if not (self._lexemes and self._lexemes[-1].kind == "title"):
                self._lexemes.append(Lexeme("title"))
            return
        node = read_condition(scanner, known) if known else None
        if node is None:
            scanner.at = start
            self._no_field(name)
            return
        scanner.literal &= fields.is_literal(node, scanner.text[start : scanner.at])
        self._lexemes.append(Lexeme("field", node))

    def _no_field(self, name: str) -> None:
        """A name that is none of a field, or has no value of it behind it."""
        known, typed = fields.field_of(name), self._scanner.run()
        if known in fields.DATES and fields.is_told(name):
            self._scanner.mend("no-date", typed)
            return
        behind = typed[len(name) :]
        if not known and len(name) > 1 and behind[0] == ":" and not behind.startswith("://"):
            self._scanner.tell("unknown-field", name)
        self._word(typed)
