"""A text as HTML, escaped, with its highlights or with what tells it from another one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from markupsafe import Markup, escape

Span = tuple[int, int]

_COMPARED = 1_000_000
"""Pairs of words up to which two texts are compared."""


def mark(text: str, spans: Iterable[Span], first: int | None = None) -> Markup:
    """``text`` with each of ``spans``, [start, end) in code points, in a ``<mark>``.

    With ``first`` the marks get the ids ``m<first>``, ``m<first + 1>``…, to be linked to. Spans
    that overlap an earlier one or leave the text are cut back to what is left of them.

    >>> mark("a <b> & c", [(2, 5)])
    Markup('a <mark>&lt;b&gt;</mark> &amp; c')
    """
    parts: list[str] = []
    done = 0
    for number, (start, end) in enumerate(clean(text, spans)):
        tag = "<mark>" if first is None else f'<mark id="m{first + number}">'
        parts += (escape(text[done:start]), tag, escape(text[start:end]), "</mark>")
        done = end
    # Each part is escaped or a tag of our own.
    return Markup("".join((*parts, escape(text[done:]))))


def clean(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans in order, without overlap, within the text."""
    kept: list[Span] = []
    done = 0
    for start, end in sorted(spans):
        start, end = max(start, done), min(end, len(text))
        if start < end:
            kept.append((start, end))
            done = end
    return kept


def differences(text: str, other: str) -> Markup:
    """``other`` with the words that ``text`` has not in ``<ins>``, those it lacks in ``<del>``.

    Of very long texts nothing is marked.

    >>> differences("the old port", "the port <b>")
    Markup('the <del>old</del> port <ins>&lt;b&gt;</ins>')
    """
    before, after = text.split(), other.split()
    if len(before) * len(after) > _COMPARED:
        return escape(other)
    parts: list[str] = []
    for kind, first, last, begin, end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            parts.append(_joined(after[begin:end]))
            continue
        for tag, words in (("del", before[first:last]), ("ins", after[begin:end])):
            if words:
                parts.append(f"<{tag}>{_joined(words)}</{tag}>")
    return Markup(" ".join(parts))


def _joined(words: Sequence[str]) -> str:
    """Some words, escaped."""
    return str(escape(" ".join(words)))
