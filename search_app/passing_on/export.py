"""The forms in which all that a search finds can be saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from search_app.passing_on import bibtex, comma_separated, json_lines, ris
from search_app.passing_on.found import Found
from search_app.passing_on.records import records


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its media type, the ending of its files, and how it is written piece by piece.

    The second argument of ``write`` is the address of the site, without a slash at its end. Only
    with ``similar`` are the near-duplicates of the passages written.
    """

    type: str
    extension: str
    write: Callable[[Found, str], Iterator[bytes]]
    similar: bool = True


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "csv": Form(
            "text/csv; charset=utf-8",
            "csv",
            lambda found, site: comma_separated.rows(found.hits(), site),
        ),
        "jsonl": Form(
            "application/jsonl; charset=utf-8",
            "jsonl",
            lambda found, _: json_lines.lines(found.hits()),
        ),
        "bibtex": Form(
            "application/x-bibtex; charset=utf-8",
            "bib",
            lambda found, _: bibtex.entries(records(found.engine, found.hits())),
            similar=False,
        ),
        "ris": Form(
            "application/x-research-info-systems; charset=utf-8",
            "ris",
            lambda found, _: ris.entries(records(found.engine, found.hits())),
            similar=False,
        ),
    }
)
"""The forms by the names that addresses give them."""
