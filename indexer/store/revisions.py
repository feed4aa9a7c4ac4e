"""What an article said before it was corrected."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Sequence

from indexer.documents import Revision
from indexer.store.records import STATED_COLUMNS, Record, Rows


def revision_record(
    stated: Sequence[object], passages: Sequence[Record], rows: Rows, replaced_at: float
) -> str | None:
    """What ``rows`` take the place of, as JSON; None where a reader would see no difference.

    A passage that stands elsewhere now is no difference.
    """
    kept = Counter(text for *_, text in rows.passages)
    lines: dict[int, str] = {}
    for ordinal, (*_, text) in enumerate(passages, start=1):
        if not kept[text]:
            lines[ordinal] = str(text)
        kept[text] -= kept[text] > 0
    before = zip(STATED_COLUMNS, stated, rows.stated, strict=True)
    metadata = {name: value for name, value, now in before if value != now}
    if not lines and not metadata and len(passages) == len(rows.passages):
        return None
    moment = dt.datetime.fromtimestamp(replaced_at, dt.UTC).isoformat(timespec="seconds")
    return json.dumps([moment, lines, metadata], ensure_ascii=False)


def read_revision(content: str) -> Revision:
    """The revision that was recorded."""
    moment, lines, metadata = json.loads(content)
    if "author" in metadata:
        metadata["author"] = tuple(json.loads(metadata["author"]))
    for name in {"title_derived", "excerpt"} & metadata.keys():
        metadata[name] = bool(metadata[name])
    return Revision(moment, {int(at): text for at, text in lines.items()}, metadata)
