"""Which segments are merged, and when.

Segments are of one tier when their sizes, in documents that stand, fall between the same powers of
eight. When a tier has eight, they become one of the next; so a document is copied once a tier, and
there are few segments to search. A segment of which a third is deleted is written anew. Segments
beyond ``LARGEST`` are left alone. After P. O'Neil, E. Cheng, D. Gawlick, E. O'Neil, "The
log-structured merge-tree", 1996, in its tiered form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from indexer.engine.embedded.codec import ArraySegment

FANOUT = 8
SMALLEST = 8_000
"""Documents below which segments are of the lowest tier."""

LARGEST = 4_000_000


def due(segments: Sequence[ArraySegment]) -> list[ArraySegment]:
    """The segments to be merged next, in their order; none when all is well."""
    tiers: defaultdict[int, list[ArraySegment]] = defaultdict(list)
    for segment in segments:
        if 3 * segment.deleted_count() >= segment.doc_count_all():
            return [segment]
        if segment.doc_count() < LARGEST:
            tiers[_tier(segment.doc_count())].append(segment)
    full = [own for _, own in sorted(tiers.items()) if len(own) >= FANOUT]
    return full[0] if full else []


def _tier(count: int) -> int:
    tier = 0
    while count >= SMALLEST:
        count //= FANOUT
        tier += 1
    return tier
