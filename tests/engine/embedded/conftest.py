"""What the tests of the embedded engine share."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer import connect
from tests.engine.articles import ARTICLES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of the small set of articles, closed."""
    path = tmp_path / "index"
    with connect(str(path)) as engine:
        engine.index(ARTICLES)
    return path
