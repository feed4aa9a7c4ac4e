"""A passage as a quotation, in the quotation marks of its language."""

from __future__ import annotations

from search_app.passing_on.characters import one_line

_MARKS = {"it": ("«", "»", "“", "”")}
_ENGLISH = ("“", "”", "‘", "’")
"""Outer and inner marks: Italian newspapers quote in «…», and within it in “…”."""


def quoted(text: str, language: str | None) -> str:
    """``text`` in quotation marks; those of the same kind within it become inner ones.

    >>> quoted("il voto, «senza una data»", "it")
    '«il voto, “senza una data”»'
    """
    opening, closing, inner, within = _MARKS.get(language or "", _ENGLISH)
    words = one_line(text).translate(str.maketrans(opening + closing, inner + within))
    return f"{opening}{words}{closing}"
