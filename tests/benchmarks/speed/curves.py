"""Charts of two logarithmic scales: what something costs against how large the corpus is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

from tests.benchmarks.speed.charts import GREY, TOP, WIDTH, colour, document, legend, text
from tests.benchmarks.speed.tables import short

_LEFT, _RIGHT, _BOTTOM, _HEIGHT = 60, 40, 30, 260
_TOP = TOP + 16
_BESIDE = (-8, 17)
"""From a point down to its value: above it in one series, below in the next."""


@dataclass(frozen=True)
class Curves:
    """A line for each series: ``values[series][passages]``, positive, in ``unit``."""

    title: str
    unit: str
    values: dict[str, dict[int, float]]

    def svg(self) -> str:
        """The chart as a document of its own."""
        names = list(self.values)
        body = [*legend(self.title, self.unit, names), *self._grid()]
        for number, (name, own) in enumerate(self.values.items()):
            body += self._line(colour(names, name), own, _BESIDE[number % 2])
        height = _TOP + _HEIGHT + _BOTTOM
        return document(f"{self.title} ({self.unit})", self._described(), body, height)

    def _grid(self) -> Iterator[str]:
        """A line with its number for each power of ten, both ways."""
        for value in _powers(self._values):
            y = self._y(value)
            yield _stroke(f"M{_LEFT} {y:.1f}H{WIDTH - _RIGHT}", GREY, 0.3)
            yield text(_LEFT - 6, y + 4, short(value), "end")
        for size in _powers(self._sizes):
            x = self._x(size)
            yield _stroke(f"M{x:.1f} {_TOP}V{_TOP + _HEIGHT}", GREY, 0.3)
            yield text(x, _TOP + _HEIGHT + 18, short(size), "middle")

    def _line(self, fill: str, own: dict[int, float], beside: int) -> Iterator[str]:
        points = [(self._x(size), self._y(value)) for size, value in sorted(own.items())]
        for (x, y), (to_x, to_y) in pairwise(points):
            yield _stroke(f"M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}", fill, 2)
        for (x, y), (_, value) in zip(points, sorted(own.items()), strict=True):
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{fill}"/>'
            yield text(x, y + beside, short(value), "middle", fill=fill)

    @property
    def _sizes(self) -> tuple[int, int]:
        return _decades(size for own in self.values.values() for size in own)

    @property
    def _values(self) -> tuple[int, int]:
        return _decades(value for own in self.values.values() for value in own.values())

    def _x(self, passages: float) -> float:
        return _LEFT + _share(passages, self._sizes) * (WIDTH - _LEFT - _RIGHT)

    def _y(self, value: float) -> float:
        return _TOP + (1 - _share(value, self._values)) * _HEIGHT

    def _described(self) -> str:
        return "; ".join(
            f"{name}: " + ", ".join(f"{size:,} {short(value)}" for size, value in own.items())
            for name, own in self.values.items()
        )


def _decades(numbers: Iterable[float]) -> tuple[int, int]:
    """The powers of ten about some numbers, at least one apart."""
    held = list(numbers)
    low = floor(log10(min(held)))
    return low, max(ceil(log10(max(held))), low + 1)


def _powers(decades: tuple[int, int]) -> list[float]:
    return [10.0**power for power in range(decades[0], decades[1] + 1)]


def _share(number: float, decades: tuple[int, int]) -> float:
    """How far a number is from the first to the last of some powers of ten."""
    low, high = decades
    return (log10(number) - low) / (high - low)


def _stroke(path: str, stroke: str, width: float) -> str:
    return f'<path d="{path}" stroke="{stroke}" stroke-width="{width}" fill="none"/>'
