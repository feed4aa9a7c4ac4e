"""Translation memories, TMX 1.4: short segments are terms, sentences are passed over.

Codes of the text's own format (``<bpt>``, ``<ph>`` …) are no text; what is highlighted (``<hi>``)
is. Source: TMX 1.4b (LISA OSCAR); ``lang`` without prefix is that of versions before 1.4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from indexer.lexicon.files import Concept
from indexer.lexicon.imports.codes import code
from indexer.lexicon.imports.entries import MOST_WORDS, Pair, Stated, Tally, clean, shown
from indexer.markup import LANGUAGE, Element, elements, local_name, plain_text
from indexer.sources import encoding

_PIECE = 1 << 16
_LICENCES = frozenset({"licence", "license", "x-licence", "x-license", "rights"})


def stated(paths: Sequence[Path]) -> Stated:
    """The languages of the first units, and what properties of the header say."""
    said = {}
    for element in _elements(paths[0], {"header", "tu"}):
        if local_name(element) == "header":
            said = {each.get("type", "").lower(): plain_text(each) for each in element.iter("prop")}
        elif len(languages := tuple(_segments(element))) >= 2:
            licence = next((said[each] for each in _LICENCES if each in said), "")
            return Stated(languages, licence, said.get("source", ""))
    return Stated()


def concepts(paths: Sequence[Path], languages: Pair, tally: Tally) -> Iterator[Concept]:
    """A concept for each unit whose segments are short, of both languages."""
    for path in paths:
        for unit in tally.up_to_most(_elements(path, {"tu"}), path):
            held = _segments(unit)
            sides = [held.get(each, []) for each in languages]
            if not all(sides):
                tally.passed_over["units that lack a language"] += 1
            elif any(len(each.split()) > MOST_WORDS for side in sides for each in side):
                tally.passed_over[f"segments of more than {MOST_WORDS} words"] += 1
            elif found := tally.concept(languages, *sides):
                yield found


def _elements(path: Path, names: set[str]) -> Iterator[Element]:
    """The elements of a file; where it is cut, those before the cut and then MalformedSource."""
    with encoding.opened_text(path, shown(path)) as stream:
        pieces = iter(partial(stream.read, _PIECE), "")
        yield from elements(pieces, shown(path), {"tmx"}, names)


def _segments(unit: Element) -> dict[str, list[str]]:
    """The segments of a unit that are not blank, by the languages that are analysed."""
    found: dict[str, list[str]] = {}
    for variant in unit.iter("tuv"):
        language = code(variant.get(LANGUAGE) or variant.get("lang") or "")
        text = clean("".join(map(_text, variant.iter("seg"))))
        if language and text:
            found.setdefault(language, []).append(text)
    return found


def _text(element: Element) -> str:
    """The text of a segment without the codes of its own format."""
    parts = [element.text or ""]
    for child in element:
        parts += [_text(child) if child.tag == "hi" else "", child.tail or ""]
    return "".join(parts)
