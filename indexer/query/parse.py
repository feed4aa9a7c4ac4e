"""The query language, read forgivingly: every text has a best reading, none is an error.

    word other          passages with any of the words, the best first
    "of these words"    a phrase; straight, curly, low and guillemet quotes, mixed ones too
    "these words"~5     the words in any order, with at most five others between them
    +word  -word        required; excluded (also NOT word, !word)
    a AND b, a OR b     both; either (AND binds tighter; words side by side count as OR)
    ( … )               a group
    prefix*  colo?r     words that fit: any letters, one letter
    zelenski~  word~1   words spelt nearly so
    title:word          in a headline
    language:it outlet:"Il Molo" section:world role:caption
                        only of these; of several values of a field any (also language:it,en)
    from:2025-11 to:2025-11-12 date:2025 date:[2025-01 TO 2025-06]
                        only of these days

Operators and fields have Italian names too: E, O, OPPURE, NON (``lexemes`` says when those in lower
case count), lingua, testata, sezione, ruolo, titolo, dal, al, data (``fields``). A field beside
words is required; with OR it is an alternative like any other.

What had to be mended (a quote never closed, a bracket without its twin, words past the cap) is told
in notes, and ``read_as`` gives the query as it was read where that is not as it was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeGuard

from indexer.query.lexemes import OPERANDS, Lexeme, settle
from indexer.query.lexer import Lexer
from indexer.query.notes import Note, note
from indexer.query.render import render
from indexer.query.tree import HEADLINE, Dated, Group, Node, Valued, is_field


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query's tree (None: nothing was typed that could be looked up) and the notes on it.

    ``read_as`` is a query of the same tree, where the text was not read as it was written.
    """

    tree: Node | None
    notes: tuple[Note, ...] = ()
    read_as: str | None = None


def parse(text: str) -> Parsed:
    """Read a query. Never raises; the same text in other quotes has the same reading."""
    lexer = Lexer(text)
    lexemes, became = settle(lexer.read())
    parser = _Parser(lexemes)
    tree = parser.read()
    literal = lexer.literal and parser.literal and not became
    between = " OR " if any(each.kind == "OR" for each in lexemes) else " "
    read_as = None if literal or tree is None else render(tree, between)
    notes = [*lexer.notes, *contradictions(tree)] if tree else lexer.notes
    return Parsed(tree, tuple(dict.fromkeys(notes)), read_as)


class _Parser:
    """Recursive descent over the lexemes; every lexeme has a reading in every place.

    ``literal`` turns False where an operator was passed over.
    """

    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self.literal = True
        self._lexemes = lexemes
        self._at = 0

    def read(self) -> Node | None:
        """Clauses side by side, up to a closing bracket or the end."""
        clauses: dict[str, list[Node]] = {"": [], "+": [], "-": [], "field": []}
        joined = False
        while (kind := self._peek()) not in {"", "close"}:
            if kind in {"OR", "AND"}:
                self._at += 1
                joined = kind == "OR" and any(clauses.values()) and self._begins_clause()
                self.literal &= joined
                continue
            sign = self._sign()
            clause = self._conjunction()
            if clause is None:
                continue
            alternative = joined or (self._peek() == "OR" and self._begins_clause(1))
            joined = False
            required = not sign and not alternative and is_field(clause)
            clauses["field" if required else sign].append(clause)
        return _combine(clauses[""], clauses["+"], clauses["-"], clauses["field"])

    def _begins_clause(self, ahead: int = 0) -> bool:
        return self._peek(ahead) not in {"", "close", "OR", "AND"}

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
            self.literal &= bool(first and operand)
        if len(must) == 1 and not must_not:
            return must[0]
        return _combine([], must, must_not)

    def _operand(self) -> Node | None:
        kind = self._peek()
        if kind not in OPERANDS:
            self.literal = False
            return None
        lexeme = self._lexemes[self._at]
        self._at += 1
        if kind == "open":
            inner = self.read()
            self._at += 1
            return inner
        if kind == "title":
            named = self._operand()
            return None if named is None else Group(must=(named, HEADLINE))
        return lexeme.node

    def _sign(self) -> str:
        """Take the ``+``, ``-`` and NOT that stand here; two exclusions do not undo each other."""
        sign = ""
        while (kind := self._peek()) in {"+", "-", "NOT"}:
            self.literal &= not sign
            sign = "+" if kind == "+" and sign != "-" else "-"
            self._at += 1
        return sign

    def _peek(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._lexemes[at].kind if at < len(self._lexemes) else ""


def contradictions(tree: Node) -> list[Note]:
    """Notes on conditions that no passage can meet together."""
    if not isinstance(tree, Group):
        return []
    found = [each for child in tree.children for each in contradictions(child)]
    for at, one in enumerate(tree.must):
        against = [other for other in tree.must[at + 1 :] if _apart(one, other)]
        against += [other for other in tree.must_not if _within(one, other)]
        found += [note("contradictory", render(one), render(other)) for other in against]
    return found


def _apart(one: Node, other: Node) -> bool:
    """Whether no value meets both conditions."""
    if isinstance(one, Dated) and isinstance(other, Dated):
        return max(one.first or "", other.first or "") > min(
            one.last or "9999-12-31", other.last or "9999-12-31"
        )
    if not (isinstance(one, Valued) and isinstance(other, Valued)) or one.field != other.field:
        return False
    return not any(map(other.meets, one.values)) and not any(map(one.meets, other.values))


def _within(one: Node, other: Node) -> bool:
    """Whether what meets the first condition meets the other too."""
    if isinstance(one, Valued) and isinstance(other, Valued):
        return one.field == other.field and all(map(other.meets, one.values))
    return one == other


def _combine(
    should: list[Node], must: list[Node], must_not: list[Node], fields: Sequence[Node] = ()
) -> Node | None:
    """A group of clauses; one in brackets that only excludes does so for the whole group.

    Beside ``fields``, which are required, of words side by side one is required too.
    """
    every = (*should, *must, *must_not, *fields)
    if not every:
        return None
    lifted = [each for node in every if _only_excludes(node) for each in node.must_not]
    must_not = [*(node for node in must_not if not _only_excludes(node)), *lifted]
    must, should = ([e for e in nodes if not _only_excludes(e)] for nodes in (must, should))
    required = _alternatives([node for node in fields if not _only_excludes(node)])
    if len(should) == 1 and is_field(should[0]) and must_not and not must:
        required, should = [*should, *required], []
    if required and should and not must:
        must, should = [should[0] if len(should) == 1 else Group(should=tuple(should))], []
    if not must_not and len(every) == len(should) + len(fields) == 1:
        return (should + required)[0]
    if required and not (must or should or must_not) and len(required) == 1:
        return required[0]
    return Group((*must, *required), tuple(should), tuple(must_not))


def _alternatives(fields: list[Node]) -> list[Node]:
    """Conditions of which several on one field are alternatives."""
    by_name: dict[str, list[Node]] = {}
    for node in fields:
        by_name.setdefault(_name(node), []).append(node)
    return [_any(list(dict.fromkeys(nodes))) for nodes in by_name.values()]


def _name(node: Node) -> str:
    """What a condition is on; a group of its own is on itself."""
    if isinstance(node, Valued):
        return node.field
    if isinstance(node, Dated):
        return "date" if node.first and node.last else "from" if node.first else "to"
    return "title" if node.must[1:] == (HEADLINE,) else render(node)  # type: ignore[union-attr]


def _any(nodes: list[Node]) -> Node:
    first = nodes[0]
    if len(nodes) == 1:
        return first
    if isinstance(first, Valued):
        every = (value for each in nodes if isinstance(each, Valued) for value in each.values)
        return Valued(first.field, tuple(dict.fromkeys(every)))
    return Group(should=tuple(nodes))


def _only_excludes(node: Node) -> TypeGuard[Group]:
    return isinstance(node, Group) and not (node.must or node.should)
