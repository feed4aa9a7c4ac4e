"""Whether an agency lets a delivered article be published: its status and its embargo."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from indexer import dates

_SEPARATORS = re.compile(r"[:/#]")
_HELD = {
    "canceled": "the agency has cancelled it",
    "cancelled": "the agency has cancelled it",
    "withheld": "the agency withholds it",
    "embargoed": "it is embargoed",
}


@dataclass(frozen=True, slots=True)
class Release:
    """``status`` as written, with any prefix or address; ``embargo`` until when, "" for ever."""

    status: str | None
    embargo: str | None

    def held(self) -> str | None:
        """Why the article is not to be published yet; None when it may be.

        An embargo without an offset counts in UTC, one on a day ends as the day begins.
        """
        name = _SEPARATORS.split(self.status or "")[-1].strip().lower()
        if self.embargo == "":
            return "it is embargoed until further notice"
        if self.embargo and dates.instant(self.embargo) > time.time():
            return f"it is embargoed until {self.embargo}"
        return _HELD.get(name) if name != "embargoed" or self.embargo is None else None
