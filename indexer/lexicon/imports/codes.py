"""The languages that files of others name, as the codes of those that are analysed."""

from __future__ import annotations

from functools import cache

from babel import Locale
from babel.core import get_global

from analyzers import LANGUAGES, primary_language


def code(label: str) -> str | None:
    """``en`` for ``eng``, ``EN-gb`` or ``en_US``; None for what is not analysed.

    Three letters become two by the aliases of the Unicode CLDR (ISO 639-2 and 639-3).
    """
    primary = primary_language(label.strip()) or ""
    primary = get_global("language_aliases").get(primary, primary)
    return primary if primary in LANGUAGES else None


def code_of_name(name: str) -> str | None:
    """``it`` for ``Italian``, as English names a language; None for what is not analysed."""
    return _names().get(name.strip().lower())


@cache
def _names() -> dict[str, str]:
    known = Locale("en").languages
    return {known[each].lower(): each for each in LANGUAGES if each in known}
