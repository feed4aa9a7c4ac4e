"""What deliveries of agencies and tables of other programs come out as, to the last field.

When a change is meant, write the files again with ``pytest --update-goldens`` and read the diff.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from indexer.documents import Article
from tests.sources.conftest import read_all

GOLDEN = Path(__file__).parent / "golden" / "agency"
SOURCES = sorted(path for path in GOLDEN.iterdir() if path.suffix in {".xml", ".csv", ".tsv"})


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_what_is_read_is_what_is_written_down(path: Path, request: pytest.FixtureRequest) -> None:
    reading = read_all(path)
    made = {
        "articles": [_shown(article) for article in reading.articles],
        "rejects": [_without_folder(str(error)) for error in reading.rejects],
        "warnings": [_without_folder(warning) for warning in reading.warnings],
    }
    golden = path.with_name(f"{path.name}.expected.json")
    if request.config.getoption("--update-goldens"):
        golden.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert json.loads(golden.read_text("utf-8")) == made


def _shown(article: Article) -> dict[str, object]:
    told = json.loads(json.dumps(asdict(article)))
    del told["_lines"]
    told["source"] = _without_folder(str(article.source))
    return {name: value for name, value in told.items() if value not in (None, [], {}, False)}


def _without_folder(text: str) -> str:
    return text.replace(f"{GOLDEN}/", "")
