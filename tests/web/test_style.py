"""The colours: what is read stands out enough from what it stands on (WCAG 2.2, 1.4.3, 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import search_app

STATIC = Path(search_app.__file__).parent / "static"
THEMES = re.findall(r":root \{(.*?)\n *\}", (STATIC / "page.css").read_text(encoding="utf-8"), re.S)
TEXT = [
    ("ink", "paper"),
    ("soft", "paper"),
    ("accent", "paper"),
    ("ink", "raised"),
    ("soft", "raised"),
    ("accent", "raised"),
    ("ink", "wash"),
    ("soft", "wash"),
    ("accent", "wash"),
    ("on-accent", "accent"),
    ("mark-ink", "mark"),
    ("now-ink", "now"),
]


def colours(theme: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", theme))


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


LIGHT = colours(THEMES[0])
DARK = {**LIGHT, **colours(THEMES[1])}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(theme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(theme[text], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "raised"])
def test_edges_of_fields_can_be_seen(theme: dict[str, str], ground: str) -> None:
    assert contrast(theme["edge"], theme[ground]) >= 3


def test_the_dark_theme_leaves_no_colour_behind() -> None:
    assert set(colours(THEMES[1])) == set(LIGHT)


def test_style_and_script_stay_small() -> None:
    assert all(len(file.read_text("utf-8").splitlines()) <= 400 for file in STATIC.glob("*.css"))
    assert all(len(file.read_text("utf-8").splitlines()) <= 120 for file in STATIC.glob("*.js"))
