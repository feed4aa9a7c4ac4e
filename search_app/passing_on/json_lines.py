"""Passages as JSON Lines: a hit a line, field for field what the API gives."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from indexer.engine.base import Hit


def lines(hits: Iterable[Hit]) -> Iterator[bytes]:
    """The hits in UTF-8."""
    for hit in hits:
        yield json.dumps(asdict(hit), ensure_ascii=False).encode("utf-8", "replace") + b"\n"
