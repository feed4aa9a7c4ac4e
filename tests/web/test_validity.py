"""Every page is valid HTML, every style sheet valid CSS.

html5lib tells broken syntax. What stands where it may not is told by the Nu validator, where
PASSAGGI_VNU names its ``vnu.jar`` (``npm install vnu-jar``; it needs Java).
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import html5lib
import pytest
from flask.testing import FlaskClient

import search_app
from tests.browser.test_appearance import PAGES

NU = os.environ.get("PASSAGGI_VNU")
STATIC = Path(search_app.__file__).with_name("static")

pytestmark = pytest.mark.usefixtures("corrected")


@pytest.fixture(params=["en", "it"])
def pages(request: pytest.FixtureRequest, client: FlaskClient) -> dict[str, str]:
    """Every page in an interface language, by its address."""
    headers = {"Accept-Language": request.param}
    return {each: client.get(each, headers=headers).get_data(as_text=True) for each in PAGES}


def test_every_page_is_well_formed(pages: dict[str, str]) -> None:
    faults = []
    for address, text in pages.items():
        parser = html5lib.HTMLParser()
        parser.parse(text)
        faults += [(address, code, place) for place, code, _ in parser.errors]
    assert faults == []


@pytest.mark.skipif(not NU, reason="PASSAGGI_VNU names no vnu.jar (npm install vnu-jar)")
def test_the_nu_validator_finds_nothing(pages: dict[str, str], tmp_path: Path) -> None:
    for number, text in enumerate(pages.values()):
        (tmp_path / f"{number:02}.html").write_text(text, "utf-8")
    addresses = list(pages)
    told = nu("--skip-non-html", str(tmp_path))
    assert [(addresses[int(Path(each["url"]).stem)], each["message"]) for each in told] == []


@pytest.mark.skipif(not NU, reason="PASSAGGI_VNU names no vnu.jar (npm install vnu-jar)")
def test_the_nu_validator_finds_nothing_in_style_and_drawings() -> None:
    """Container queries (CSS Containment 3) are not known to it."""
    told = nu("--css", *map(str, sorted(STATIC.glob("*.css"))))
    told += nu("--svg", *map(str, sorted(STATIC.glob("*.svg"))))
    said = [(Path(each["url"]).name, each["message"]) for each in told]
    assert [each for each in said if "container" not in each[1]] == []


def nu(*arguments: str) -> list[dict[str, Any]]:
    """What the validator says of files: errors, warnings and hints."""
    command = ["java", "-jar", str(NU), "--format", "json", "--stdout", "--exit-zero-always"]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=True)
    messages: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return messages
