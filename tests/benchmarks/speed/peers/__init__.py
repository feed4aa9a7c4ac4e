"""The engines by name. Each is imported only when it is asked for, since its start is timed."""

from __future__ import annotations

from importlib import import_module

from tests.benchmarks.speed.peers.base import Peer

_PLACES = {
    "passaggi": ("passaggi", "Passaggi"),
    "tantivy": ("tantivy", "Tantivy"),
    "lucene": ("lucene", "Lucene"),
    "fts5": ("fts5", "Fts5"),
    "whoosh": ("whoosh_stock", "Whoosh"),
}
NAMES = tuple(_PLACES)


def peer(name: str) -> type[Peer]:
    """The class of an engine; raises KeyError for a name that is not in ``NAMES``."""
    module, attribute = _PLACES[name]
    found: type[Peer] = getattr(import_module(f"{__name__}.{module}"), attribute)
    return found
