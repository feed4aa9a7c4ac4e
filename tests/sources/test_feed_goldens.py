"""Feeds as they come, and the articles made of them: ``golden/NAME.json`` beside each.

When this fails and the new articles are right, write them with ``pytest --update-goldens``.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from indexer.documents import Article
from tests.sources.conftest import Read

GOLDEN = Path(__file__).parent / "golden"
FEEDS = sorted(path for path in GOLDEN.iterdir() if path.suffix in {".xml", ".rss", ".atom"})


def told(article: Article) -> dict[str, Any]:
    """What is kept of an article, with its lines as pairs of role and text."""
    kept = {
        name: value for name, value in asdict(article).items() if value and not name.startswith("_")
    }
    kept["paragraphs"] = [[each.role, each.language, each.text] for each in article.lines()]
    kept["source"] = Path(kept["source"]).name
    return kept


@pytest.mark.parametrize("feed", FEEDS, ids=[path.name for path in FEEDS])
def test_the_articles_of_a_feed(feed: Path, read: Read, request: pytest.FixtureRequest) -> None:
    reading = read(feed)
    assert not reading.rejects
    assert not reading.warnings
    made = json.loads(json.dumps([told(article) for article in reading.articles]))
    golden = feed.with_suffix(".json")
    if request.config.getoption("--update-goldens"):
        golden.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert made == json.loads(golden.read_text("utf-8"))
