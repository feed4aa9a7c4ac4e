"""The fields that a query can name, in English and Italian, and what their values mean."""

from __future__ import annotations

import functools
import re
from itertools import islice

from analyzers import primary_language
from analyzers.folding import fold
from indexer.documents import Role
from indexer.query.periods import period, span
from indexer.query.render import render
from indexer.query.tree import Condition, Dated, Group, Node, Valued

TITLE = "title"
FROM, TO, DATE = "from", "to", "date"
DATES = (FROM, TO, DATE)

_FIELDS = {
    "language": "language lang lingua",
    "outlet": "outlet source testata fonte",
    "section": "section sezione",
    "role": "role ruolo",
    TITLE: "title titolo headline",
    FROM: "from since dal da",
    TO: "to until al a",
    DATE: "date published data pubblicato year anno month mese",
}
NAMES = {name: field for field, names in _FIELDS.items() for name in names.split()}
"""Each name of a field, in lower case, and the field."""

_SMALL = frozenset({"a", "al", "da", "dal"})
"""Names that are small words too: with anything but a date behind them, they are no fields."""
_ISO = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
_LITERAL_DATE = re.compile(
    rf"(?:from|to|date):(?:{_ISO}|\[(?:{_ISO}|\*) to (?:{_ISO}|\*)\])?", re.ASCII
)

_ROLES = {
    "titolo": Role.HEADLINE,
    "title": Role.HEADLINE,
    "sommario": Role.STANDFIRST,
    "occhiello": Role.STANDFIRST,
    "testo": Role.BODY,
    "corpo": Role.BODY,
    "text": Role.BODY,
    "titoletto": Role.SUBHEAD,
    "sottotitolo": Role.SUBHEAD,
    "subheading": Role.SUBHEAD,
    "didascalia": Role.CAPTION,
    "correlato": Role.RELATED,
    "correlati": Role.RELATED,
}
_MOST_WORDS = 3
"""Words of a date that is not in quotes: ``12 novembre 2025``."""


def field_of(name: str) -> str | None:
    """The field that a name stands for, in whatever case."""
    return NAMES.get(name.lower())


def is_told(name: str) -> bool:
    """Whether a name is that of a field and no small word besides."""
    return name.lower() in NAMES and name.lower() not in _SMALL


def parts_at_blanks(field: str) -> bool:
    """Whether no value of a field has a blank in it, so that one parts two of them."""
    return field in ("language", "role")


def valued(field: str, values: list[str]) -> Valued:
    """The condition that a field has one of some values; an empty one is the unknown."""
    read = {"language": _language, "role": _role}.get(field, _plain)
    return Valued(field, tuple(dict.fromkeys(read(" ".join(each.split())) for each in values)))


def dated(field: str, values: list[str]) -> Node | None:
    """The condition on the day that is made by any of some values; None where one is no date."""
    read = [_dated(field, value) for value in dict.fromkeys(values)]
    known = tuple(dict.fromkeys(each for each in read if each is not None))
    if len(known) < len(values) and None in read:
        return None
    return known[0] if len(known) == 1 else Group(should=known)


def leading_date(field: str, text: str) -> tuple[Condition, int] | None:
    """The date that ``text`` begins with, of the most words, and where it ends."""
    words = list(islice(re.finditer(r"\S+", text), _MOST_WORDS))
    for last in reversed(words):
        value = text[: last.end()].rstrip(",;")
        if value and (condition := _dated(field, value)):
            return condition, len(value)
    return None


def is_literal(node: Node, typed: str) -> bool:
    """Whether a condition is what was typed but for case, accents, blanks and quotes."""
    plain = _unquoted(typed)
    return bool(_LITERAL_DATE.fullmatch(plain)) or plain == _unquoted(render(node))


def _unquoted(text: str) -> str:
    return " ".join(re.sub(r'["“”„‟«»＂❝❞〝〞]', "", fold(text)).rstrip(",;").split())


def _dated(field: str, value: str) -> Condition | None:
    if not value.strip():
        return Valued("day", (None,))
    days = None if field == DATE else period(value)
    if days is None:
        ends = span(value)
        return None if ends is None else Dated(*ends)
    first, last = days
    return Dated(first, None) if field == FROM else Dated(None, last)


def _plain(value: str) -> str | None:
    return value or None


def _role(value: str) -> str | None:
    folded = fold(value)
    return str(_ROLES.get(folded, folded or value)) or None


def _language(value: str) -> str | None:
    """The code of a language given by its code or its name; what is neither stays as it is."""
    folded = fold(value)
    code = primary_language(folded) or ""
    if not value or re.fullmatch(r"[a-z]{2,3}", code):
        return code or None
    return _languages().get(folded, folded or value)


@functools.cache
def _languages() -> dict[str, str]:
    """Codes by folded name, in English and Italian (CLDR)."""
    from babel import Locale  # Takes a while, and most queries give a code.

    return {
        fold(name): code
        for locale in map(Locale.parse, ("en", "it"))
        for code, name in locale.languages.items()
        if re.fullmatch(r"[a-z]{2,3}", code)
    }
