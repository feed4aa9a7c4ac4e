"""Bar charts as SVG: readable on light and dark pages, with a title that is read aloud."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

_WIDTH, _LEFT, _RIGHT = 640, 190, 80
_TOP, _BAR, _GAP, _GROUP_GAP = 42, 14, 3, 12
_GREY = "#808080"
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
        body, y = self._legend(), _TOP
        for group, own in self.values.items():
            height = len(own) * (_BAR + _GAP) - _GAP
            body.append(_text(_LEFT - 8, y + height / 2 + 4, group, "end"))
            for name in self.series:
                if name in own:
                    body += self._bar(y, name, own[name], most)
                    y += _BAR + _GAP
            y += _GROUP_GAP
        said = f"{self.title} ({self.unit})"
        lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {y}"'
            f' width="{_WIDTH}" height="{y}" role="img" aria-labelledby="title described"'
            ' font-family="system-ui, sans-serif" font-size="12">',
            f'<title id="title">{escape(said)}</title>',
            f'<desc id="described">{escape(self._described())}</desc>',
            *body,
            "</svg>",
        ]
        return "\n".join(lines) + "\n"

    def _legend(self) -> list[str]:
        """The title's line, then a square and a name for each series."""
        marks = [_text(8, 16, f"{self.title}, {self.unit}", "start", bold=True)]
        x = 8.0
        for name in self.series:
            colour = self._colour(name)
            marks.append(f'<rect x="{x:.0f}" y="24" width="10" height="10" fill="{colour}"/>')
            marks.append(_text(x + 14, 33, name, "start"))
            x += 34 + 7 * len(name)
        return marks

    def _bar(self, y: int, name: str, value: float, most: float) -> list[str]:
        length = max(value / most * (_WIDTH - _LEFT - _RIGHT), 1.0)
        bar = f'<rect x="{_LEFT}" y="{y}" width="{length:.1f}" height="{_BAR}"'
        return [
            f'{bar} fill="{self._colour(name)}"/>',
            _text(_LEFT + length + 6, y + _BAR - 3, f"{value:.3g}", "start"),
        ]

    def _colour(self, name: str) -> str:
        return _COLOURS[self.series.index(name) % len(_COLOURS)]

    def _described(self) -> str:
        return "; ".join(
            f"{group}: " + ", ".join(f"{name} {value:.3g}" for name, value in own.items())
            for group, own in self.values.items()
        )


def _text(x: float, y: float, text: str, anchor: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} fill="{_GREY}"{weight}>{escape(text)}</text>'
