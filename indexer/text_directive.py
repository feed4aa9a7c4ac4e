"""Text directives: naming a paragraph of a page so that a browser finds it and no earlier one.

    text=[prefix-,]start[,end][,-suffix]

A browser takes the first place in the page where ``start`` stands, after ``prefix`` and before
``suffix`` where they are given, and from there the first ``end``. It compares letters without case
and accents, and each part must lie in one paragraph. Source: "URL Fragment Text Directives", Draft
Community Group Report, WICG.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from urllib.parse import quote

_EDGE = 5
"""Words by which the beginning and the end of a paragraph are named, if that is enough."""

_WHOLE = 2 * _EDGE - 1
"""Words up to which a paragraph is named whole."""

_MOST = 20
"""Words by which the beginning is named at most, and words of a neighbour."""

_MARKS = re.compile("[\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff]+")
_VARIANTS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"}
    | dict.fromkeys("’‘ʼ", "'")
)
_JOINTS = ("\n", " ", "")
"""What may stand between a prefix or a suffix and what it goes with; paragraphs end at a line."""


@dataclass(frozen=True, slots=True)
class _Directive:
    """The parts of a text directive, each as words as published."""

    start: Sequence[str]
    end: Sequence[str] = ()
    prefix: Sequence[str] = ()
    suffix: Sequence[str] = ()

    def encoded(self) -> str:
        """``text=…``, percent-encoded; a hyphen has a meaning of its own."""
        parts = (
            [f"{_encoded(self.prefix)}-"] if self.prefix else [],
            [_encoded(self.start)],
            [_encoded(self.end)] if self.end else [],
            [f"-{_encoded(self.suffix)}"] if self.suffix else [],
        )
        return "text=" + ",".join(part for own in parts for part in own)


def text_directive(passages: Sequence[str], ordinal: int) -> str | None:
    """The directive that names the ``ordinal``-th of an article's passages; None for a blank one.

    Its own words are tried first, more of them where fewer also stand earlier; then those of its
    neighbours. Where nothing tells it from an earlier passage it is named as if that were not
    there.
    """
    # What follows the next passage makes no difference.
    return _directive(_Page(passages[: ordinal + 1]), passages, ordinal)


def text_directives(passages: Sequence[str]) -> list[str | None]:
    """The directive of each of an article's passages, as :func:`text_directive` gives it."""
    page = _Page(passages)
    return [_directive(page, passages, ordinal) for ordinal in range(1, len(passages) + 1)]


def _directive(page: _Page, passages: Sequence[str], ordinal: int) -> str | None:
    words = passages[ordinal - 1].split()
    if not words:
        return None
    tried = _tried(
        words,
        passages[ordinal - 2].split() if ordinal > 1 else [],
        passages[ordinal].split() if ordinal < len(passages) else [],
    )
    plainest = next(tried)
    unique = (each for each in chain([plainest], tried) if not page.has_earlier(each, ordinal))
    return next(unique, plainest).encoded()


def _tried(
    words: Sequence[str], previous: Sequence[str], following: Sequence[str]
) -> Iterator[_Directive]:
    """The ways to name a paragraph of ``words``, the one to be preferred first."""
    shortest = len(words) if len(words) <= _WHOLE else _EDGE
    for count in range(shortest, min(len(words), _MOST) + 1):
        yield _begun(words, count)
    prefixes = [previous[-count:] for count in range(1, min(len(previous), _MOST) + 1)]
    for prefix in prefixes:
        yield _begun(words, shortest, prefix)
    if prefixes:
        yield _begun(words, min(len(words), _MOST), prefixes[-1])
    # Named by its end as well, an earlier beginning would be taken up to that suffix.
    suffixes = [following[:count] for count in range(1, min(len(following), _MOST) + 1)]
    for context in ((), *prefixes[-1:]):
        for suffix in suffixes if len(words) <= _MOST else ():
            yield _Directive(words, prefix=context, suffix=suffix)


def _begun(words: Sequence[str], count: int, prefix: Sequence[str] = ()) -> _Directive:
    """A paragraph named by its first ``count`` words and by the fewest last ones that will do."""
    start, rest = words[:count], words[count:]
    if not rest:
        return _Directive(start, prefix=prefix)
    plain = _plain(" ".join(rest))
    for last in range(min(_EDGE, len(rest)), min(_MOST, len(rest)) + 1):
        end = _plain(" ".join(rest[-last:]))
        if plain.find(end) == len(plain) - len(end):
            return _Directive(start, rest[-last:], prefix)
    return _Directive(start, rest[-_EDGE:], prefix)


class _Page:
    """The passages as they are compared, and where each begins among them."""

    def __init__(self, passages: Sequence[str]) -> None:
        lines = [_plain(" ".join(each.split())) for each in passages]
        self._text = "\n".join(lines)
        self._begins = list(accumulate((len(line) + 1 for line in lines), initial=0))

    def has_earlier(self, directive: _Directive, ordinal: int) -> bool:
        """Whether a directive may be taken to name something before the ``ordinal``-th passage.

        Within words as well: where a browser sees the bounds of words is its own affair.
        """
        prefix, start, suffix = (
            _plain(" ".join(words))
            for words in (directive.prefix, directive.start, directive.suffix)
        )
        begin = self._begins[ordinal - 1]
        if self._text.find(start) == begin:
            return False
        lefts = [prefix + joint for joint in _JOINTS] if prefix else [""]
        rights = [joint + suffix for joint in _JOINTS] if suffix else [""]
        return any(
            0 <= self._text.find(left + start + right) < begin - len(left)
            for left in lefts
            for right in rights
        )


def _plain(text: str) -> str:
    """A text as letters are compared: without case, accents and characters that do not show."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return _MARKS.sub("", folded).translate(_VARIANTS)


def _encoded(words: Sequence[str]) -> str:
    return quote(" ".join(words), safe="").replace("-", "%2D")
