"""Compiled loops: numba, without the interpreter's lock, kept on disk where that can be.

What is kept is found again by the module of the outer loop alone: after a change to a part that is
defined elsewhere, `make clean` drops it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import njit

Loop = Callable[..., Any]


def compiled(loop: Loop) -> Loop:
    """A loop that Python calls; the next process need not compile it again."""
    try:
        kept: Loop = njit(cache=True, nogil=True)(loop)
    except RuntimeError:
        # Neither beside the module nor in the user's own folder may anything be written.
        kept = njit(nogil=True)(loop)
    return kept


def compiled_part(loop: Loop) -> Loop:
    """A part of loops, which only compiled code calls."""
    part: Loop = njit(nogil=True)(loop)
    return part
