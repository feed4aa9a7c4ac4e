"""The engines that the behaviour suite runs on, each made empty in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer import connect
from indexer.engine import Engine
from tests.engine.memory import MemoryEngine

ENGINES: dict[str, Callable[[Path], Engine]] = {
    "memory": lambda _: MemoryEngine(),
    "embedded": lambda folder: connect(str(folder / "index")),
}


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty engine of each kind."""
    with ENGINES[request.param](tmp_path) as made:
        yield made
