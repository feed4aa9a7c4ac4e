"""NITF: one article a file, its text and what is said of it marked up for an agency's customers.

The date is that of issue, which stays when an archive is delivered again; the date of release and
that of the printed page stand in for it. Sources: NITF 3.6 (IPTC), ISO 8601 for its basic dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer import dates
from indexer.documents import Article, Role
from indexer.errors import EmptySource
from indexer.links import is_web_address
from indexer.markup import LANGUAGE, Element, elements, plain_text
from indexer.sources import encoding, records, sidecar
from indexer.sources.fields import Fields, FlawError, clean, stated
from indexer.sources.formats import nitf_blocks
from indexer.sources.formats.gathering import Gathering, code
from indexer.sources.formats.release import Release
from indexer.sources.lines import bylines, datelines
from indexer.sources.locate import Located
from indexer.sources.run import Run, malformed

_DATES = (
    ("docdata/date.issue", "norm"),
    ("docdata/date.release", "norm"),
    ("pubdata", "date.publication"),
)
# Archives give each byline once more, turned round for sorting.
_NORMALIZED = re.compile("normali[sz]ed")
_NAME_PARTS = frozenset({"br", "byttl", "location", "virtloc"})


def read(file: Located, run: Run) -> Iterator[tuple[Article, None]]:
    """The one article of a NITF file."""
    told = sidecar.read(file, run.warn)
    text = encoding.decode(
        encoding.read_bytes(file.path, file.shown, run.on_bytes), file.shown, html=True
    )
    for root in elements([text], file.shown, {"nitf"}, {"nitf"}):
        article = _article(root, told, file, run)
        if article is not None:
            yield article, None


def _article(root: Element, told: Fields, file: Located, run: Run) -> Article | None:
    held = _release(root).held()
    if held is not None:
        run.warn(f"{file.shown} is left out: {held}")
        return None
    try:
        source = ("agency", "docdata/doc-id", _attribute(root, "docdata/doc-id", "regsrc"))
        found = fields(root, file.shown, run).over(stated("NITF", [source]))
        if not found.paragraphs and not told.paragraphs:
            raise EmptySource(file.shown, "its body holds no text", "leave it out")
        return records.to_article(
            told.over(found), default_id=file.name, source=file.place, languages=run.languages
        )
    except FlawError as flaw:
        raise malformed(flaw, file.shown) from flaw


def fields(root: Element, shown: str, run: Run) -> Fields:
    """What a <nitf> says of its article, wherever it stands. Raises FlawError."""
    body = root.find("body")
    lines = nitf_blocks.lines(body) if body is not None else Gathering()
    headline = next((each.text for each in lines.kept if each.role is Role.HEADLINE), None)
    published, origin = _published(root, shown, run)
    signed = _signed(root)
    about = (
        ("title", "body.head/hedline/hl1", headline),
        ("title", "head/title", _text(root, "head/title")),
        ("id", "docdata/doc-id", _attribute(root, "docdata/doc-id", "id-string")),
        ("published", origin, published),
        ("language", "xml:lang", _language(root, body)),
        ("section", "pubdata", _attribute(root, "pubdata", "position.section")),
        ("section", "identified-content/classifier", _classified(root)),
        ("outlet", "pubdata", _attribute(root, "pubdata", "name")),
        ("url", "pubdata", _address(root)),
        ("agency", "body.head/distributor", _text(root, "body/body.head/distributor")),
        ("agency", "body.head/byline", signed.agency),
        ("author", "body.head/byline", signed.authors),
    )
    return stated("NITF", about).over(lines.fields())


def _release(root: Element) -> Release:
    status = root.find("head/docdata")
    return Release(
        status.get("management-status") if status is not None else None,
        embargo=datelines.stated(_attribute(root, "docdata/date.release", "norm") or ""),
    )


def _published(root: Element, shown: str, run: Run) -> tuple[str | None, str]:
    """The publication date and where it stands; what is no date is told and passed over."""
    for place, name in _DATES:
        told = _attribute(root, place, name)
        if told is None:
            continue
        date = datelines.stated(told)
        if date is not None and dates.is_published(date):
            return date, f"{place}@{name}"
        run.warn(f'{shown}: {place}@{name} "{told[:40]}" is no date and is passed over')
    return None, ""


def _signed(root: Element) -> bylines.Byline:
    """Whom the bylines name, by the persons marked up in each unless it names more."""
    authors: list[str] = []
    agency = None
    for element in root.findall("body/body.head/byline"):
        if _NORMALIZED.match(element.get("class") or ""):
            continue
        persons = [clean(plain_text(each), "byline") for each in element.iter("person")]
        found = bylines.of_field(_names(element))
        authors += persons if len(persons) >= len(found.authors) else found.authors
        agency = agency or found.agency
    return bylines.Byline(tuple(dict.fromkeys(filter(None, authors))), agency)


def _names(byline: Element) -> str:
    """The text of a byline without the titles and places of those it names."""
    parts = [byline.text or ""]
    for child in byline:
        parts += [" " if child.tag in _NAME_PARTS else plain_text(child), child.tail or ""]
    return clean(" ".join("".join(parts).split()).rstrip(" ,"), "byline")


def _language(root: Element, body: Element | None) -> str | None:
    inner = body.get(LANGUAGE) if body is not None else None
    return code(root.get(LANGUAGE) or inner)


def _classified(root: Element) -> str | None:
    for element in root.iterfind("head/docdata/identified-content/classifier"):
        if element.get("type") == "section":
            value = element.get("value") or plain_text(element)
            return clean(value, "classifier").strip() or None
    return None


def _address(root: Element) -> str | None:
    address = _attribute(root, "pubdata", "ex-ref")
    return address if address and is_web_address(address) else None


def _text(root: Element, path: str) -> str | None:
    found = root.find(path)
    return clean(plain_text(found), path) or None if found is not None else None


def _attribute(root: Element, path: str, name: str) -> str | None:
    found = root.find(f"head/{path}")
    value = found.get(name) if found is not None else None
    return clean(" ".join(value.split()), path) or None if value else None
