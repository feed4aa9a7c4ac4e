"""An article as the rows that the store keeps of it, and their checksum."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from indexer.addresses import address_of
from indexer.documents import Article

STATED_COLUMNS = (
    "id", "title", "title_derived", "outlet", "url", "published", "language", "author", "section",
    "agency", "modified", "excerpt",
)  # fmt: skip
"""What the source says of an article."""

ARTICLE_COLUMNS = (
    "row", *STATED_COLUMNS, "address", "content", "source", "line", "passages", "roles",
    "languages", "begun",
)  # fmt: skip
"""What is kept of an article when it begins, besides the checksum of just that."""

PASSAGE_COLUMNS = ("role", "language", "text")
"""What is kept of a passage, besides its row."""

Record = tuple[str | int | bytes | None, ...]

_SOURCE = re.compile(r"(.*?)(?::([1-9]\d{0,14}))?", re.DOTALL)
_json = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class Rows:
    """An article before it has a row: its STATED_COLUMNS, the PASSAGE_COLUMNS of each passage.

    ``aside`` is what few ask for, in JSON, empty where there is nothing; ``content`` the digest of
    all this. ``place`` and ``line`` are where the article was read.
    """

    stated: Record
    passages: list[Record]
    aside: str
    content: bytes
    address: str | None
    modified: str | None
    excerpt: bool
    place: str | None
    line: int

    @property
    def id(self) -> str:
        """The id of the article."""
        return str(self.stated[0])

    def record(self, row: int, source: int | None, batch: int) -> Record:
        """ARTICLE_COLUMNS, and the checksum."""
        record: Record = (
            row,
            *self.stated,
            self.address,
            self.content,
            source,
            self.line,
            len(self.passages),
            _json(Counter([role for role, _, _ in self.passages])),
            _json(Counter([language or "" for _, language, _ in self.passages])),
            batch,
        )
        return (*record, checksum(record))


def rows_of(article: Article) -> Rows:
    """The rows of an article."""
    own = article.language
    passages: list[Record] = [
        (line.role.value, line.language or own, line.text) for line in article.lines()
    ]
    stated: Record = (
        article.id,
        article.display_title(),
        int(article.is_title_derived()),
        article.outlet,
        article.url,
        article.published,
        own,
        _json(article.author),
        article.section,
        article.agency,
        article.modified,
        int(article.excerpt),
    )
    aside = _aside(article)
    place, line = _place(article.source)
    return Rows(
        stated,
        passages,
        aside,
        content_digest(stated, passages, aside),
        address_of(article.url),
        article.modified,
        article.excerpt,
        place,
        line,
    )


def content_digest(
    stated: Iterable[object], passages: Iterable[Sequence[object]], aside: str
) -> bytes:
    """The digest of all that a source says of an article (BLAKE2b, 16 bytes).

    Bytes that are no UTF-8 are to come as lone surrogates, as ``surrogateescape`` decodes them.
    """
    joined = _joined(chain(stated, chain.from_iterable(passages), [aside]))
    return hashlib.blake2b(joined, digest_size=16).digest()


def checksum(record: Iterable[object]) -> int:
    """The CRC-32 of a record, of an article's with the digest of its content.

    It notices every damage of up to 32 bits side by side.
    """
    return zlib.crc32(_joined(record))


def _joined(values: Iterable[object]) -> bytes:
    return "\x1f".join(map(str, values)).encode(errors="surrogateescape")


def _aside(article: Article) -> str:
    left_out = [(each.text, each.reason, each.after) for each in article.asides()]
    if not left_out and not article.origins:
        return ""
    return _json({"left_out": left_out, "origins": dict(article.origins)})


def _place(source: str | None) -> tuple[str | None, int]:
    """The place and the line of ``PLACE`` or ``PLACE:LINE``; 0 for no line."""
    if source is None:
        return None, 0
    found = _SOURCE.fullmatch(source)
    assert found is not None
    return found[1], int(found[2] or 0)
