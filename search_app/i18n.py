"""The interface language: which one, its catalogue, its dates, numbers and names.

English is the language of the source. Another one is a row of ``LANGUAGES`` and a catalogue in
``translations/``; it is read as it stands, so that no compiled file is kept. To bring the
catalogues up to date after a change of the source:

    make catalogues
"""

from __future__ import annotations

import datetime as dt
import functools
import io
from collections.abc import Sequence
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path
from typing import cast

from babel import Locale, UnknownLocaleError, negotiate_locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations
from flask import g

from indexer import dates

LANGUAGES = {"en": "en_GB", "it": "it_IT"}
"""Each interface language and the locale that its dates and numbers are written in."""

_REMEMBERED = 4096
"""Numbers, days, months and names of languages that are kept as they were written: a page has some
hundred of them, and Babel is slow."""

_CATALOGUES = Path(__file__).with_name("translations")


@dataclass(frozen=True, slots=True)
class Interface:
    """The page's language; ``asked`` is its code when the URL asked for it, to be kept in links."""

    code: str
    locale: Locale
    translations: NullTranslations
    asked: str | None = None

    def number(self, value: float) -> str:
        """A number, grouped as the language does it."""
        return _number(value, LANGUAGES[self.code])

    def day(self, published: str) -> str:
        """The day of a publication date: 12 November 2025."""
        return _day(published[:10], LANGUAGES[self.code])

    def moment(self, published: str) -> str:
        """A publication date, its time and offset as stated: 12 November 2025, 08:30:00+01:00."""
        return ", ".join(filter(None, (self.day(published), published[11:])))

    def month(self, month: str) -> str:
        """A month: November 2025."""
        return _month(month, LANGUAGES[self.code])

    def month_name(self, day: str) -> str:
        """The month of a day without its year: November."""
        return format_date(dt.date.fromisoformat(day), "LLLL", locale=self.locale)

    def date(self, day: str, skeleton: str) -> str:
        """The parts of a day that a skeleton of CLDR names: ``MMMd`` for 12 Nov."""
        return format_skeleton(skeleton, dt.date.fromisoformat(day), locale=self.locale)

    def period(self, first: str, last: str) -> str:
        """From a day to another, as shortly as can be: 2025, November 2025, 10–16 Nov 2025."""
        if first == last:
            return self.day(first)
        whole_months = first.endswith("-01") and dates.last_day(last[:7]) == last
        if whole_months and first[:7] == last[:7]:
            return self.month(first[:7])
        whole_years = whole_months and first[5:7] == "01" and last[5:7] == "12"
        skeleton = "y" if whole_years else "yMMMM" if whole_months else "yMMMd"
        begin, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
        return format_interval(begin, end, skeleton, locale=self.locale)

    def language(self, code: str) -> str:
        """The name of a language, or its code where the name is not known."""
        return _language(code, LANGUAGES[self.code])

    def listed(self, words: Sequence[str]) -> str:
        """Words in a sentence: a, b and c."""
        return format_list(list(words), locale=self.locale)


@functools.lru_cache(_REMEMBERED)
def _number(value: float, locale: str) -> str:
    return format_decimal(value, locale=locale)


@functools.lru_cache(_REMEMBERED)
def _day(day: str, locale: str) -> str:
    return format_date(dt.date.fromisoformat(day), "long", locale=locale)


@functools.lru_cache(_REMEMBERED)
def _month(month: str, locale: str) -> str:
    return format_skeleton("yMMMM", dt.date.fromisoformat(month + "-01"), locale=locale)


@functools.lru_cache(_REMEMBERED)
def _language(code: str, locale: str) -> str:
    try:
        return Locale.parse(code, sep="-").get_display_name(locale) or code
    except (ValueError, UnknownLocaleError):
        return code


def choose(accepted: Sequence[str], asked: str | None = None) -> Interface:
    """The interface in the language ``asked`` for, else the best of those ``accepted``."""
    known = list(LANGUAGES)
    best = negotiate_locale([code.lower() for code in accepted], known, sep="-")
    code = asked if asked in LANGUAGES else best or known[0]
    return Interface(code, Locale.parse(LANGUAGES[code]), catalogue(code), asked)


def load() -> None:
    """Read every catalogue now, not at the first request."""
    for code in LANGUAGES:
        catalogue(code)


@functools.cache
def catalogue(code: str) -> NullTranslations:
    """The messages of an interface language."""
    path = _CATALOGUES / code / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as file:
        messages = read_po(file, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Translations(compiled)


@functools.cache
def own_name(code: str) -> str:
    """What the speakers of a language call it."""
    return (Locale.parse(code).get_display_name() or code).capitalize()


def interface() -> Interface:
    """The interface of the request being answered."""
    return cast(Interface, g.interface)


def gettext(message: str, **values: object) -> str:
    """A message in the interface language, its named places filled."""
    text = interface().translations.gettext(message)
    return text % values if values else text


def ngettext(singular: str, plural: str, count: int, **values: object) -> str:
    """A message about ``count`` things, ``%(num)s`` being the count as the language writes it."""
    text = interface().translations.ngettext(singular, plural, count)
    return text % {"num": interface().number(count), **values}


def N_(message: str) -> str:  # noqa: N802 - the name that message extraction knows
    """Name a message that is translated elsewhere."""
    return message
