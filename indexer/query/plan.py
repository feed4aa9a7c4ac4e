"""Plans: what is looked up in the passages of one language.

A passage has one language, so a query is read once for each language of the index (``reader``), and
the plans never meet.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.query.related import Via
from indexer.query.tree import Condition


class Field(enum.StrEnum):
    """Where a term is looked up; patterns and other spellings are among the forms."""

    STEM = "stem"
    FORM = "form"
    PATTERN = "pattern"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Lookup:
    """One word: any of ``terms`` in ``field``.

    ``form`` is the exact form that raises the score of a word looked up by its stem; ``typed`` is
    what the user wrote. A pattern and a fuzzy word have one term: the pattern of the form
    (``spelling.fits``), the folded form of which a word's is ``edits`` away (``spelling.is_near``).
    """

    field: Field
    terms: tuple[str, ...]
    form: str
    typed: str
    edits: int = 0

    @property
    def shown(self) -> str:
        """The word as the interpretation of a query gives it."""
        return f"{self.form}~{self.edits}" if self.field is Field.FUZZY else self.form


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow each other, position after position.

    With ``slop``, all the words in any order, each at a position of its own, with at most so many
    others between them. They occur as often as there are such windows that hold no smaller one.
    """

    words: tuple[Lookup, ...]
    slop: int | None = None

    @property
    def shown(self) -> str:
        """The words as the interpretation of a query gives them."""
        words = " ".join(word.shown for word in self.words)
        return words if self.slop is None else f"{words} ~{self.slop}"


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a word is also looked up as; ``weight`` is what its frequency counts, 1 in full."""

    term: str
    via: Via
    plan: Lookup | Run
    weight: float = 1.0
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Widened:
    """A word, or words side by side, and what else it is looked up as: scored as one word.

    ``own`` is None where only the alternatives are looked up.
    """

    own: Lookup | Run | None
    alternatives: tuple[Alternative, ...]
    typed: str


@dataclass(frozen=True, slots=True)
class Boolean:
    """As :class:`indexer.query.tree.Group`, of plans."""

    must: tuple[Plan, ...] = ()
    should: tuple[Plan, ...] = ()
    must_not: tuple[Plan, ...] = ()


Plan = Lookup | Run | Widened | Boolean | Condition


def lookups(plan: Plan, *, excluded: bool = False) -> Iterator[Lookup | Run]:
    """The words and runs that a passage is found by, or not found if ``excluded`` ones too."""
    if isinstance(plan, Boolean):
        for child in (*plan.must, *plan.should, *(plan.must_not if excluded else ())):
            yield from lookups(child, excluded=excluded)
    elif isinstance(plan, Widened):
        if plan.own is not None:
            yield plan.own
        yield from (each.plan for each in plan.alternatives)
    elif not isinstance(plan, Condition):
        yield plan


@dataclass(frozen=True, slots=True)
class Sought:
    """A word or run of a plan, the term that stands for it, and how it comes from ``typed``."""

    wanted: Lookup | Run
    term: str
    via: Via
    typed: str
    is_related: bool = False
    origin: str | None = None


def soughts(plan: Plan) -> Iterator[Sought]:
    """What a passage is found by, excluded words left out."""
    if isinstance(plan, Boolean):
        for child in (*plan.must, *plan.should):
            yield from soughts(child)
    elif isinstance(plan, Widened):
        if plan.own is not None:
            yield from soughts(plan.own)
        for each in plan.alternatives:
            yield Sought(each.plan, each.term, each.via, plan.typed, True, each.origin)
    elif not isinstance(plan, Condition):
        words = plan.words if isinstance(plan, Run) else (plan,)
        yield Sought(plan, plan.shown, Via.WORD, " ".join(word.typed for word in words))


def is_found_by_words(plan: Plan) -> bool:
    """Whether every passage that a plan matches has some word of it."""
    if not isinstance(plan, Boolean):
        return not isinstance(plan, Condition)
    if plan.must:
        return any(map(is_found_by_words, plan.must))
    return all(map(is_found_by_words, plan.should))
