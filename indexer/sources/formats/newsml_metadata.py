"""What a NewsML-G2 item says of its article besides the text.

The publication date is that of the content, which stays when an item is corrected or delivered
again; the day on which the item was first made or, failing that, this version stands in for it.
Codes count by their last part, since each agency chooses the prefix: ``stat:usable``. Who holds the
rights, and what kind of text it is, no index asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from indexer.markup import LANGUAGE, Element, plain_text
from indexer.sources.fields import Fields, clean, stated
from indexer.sources.formats.gathering import code
from indexer.sources.formats.release import Release
from indexer.sources.lines import bylines, datelines
from indexer.sources.run import Run

_DATES = ("contentMeta/contentCreated", "itemMeta/firstCreated", "itemMeta/versionCreated")
_AGENCIES = ("contentMeta/creditline", "contentMeta/infosource")
_SUBTITLES = frozenset({"subtitle", "subheadline", "subhead", "standfirst"})
_SEPARATORS = re.compile(r"[:/#]")
# "2025-11" is allowed, and too coarse for an index that counts by day.
_COARSE = re.compile(r"\d{4}(-\d{2})?")


class Stated(NamedTuple):
    """The metadata, what stands in where the text is silent too, and what follows the headline."""

    fields: Fields
    fallback: Fields
    standfirsts: tuple[str, ...]


def release(item: Element) -> Release:
    """Whether the agency lets an item be published; an embargo that is no date has no end."""
    embargo = item.find("itemMeta/embargoed")
    until = datelines.stated(embargo.text or "") or "" if embargo is not None else None
    status = item.find("itemMeta/pubStatus")
    return Release(_code(status) if status is not None else None, until)


def read(item: Element, shown: str, run: Run) -> Stated:
    """The metadata of a <newsItem>. Raises FlawError for text that no index can hold."""
    language = _language(item)
    headlines = _in_language(item.findall("contentMeta/headline"), language)
    title = next((plain_text(each) for each in headlines if not _is_subtitle(each)), None)
    modified = _date(item, "itemMeta/versionCreated", shown, run)
    about = (
        ("id", "guid", _clean(item.get("guid"))),
        ("title", "contentMeta/headline", _clean(title)),
        ("language", "contentMeta/language", language),
        ("section", "contentMeta/subject", _section(item, language)),
        ("modified", "itemMeta/versionCreated", modified),
        *(("published", place, _date(item, place, shown, run)) for place in _DATES),
        *_signed(item),
        *(("agency", place, _named(item, place, language)) for place in _AGENCIES),
    )
    fallback = (
        ("title", "itemMeta/title", _named(item, "itemMeta/title", language)),
        ("agency", "itemMeta/provider", _named(item, "itemMeta/provider", language)),
    )
    below = (_clean(plain_text(each)) for each in headlines if _is_subtitle(each))
    told, other = stated("NewsML-G2", about), stated("NewsML-G2", fallback)
    return Stated(told, other, tuple(filter(None, below)))


def _language(item: Element) -> str | None:
    told = item.find("contentMeta/language")
    return code(told.get("tag") if told is not None else None) or code(item.get(LANGUAGE))


def _in_language(elements: list[Element], language: str | None) -> list[Element]:
    """Those in the item's own language, or all where none is."""
    own = [each for each in elements if code(each.get(LANGUAGE)) in {language, None}]
    return own or elements


def _is_subtitle(headline: Element) -> bool:
    return _last_part(headline.get("role") or "") in _SUBTITLES


def _signed(item: Element) -> Iterator[tuple[str, str, object]]:
    """Whom ``by`` names as it stands, else who is coded as having made the content."""
    for place in ("contentMeta/by", "contentMeta/byline"):
        found = [bylines.of_field(_clean(plain_text(e)) or "") for e in item.findall(place)]
        names = dict.fromkeys(name for each in found for name in each.authors)
        agency = next((each.agency for each in found if each.agency), None)
        yield "author", place, tuple(names)
        yield "agency", place, agency
    creators = [plain_text(each) for each in item.findall("contentMeta/creator/name")]
    names = dict.fromkeys(filter(None, map(_clean, creators)))
    yield "author", "contentMeta/creator", tuple(names)


def _named(item: Element, place: str, language: str | None) -> str | None:
    """The name of a party: spelt out, or the code it goes by."""
    party = item.find(place)
    if party is None:
        return None
    names = _in_language(party.findall("name"), language)
    text = plain_text(names[0]) if names else plain_text(party)
    return _clean(text or party.get("literal") or _code(party))


def _section(item: Element, language: str | None) -> str | None:
    for subject in item.findall("contentMeta/subject"):
        if _last_part(subject.get("type") or subject.get("typeuri") or "") == "section":
            names = _in_language(subject.findall("name"), language)
            named = plain_text(names[0]) if names else subject.get("literal")
            return _clean(named or _code(subject))
    return None


def _date(item: Element, place: str, shown: str, run: Run) -> str | None:
    element = item.find(place)
    told = (element.text or "").strip() if element is not None else ""
    date = datelines.stated(told)
    if date is None and told and not _COARSE.fullmatch(told):
        run.warn(f'{shown}: {place} "{told[:40]}" is no date and is passed over')
    return date


def _code(element: Element) -> str:
    return _last_part(element.get("qcode") or element.get("uri") or "")


def _last_part(code_or_address: str) -> str:
    return _SEPARATORS.split(code_or_address)[-1]


def _clean(text: str | None) -> str | None:
    return clean(" ".join(text.split()), "metadata") or None if text else None
