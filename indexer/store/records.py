"""An article as the rows that the store keeps of it, and their checksum."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from indexer.documents import Article

ARTICLE_COLUMNS = (
    "row", "id", "title", "title_derived", "outlet", "url", "published", "language", "author",
    "section", "agency", "source", "passages", "roles", "languages", "begun",
)  # fmt: skip
"""What is kept of an article when it begins, besides the checksum of just that."""

PASSAGE_COLUMNS = ("role", "language", "text")
"""What is kept of a passage, besides its row."""

Record = tuple[str | int | None, ...]

_json = json.JSONEncoder(ensure_ascii=False).encode


def passage_records(article: Article) -> list[Record]:
    """PASSAGE_COLUMNS of each passage of an article, in page order."""
    own = article.language
    return [(line.role.value, line.language or own, line.text) for line in article.lines()]


def article_record(article: Article, row: int, batch: int, passages: Sequence[Record]) -> Record:
    """ARTICLE_COLUMNS of an article."""
    return (
        row,
        article.id,
        article.display_title(),
        int(article.is_title_derived()),
        article.outlet,
        article.url,
        article.published,
        article.language,
        _json(article.author),
        article.section,
        article.agency,
        article.source,
        len(passages),
        _json(Counter([role for role, _, _ in passages])),
        _json(Counter([language or "" for _, language, _ in passages])),
        batch,
    )


def checksum(article: Sequence[object], passages: Iterable[Sequence[object]]) -> int:
    """The CRC-32 of an article's record and its passages' records.

    It notices every damage of up to 32 bits side by side. Bytes that are no UTF-8 are to come as
    lone surrogates, as ``surrogateescape`` decodes them.
    """
    fields = chain(article, chain.from_iterable(passages))
    return zlib.crc32("\x1f".join(map(str, fields)).encode(errors="surrogateescape"))
