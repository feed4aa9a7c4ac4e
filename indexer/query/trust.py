"""How much what stands for a typed word counts beside it."""

from __future__ import annotations

from indexer.query.related import Via

_ELSEWHERE = {Via.SPELLING: 0.8}
"""In a language that the query is not written in, where translations are all there is to find; what
is only spelt alike may be another name."""

_BESIDE = {Via.WORD: 0.8, Via.ALIAS: 0.8, Via.TRANSLATION: 0.5, Via.COGNATE: 0.5, Via.SPELLING: 0.5}
"""In a language that the query may be written in, beside the word as typed: its other forms and
names are nearly as good, a translation is a guess that it was of the other language."""


def weight(via: Via, *, beside: bool) -> float:
    """What the frequency of an alternative counts, 1 in full.

    ``beside`` says that the word itself is looked up too, in a language it may be of.
    """
    return (_BESIDE if beside else _ELSEWHERE).get(via, 1.0)
