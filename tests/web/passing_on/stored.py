"""Stored articles for what is passed on, made of whatever a test says of them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from indexer.documents import Passage, Role, StoredArticle
from indexer.engine.base import Hit
from tests.texts import texts

hostile = st.one_of(
    texts,
    st.text("{}\\%&#$_~^\"',;=+-@|\t\r\n\x00\x1b\x85\u2028\ud800\udfff\ufffe📰è “”«»", max_size=20),
    st.sampled_from(
        [
            "and",
            "A and B",
            "TY  - JOUR",
            "ER  - ",
            "@article{x,",
            "\\",
            "{",
            "}",
            "%",
            "=1+1",
            "\n@",
        ]
    ),
)
"""Texts that end fields, begin records or formulas, or are no texts at all."""


def stored(*passages: str, **told: Any) -> StoredArticle:
    """An article of these passages; what is not told is not known."""
    language = told.get("language")
    unknown = dict.fromkeys(
        ("outlet", "url", "published", "language", "section", "agency", "source")
    )
    return StoredArticle(
        **{
            "id": "a",
            "title": "A title",
            "title_derived": False,
            "author": (),
            "passages": tuple(
                Passage("a", number, Role.BODY, language, text)
                for number, text in enumerate(passages, 1)
            ),
            **unknown,
            **told,
        }
    )


def hit(text: str = "A passage.", **told: Any) -> Hit:
    """A passage found."""
    return Hit(
        **{
            "id": "a#p1",
            "article_id": "a",
            "ordinal": 1,
            "role": Role.BODY,
            "language": None,
            "outlet": None,
            "published": None,
            "title": "A title",
            "url": None,
            "text": text,
            "highlights": (),
            "why": (),
            "score": 0.5,
            "link": "/article/a#p1",
            "source_link": None,
            **told,
        }
    )
