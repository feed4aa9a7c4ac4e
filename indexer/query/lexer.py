"""A query cut into lexemes whose quotes and brackets are in balance, within what is looked up."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from analyzers.folding import APOSTROPHES
from indexer.query import fields
from indexer.query.lexemes import LITERAL, OPERATORS, Lexeme, operator
from indexer.query.notes import Note, note
from indexer.query.spelling import word
from indexer.query.tree import Fuzzy, Node, Pattern, Phrase, Word

MAX_WORDS = 128
"""Words of one query that are looked up; the rest is left out, with a note."""
MAX_PATTERNS = 16
"""Words with wildcards or other spellings among them."""
MAX_NEAR = 16
"""Words of a phrase that may stand apart."""
MAX_SLOP = 1000
"""Other words between those of a phrase."""
MAX_DEPTH = 32
"""Brackets inside brackets that are followed; deeper ones are read as if they were not there."""

_SLOP = 5
_QUOTES = '"“”„‟«»＂❝❞〝〞'
_SIGNS = "+＋\\-−–‐‑﹣－"
_BLANK = r"\s\x00-\x1f\x7f-\x9f"
_LEXEME = re.compile(
    rf"""(?P<space>[{_BLANK}]+)
      |  (?P<quote>[{_QUOTES}])
      |  (?P<open>[(（]) | (?P<close>[)）])
      |  (?P<both>&&|\|\|)
      |  (?P<sign>(?<![^{_BLANK}(（&|])
                  (?:[{_SIGNS}](?=[^{_BLANK}{_SIGNS}!)）]) | !(?=[\w(（{_QUOTES}])))
      |  (?P<field>(?P<name>[^\W\d_]+)[:：](?=[^{_BLANK})）]))
      |  (?P<word>(?:(?!&&|\|\|)[^{_BLANK}{_QUOTES}()（）])+)""",
    re.VERBOSE,
)
_MERE_SIGNS = re.compile(rf"[{_SIGNS}!]+(?=[^\W_])|[{_SIGNS}][{_SIGNS}!]*(?=[^{_SIGNS}!])")
"""Signs at the beginning of what is not apart from what is before it: ``"x"-y``."""
_QUOTE = re.compile(f"[{_QUOTES}]")
_NEAR = re.compile(r"[~～∼˜](\d*)", re.ASCII)
_RUN = re.compile(rf"[^{_BLANK}{_QUOTES}()（）]+")
_RANGE = re.compile(r"[\[{][^\]}]*[\]}]")
_DATED = re.compile(rf"[^\x00-\x08{_QUOTES}()（）&|]{{0,200}}")
_VALUE = re.compile(f"[^{_QUOTES})）]+")
_BETWEEN = re.compile(r"[,|]+|\b(?:OR|AND|O|E|OPPURE)\b")
_PIECE = re.compile(rf"[^\W_{APOSTROPHES}]+")


@dataclass(slots=True)
class Lexer:
    """Reads one query. ``literal`` tells whether every part was read as it was written."""

    notes: list[Note] = field(default_factory=list)
    literal: bool = True
    _text: str = ""
    _at: int = 0
    _left: int = MAX_WORDS
    _patterns: int = 0
    _depth: int = 0
    _lexemes: list[Lexeme] = field(default_factory=list)
    _told: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)

    def read(self, text: str) -> list[Lexeme]:
        """The lexemes of a text, composed so that how its accents are written makes no odds."""
        self._text = unicodedata.normalize("NFC", text)
        while found := _LEXEME.match(self._text, self._at):
            kind, start = found.lastgroup or "", self._at
            self._at = found.end()
            if self._left <= 0 and kind not in {"space", "close"}:
                self._tell("query-shortened", str(MAX_WORDS))
                break
            if kind == "quote":
                self._phrase()
            elif kind == "field":
                self._field(found["name"], start)
            elif kind == "word" and (mere := _MERE_SIGNS.match(found.group())):
                self._at = start + mere.end()
                self.literal = False
            elif kind == "word":
                self._word(found.group())
            elif kind in {"open", "close"}:
                self._bracket(kind)
            elif kind != "space":
                self._operator(found.group())
        if self._depth:
            self._tell("brackets-balanced")
        return self._lexemes + [Lexeme("close")] * min(self._depth, MAX_DEPTH)

    def _tell(self, code: str, *words: str) -> None:
        """Note what was mended; that the rest was left out says all by itself."""
        if (code, words) not in self._told:
            self._told.add((code, words))
            self.notes.append(note(code, *words))
        self.literal &= code == "query-shortened"

    def _operator(self, typed: str) -> None:
        """One that is written with signs."""
        kind = OPERATORS.get(typed) or ("+" if typed in "+＋" else "-")
        self.literal &= typed in "+-"
        self._lexemes.append(Lexeme(kind))

    def _bracket(self, kind: str) -> None:
        """Pass over a bracket without its twin, or too deep."""
        if kind == "open":
            self._depth += 1
            if self._depth > MAX_DEPTH:
                self._tell("nesting-capped", str(MAX_DEPTH))
                return
        elif self._depth == 0:
            self._tell("brackets-balanced")
            return
        else:
            self._depth -= 1
            if self._depth >= MAX_DEPTH:
                return
        self._lexemes.append(Lexeme(kind))

    def _word(self, typed: str) -> None:
        if kind := operator(typed):
            self.literal &= kind not in LITERAL or typed in LITERAL
            self._left -= kind not in LITERAL
            self._lexemes.append(Lexeme(kind, Word(typed)))
            return
        if typed[-1] in ":：" and fields.is_told(typed[:-1]):
            self.notes.append(note("field-without-value", typed))
        node, mended = word(self._afforded(typed))
        self.literal &= mended is None
        if mended:
            self._tell(mended, typed)
        if isinstance(node, Pattern | Fuzzy):
            self._patterns += 1
            if self._patterns > MAX_PATTERNS:
                self._tell("patterns-capped", str(MAX_PATTERNS))
                return
        self._lexemes.append(Lexeme("word", node))

    def _phrase(self) -> None:
        text = self._quoted()
        near = _NEAR.match(self._text, self._at)
        if near:
            self._at = near.end()
        if not text.strip():
            return
        slop = self._slop(near[1]) if near else None
        kept = self._afforded(text, MAX_NEAR if near else MAX_WORDS)
        self._lexemes.append(Lexeme("phrase", Phrase(kept, slop)))

    def _slop(self, typed: str) -> int:
        if not typed:
            self.literal = False
            return _SLOP
        if len(typed) > len(str(MAX_SLOP)) or int(typed) > MAX_SLOP:
            self._tell("distance-capped", str(MAX_SLOP))
            return MAX_SLOP
        return int(typed)

    def _quoted(self) -> str:
        """What stands up to the next quote, of any kind."""
        start, closing = self._at, _QUOTE.search(self._text, self._at)
        if closing:
            self._at = closing.end()
            return self._text[start : closing.start()]
        self._tell("quotes-balanced")
        self._at = len(self._text)
        return self._text[start:]

    def _afforded(self, text: str, most: int = MAX_WORDS) -> str:
        """As much of a text as may still be looked up."""
        told, most = MAX_WORDS if self._left < most else most, min(most, self._left)
        pieces = [found.end() for found in _PIECE.finditer(text)]
        self._left -= max(1, min(len(pieces), most))
        if len(pieces) <= most:
            return text
        self._tell("query-shortened", str(told))
        return text[: pieces[most - 1]]

    def _field(self, name: str, start: int) -> None:
        known, begin = fields.field_of(name), self._at
        if known == fields.TITLE:
            self.literal &= name.lower() == known
            # Said twice, it says no more.
            if not (self._lexemes and self._lexemes[-1].kind == "title"):
                self._lexemes.append(Lexeme("title"))
            return
        if known is None or (node := self._condition(known)) is None:
            self._at = begin
            self._no_field(name, start)
            return
        self.literal &= fields.is_literal(node, self._text[start : self._at])
        self._lexemes.append(Lexeme("field", node))

    def _no_field(self, name: str, start: int) -> None:
        """A name that is none of a field, or has no value of it behind it."""
        run = _RUN.match(self._text, start)
        typed = run.group() if run else ""
        self._at = start + len(typed)
        if fields.field_of(name) in fields.DATES and fields.is_told(name):
            self._tell("no-date", typed)
            return
        behind = typed[len(name) :]
        likely = len(name) > 1 and behind[0] == ":" and not behind.startswith("://")
        if likely and fields.field_of(name) is None:
            self.notes.append(note("unknown-field", name))
        self._word(typed)

    def _condition(self, known: str) -> Node | None:
        """What is behind the name of a field; None where that is no value of it."""
        if known in fields.DATES:
            if span := _RANGE.match(self._text, self._at):
                self._left -= 1
                self._at = span.end()
                return fields.dated(known, [span.group()])
            ahead = _DATED.match(self._text, self._at)
            if ahead and (leading := fields.leading_date(known, ahead.group())):
                self._left -= 1
                self._at += leading[1]
                return leading[0]
        values = self._values(fields.parts_at_blanks(known))
        if len(values) > self._left:
            self._tell("query-shortened", str(MAX_WORDS))
            del values[self._left :]
        self._left -= len(values)
        if not values:
            return None
        return (fields.dated if known in fields.DATES else fields.valued)(known, values)

    def _values(self, parted: bool) -> list[str]:
        """The values behind the name of a field: bare or quoted, parted by commas, in brackets."""
        if self._text[self._at] in "(（":
            self._at += 1
            return self._bracketed(parted)
        values: list[str] = []
        while self._at < len(self._text):
            if _QUOTE.match(self._text, self._at):
                self._at += 1
                values.append(self._quoted())
                if not self._text.startswith(",", self._at):
                    break
                self._at += 1
            elif run := _RUN.match(self._text, self._at):
                self._at = run.end()
                values += filter(None, run.group().rstrip(",;").split(","))
                if not run.group().endswith(","):
                    break
            else:
                break
        return values

    def _bracketed(self, parted: bool) -> list[str]:
        """The values up to the closing bracket."""
        values: list[str] = []
        self.literal = False
        while self._at < len(self._text):
            found = _VALUE.match(self._text, self._at)
            if found is None:
                self._at += 1
                if self._text[self._at - 1] in ")）":
                    return values
                values.append(self._quoted())
                continue
            self._at = found.end()
            for bare in filter(None, _BETWEEN.split(found.group())):
                values += bare.split() if parted else filter(None, [bare.strip()])
        self._tell("brackets-balanced")
        return values
