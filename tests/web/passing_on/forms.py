"""What is passed on, read by other programs than those that wrote it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import bibtexparser
import rispy
from lxml import etree

from tests.web.passing_on import atom_rules


def _atom(text: str) -> Any:
    assert atom_rules.faults(text.encode()) == []
    return _elements(text)


def _elements(text: str) -> Any:
    """Each element by its tag, with its text, its attributes and what it holds."""
    return _element(etree.fromstring(text.encode()))


def _element(element: Any) -> Any:
    return {
        "tag": element.tag,
        "text": element.text or "",
        **element.attrib,
        "children": [_element(each) for each in element],
    }


def _table(text: str) -> Any:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def _lines(text: str) -> Any:
    return [json.loads(line) for line in text.split("\n") if line]


def _bibtex(text: str) -> Any:
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    return [{name: each.value for name, each in one.fields_dict.items()} for one in library.entries]


def _ris(text: str) -> Any:
    return rispy.loads(text)


READERS: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {
        "application/json": json.loads,
        "application/feed+json": json.loads,
        "application/x-suggestions+json": json.loads,
        "application/atom+xml": _atom,
        "application/opensearchdescription+xml": _elements,
        "text/csv": _table,
        "application/jsonl": _lines,
        "application/x-bibtex": _bibtex,
        "application/x-research-info-systems": _ris,
    }
)
"""By media type, from the text of an answer to values as JSON has them; each fails on what is no
such text."""
