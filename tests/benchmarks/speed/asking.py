"""Queries in a file, from the process that draws them to one that answers them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.speed.peers.base import Query


def write(queries: Sequence[Query], file: Path) -> None:
    """Write queries to a file."""
    file.write_text(json.dumps([asdict(query) for query in queries]), "utf-8")


def read(file: Path) -> list[Query]:
    """What :func:`write` wrote."""
    kept = json.loads(file.read_text("utf-8"))
    return [Query(**{**each, "terms": tuple(each["terms"])}) for each in kept]
