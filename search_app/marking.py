"""A text and its highlights as HTML: the text escaped, the highlights in <mark>."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

Span = tuple[int, int]


def mark(text: str, spans: Iterable[Span], first: int | None = None) -> Markup:
    """``text`` with each of ``spans``, [start, end) in code points, in a ``<mark>``.

    With ``first`` the marks get the ids ``m<first>``, ``m<first + 1>``…, to be linked to. Spans
    that overlap an earlier one or leave the text are cut back to what is left of them.

    >>> mark("a <b> & c", [(2, 5)])
    Markup('a <mark>&lt;b&gt;</mark> &amp; c')
    """
    parts: list[Markup] = []
    done = 0
    for number, (start, end) in enumerate(clean(text, spans)):
        tag = (
            Markup("<mark>") if first is None else Markup('<mark id="m{}">').format(first + number)
        )
        parts += (escape(text[done:start]), tag, escape(text[start:end]), Markup("</mark>"))
        done = end
    return Markup("").join((*parts, escape(text[done:])))


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
