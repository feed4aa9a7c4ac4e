"""Has a ratio become worse than the recorded one?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TOLERANCE = 0.25
"""By how much a ratio may exceed the recorded one: runs on one machine differ by a tenth."""


@dataclass(frozen=True)
class Record:
    """What an earlier run wrote down."""

    subject: str
    passages: int
    seed: int
    repetitions: int
    ratios: dict[str, float]


def read(file: Path) -> Record:
    """The record in a report's JSON; raises OSError, ValueError or KeyError for another file."""
    kept: dict[str, Any] = json.loads(file.read_text("utf-8"))
    setting = kept["setting"]
    return Record(
        kept["subject"],
        setting["passages"],
        setting["seed"],
        setting["repetitions"],
        kept["ratios"],
    )


def worse(recorded: dict[str, float], measured: dict[str, float]) -> list[str]:
    """A line for each ratio that exceeds the recorded one by more than ``TOLERANCE``."""
    return [
        f"{name}: {measured[name]:.3g}, recorded {ratio:.3g}"
        for name, ratio in recorded.items()
        if name in measured and measured[name] > ratio * (1 + TOLERANCE)
    ]


def unmeasured(recorded: dict[str, float], measured: dict[str, float]) -> list[str]:
    """The recorded ratios that this run did not measure, for want of a peer."""
    return [name for name in recorded if name not in measured]
