"""Why a passage matched, made brief: each reason once, those of a kind together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from indexer.query.related import Via

_ARROW = " → "


@dataclass(frozen=True, slots=True)
class Reason:
    """Forms of a passage that one typed word was found as; ``origin`` names a user's lexicon.

    Without ``via`` it is a reason in the engine's own words, which ``typed`` has.
    """

    via: Via | None
    typed: str
    found: tuple[str, ...] = ()
    origin: str | None = None


def reasons(why: Iterable[str]) -> tuple[Reason, ...]:
    """The reasons of a hit (``translation: prisoners → prigionieri``), each once."""
    found: dict[tuple[Via | None, str, str | None], dict[str, str]] = {}
    for told in why:
        via, typed, form, origin = _taken_apart(told)
        forms = found.setdefault((via, typed, origin), {})
        if form:
            forms.setdefault(form.casefold(), form)
    return tuple(
        Reason(via, typed, tuple(forms.values()), origin)
        for (via, typed, origin), forms in found.items()
    )


def sentence(told: Sequence[Reason], called: Callable[[Via], str] = str) -> str:
    """Reasons on one line, by what each kind is ``called``: ``translation (war → guerra)``."""
    kinds: dict[tuple[Via, str | None], list[str]] = {}
    own = []
    for each in told:
        if each.via is None:
            own.append(each.typed)
        else:
            pair = each.typed + _ARROW + ", ".join(each.found)
            kinds.setdefault((each.via, each.origin), []).append(pair)
    said = [
        f"{called(via)}{f', {origin}' if origin else ''} ({'; '.join(pairs)})"
        for (via, origin), pairs in kinds.items()
    ]
    return ", ".join(said + own)


def _taken_apart(told: str) -> tuple[Via | None, str, str | None, str | None]:
    """The way, the word typed, the form found and the lexicon of a reason."""
    via, _, words = told.partition(": ")
    typed, arrow, form = words.partition(_ARROW)
    if not arrow or via not in set(Via):
        return None, told, None, None
    origin = None
    if form.endswith(")"):  # A form found ends with its last word.
        form, _, origin = form[:-1].partition(" (")
    return Via(via), typed, form, origin
