"""Engines: what keeps and searches the passages, behind one Protocol.

May enter: an engine, in a package of its own; the types they share (``base``). No engine imports
another.
"""

from __future__ import annotations

from indexer.engine.base import Engine
from indexer.errors import NotAnIndex

__all__ = ["Engine", "connect"]


def connect(location: str, *, create: bool = True) -> Engine:
    """Open the engine at ``location``, a folder; with ``create``, make one where there is none.

    Raises NotAnIndex, IndexDamaged or UnsupportedFormat.
    """
    if "://" in location:
        raise NotAnIndex(
            location, f"{location} is not a folder", "give a folder: this version has no clusters"
        )
    from indexer.engine.embedded.engine import EmbeddedEngine

    return EmbeddedEngine.open(location, create=create)
