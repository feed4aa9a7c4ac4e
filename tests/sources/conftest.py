"""Reading a handful of files as a run does, and where the five real articles are."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from indexer.documents import Article
from indexer.errors import SourceError
from indexer.sources import read_sources


@dataclass
class Reading:
    """What came out of one run."""

    articles: list[Article] = field(default_factory=list)
    rejects: list[SourceError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        return [article.id for article in self.articles]

    def only(self) -> Article:
        """The one article, when it is the only outcome."""
        assert not self.rejects, self.rejects
        (article,) = self.articles
        return article

    def reject(self) -> SourceError:
        """The one error, when it is the only outcome."""
        assert not self.articles, self.articles
        (error,) = self.rejects
        return error


Read = Callable[..., Reading]
Write = Callable[[str, str | bytes], Path]


def read_all(*sources: str | Path, **options: object) -> Reading:
    reading = Reading()
    reading.articles += read_sources(
        sources,
        on_reject=reading.rejects.append,
        on_warning=reading.warnings.append,
        on_file=reading.files.append,
        **options,  # type: ignore[arg-type]
    )
    return reading


@pytest.fixture
def read() -> Read:
    """``read(source, …)``: everything that a run over the sources yields and tells."""
    return read_all


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """``write(name, content)``: a file below the test's own folder."""

    def put(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return put


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five real articles; the test is skipped where it is absent."""
    beside = Path(__file__).parents[2].parent / "shared"
    folder = Path(os.environ.get("PASSAGGI_SHARED", beside)) / "seeds"
    if not folder.is_dir():
        pytest.skip(f"the five real articles are not at {folder}")
    return folder
