"""Charts as SVG: readable on light and dark pages, with a title that is read aloud.

Bars here; lines are in ``curves.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, TOP = 640, 42
"""Of a chart, and where below its legend it begins; in pixels, as all lengths here."""

GREY = "#808080"
_LEFT, _RIGHT = 190, 80
_BAR, _GAP, _GROUP_GAP = 14, 3, 12
_COLOURS = ("#c2562d", "#4878a8", "#5a9a68", "#9a7fb8", "#a8893c")
"""Of middling lightness, so that each stands out from white and from black."""


@dataclass(frozen=True)
class Chart:
    """Groups of horizontal bars, one bar for each series that has a value there.

    ``values[group][series]``, not negative, in ``unit``.
    """

    title: str
    unit: str
    series: list[str]
    values: dict[str, dict[str, float]]

    def svg(self) -> str:
        """The chart as a document of its own."""
        most = max((v for own in self.values.values() for v in own.values()), default=0) or 1.0
        body, y = legend(self.title, self.unit, self.series), TOP
        for group, own in self.values.items():
            height = len(own) * (_BAR + _GAP) - _GAP
            body.append(text(_LEFT - 8, y + height / 2 + 4, group, "end"))
            for name in self.series:
                if name in own:
                    body += self._bar(y, name, own[name], most)
                    y += _BAR + _GAP
            y += _GROUP_GAP
        return document(f"{self.title} ({self.unit})", self._described(), body, y)

    def _bar(self, y: int, name: str, value: float, most: float) -> list[str]:
        length = max(value / most * (WIDTH - _LEFT - _RIGHT), 1.0)
        bar = f'<rect x="{_LEFT}" y="{y}" width="{length:.1f}" height="{_BAR}"'
        return [
            f'{bar} fill="{colour(self.series, name)}"/>',
            text(_LEFT + length + 6, y + _BAR - 3, f"{value:.3g}", "start"),
        ]

    def _described(self) -> str:
        return "; ".join(
            f"{group}: " + ", ".join(f"{name} {value:.3g}" for name, value in own.items())
            for group, own in self.values.items()
        )


def colour(series: Sequence[str], name: str) -> str:
    """The colour of one of some series."""
    return _COLOURS[series.index(name) % len(_COLOURS)]


def legend(title: str, unit: str, series: Sequence[str]) -> list[str]:
    """The title's line, then a square and a name for each series."""
    marks = [text(8, 16, f"{title}, {unit}", "start", bold=True)]
    x = 8.0
    for name in series:
        fill = colour(series, name)
        marks.append(f'<rect x="{x:.0f}" y="24" width="10" height="10" fill="{fill}"/>')
        marks.append(text(x + 14, 33, name, "start"))
        x += 34 + 7 * len(name)
    return marks


def document(title: str, described: str, body: Sequence[str], height: int) -> str:
    """An SVG document of ``WIDTH``, with what is said in place of the picture."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
        f' width="{WIDTH}" height="{height}" role="img" aria-labelledby="title described"'
        ' font-family="system-ui, sans-serif" font-size="12">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="described">{escape(described)}</desc>',
        *body,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def text(
    x: float, y: float, said: str, anchor: str, *, bold: bool = False, fill: str = GREY
) -> str:
    """A line of text at a place; ``anchor``: start, middle or end is there."""
    weight = ' font-weight="bold"' if bold else ""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} fill="{fill}"{weight}>{escape(said)}</text>'
