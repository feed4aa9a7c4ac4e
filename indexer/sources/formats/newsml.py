"""NewsML-G2: news items as agencies deliver them, one a file or many in a message.

Of one item's versions in a file the newest counts, whatever became of it: a cancelled correction
takes the story with it. Items that the agency holds back, packages and pictures are passed over
and counted in a warning. Source: NewsML-G2 2.33 (IPTC).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.documents import Article
from indexer.errors import EmptySource, MalformedSource
from indexer.markup import Element, elements
from indexer.sources import encoding, records, sidecar
from indexer.sources.fields import Fields, FlawError
from indexer.sources.formats import newsml_content, newsml_metadata
from indexer.sources.locate import Located
from indexer.sources.run import Run, malformed

_ITEMS = frozenset(
    {"newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"}
)
_OTHER = {"packageItem": "a package only lists other items"}


@dataclass(frozen=True, slots=True)
class _Item:
    """A version of an item: what it says, or nothing and why (None: told already)."""

    guid: str
    version: int
    line: int
    told: Fields | None = None
    held: str | None = None


def read(file: Located, run: Run) -> Iterator[tuple[Article, int | None]]:
    """The articles of a file with the lines they start in, where it holds several.

    A file that is cut gives the items before the cut; a sidecar counts where there is one article.
    """
    text = encoding.decode(
        encoding.read_bytes(file.path, file.shown, run.on_bytes), file.shown, html=True
    )
    newest: dict[str, _Item] = {}
    try:
        found = elements([text], file.shown, {"newsMessage", *_ITEMS}, _ITEMS)
        for number, element in enumerate(found, 1):
            guid = element.get("guid") or f"item {number}"
            version = _version(element)
            if guid not in newest or newest[guid].version <= version:
                newest[guid] = _item(element, guid, version, file, run)
    except MalformedSource as fault:
        if not newest:
            raise
        run.reject(_with_rest(fault, len(newest)))
    if not newest:
        raise EmptySource(file.shown, "there is no item in it", "leave it out")
    _tell_held(newest, file, run)
    yield from _articles([each for each in newest.values() if each.told], file, run)


def _articles(items: list[_Item], file: Located, run: Run) -> Iterator[tuple[Article, int | None]]:
    several = len(items) > 1
    beside = Fields() if several or not items else sidecar.read(file, run.warn)
    for item in items:
        try:
            article = records.to_article(
                beside.over(item.told or Fields()),
                default_id=file.name,
                source=f"{file.place}:{item.line}" if several else file.place,
                languages=run.languages,
                hashed=several,
            )
        except FlawError as flaw:
            run.reject(malformed(flaw, file.shown, item.line))
        else:
            yield article, item.line if several else None


def _item(element: Element, guid: str, version: int, file: Located, run: Run) -> _Item:
    line = element.sourceline
    if element.tag != "newsItem":
        other = _OTHER.get(element.tag, "it is an item of another kind than news")
        return _Item(guid, version, line, held=other)
    held = newsml_metadata.release(element).held()
    if held is None and not newsml_content.is_text(element):
        held = "it brings no text along"
    if held is not None:
        return _Item(guid, version, line, held=held)
    try:
        stated = newsml_metadata.read(element, file.shown, run)
        return _Item(guid, version, line, newsml_content.read(element, stated, file.shown, run))
    except FlawError as flaw:
        run.reject(malformed(flaw, file.shown, line))
        return _Item(guid, version, line)


def _version(element: Element) -> int:
    told = element.get("version") or ""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 1


def _with_rest(fault: MalformedSource, whole: int) -> MalformedSource:
    before = "the item before it is read" if whole == 1 else f"the {whole} items before it are read"
    cause = fault.cause.removeprefix(f"{fault.place}: ")
    return MalformedSource(fault.source, f"{cause}; {before}", fault.remedy, fault.line)


def _tell_held(newest: dict[str, _Item], file: Located, run: Run) -> None:
    """One warning for each reason, naming the first it holds for."""
    reasons: dict[str, list[str]] = {}
    for item in newest.values():
        if item.held is not None:
            reasons.setdefault(item.held, []).append(item.guid[:100])
    for reason, guids in reasons.items():
        count = "1 item" if len(guids) == 1 else f"{len(guids)} items"
        run.warn(f"{file.shown}: {count} left out, {guids[0]} first: {reason}")
