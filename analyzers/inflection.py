"""Which forms a word takes by the regular endings of its language.

A stem unites more than the forms of one word: ``prison`` is also the stem of ``prisoner``, ``port``
that of the Italian ``porto``, ``porta`` and ``portare``. Where a word is looked up for another one,
as its translation, only its own forms are wanted; the endings, a data file a language, tell them.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

ANY = "*"
"""Stands for whatever ending a verb takes."""

_VERBAL = 9
"""The rank of a form that only an ending of a verb explains."""


def rank(code: str, base: str, form: str) -> int | None:
    """How far the ending of ``form`` is from that of ``base``: 0 the same, then by likelihood.

    None for what is no form of it. Both are folded, and of one stem. In a language without endings
    every word is a form of itself alone.

    >>> rank("en", "prisoner", "prisoners"), rank("en", "prison", "prisoner")
    (1, None)
    >>> rank("it", "porto", "porti"), rank("it", "porta", "porti"), rank("it", "portare", "porti")
    (1, 2, 9)
    """
    if form == base:
        return 0
    table, longest = _endings(code)
    for size in range(min(longest, len(base)), -1, -1):
        endings = table.get(base[len(base) - size :])
        if endings is None:
            continue
        if endings == (ANY,):
            return _VERBAL
        kept = base[: len(base) - size]
        if form.startswith(kept) and form[len(kept) :] in endings:
            return endings.index(form[len(kept) :]) + 1
    return None


@cache
def _endings(code: str) -> tuple[dict[str, tuple[str, ...]], int]:
    """By the ending of the base form the endings of the others, and the longest of the former."""
    file = resources.files("analyzers") / "data" / "inflections" / f"{code}.txt"
    table: dict[str, tuple[str, ...]] = {}
    if file.is_file():
        for line in file.read_text("utf-8").splitlines():
            base, colon, others = line.partition("#")[0].partition(":")
            if colon:
                table[base.strip()] = tuple(others.split())
    return table, max(map(len, table), default=0)
