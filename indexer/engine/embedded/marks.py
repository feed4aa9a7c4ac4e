"""The compiled loop that makes one number of the words of a document."""

from __future__ import annotations

from typing import Any

import numpy as np

from analyzers.compiling import compiled


@compiled
def add_marks(marks: Any, documents: Any, frequencies: Any, positions: Any, sums: Any) -> None:
    """Add to each document's sum, for each occurrence, the mark times its odd place.

    ``marks`` (uint64), ``documents`` and ``frequencies`` (uint32) are by posting, ``positions``
    (uint32) occurrence after occurrence, ``sums`` (uint64) by document; they wrap.
    """
    at = 0
    for i in range(len(documents)):
        for _ in range(frequencies[i]):
            sums[documents[i]] += marks[i] * (
                np.uint64(positions[at]) * np.uint64(2) + np.uint64(1)
            )
            at += 1
