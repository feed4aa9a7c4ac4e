"""The terms of a few words of each language, so that a change of analysis is seen and numbered.

When this fails, the change makes other terms: raise ``analyzers.VERSION``, by which indexes made
before are built anew, and write the file again with ``pytest --update-goldens``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import analyzers
from analyzers import LANGUAGES, get_analyzer

GOLDEN = Path(__file__).parent / "golden" / "terms.json"
TEXT = (
    "L’accordo dell'Ucraina c'è: parlerà, città, volontà, perché, quest'anno, po', 20.000 e 3,5; "
    "The leaders’ talks weren't Zelenskyy's U.S. cease-fire, U.K. 1:35 p.m. 20,000; "
    "chargé d'affaires Türkiye Dolmabahçe Diyarbakır Straße œuvre Łódź ﬁne "
    "Ελλάδα мир हिन्दी 日本語 مرحبا COP30"
)


def terms() -> dict[str, list[str]]:
    return {
        code: [
            " ".join((*token.forms, "|", *token.stems))
            for token in get_analyzer(code).analyze(TEXT)
        ]
        for code in (*sorted(LANGUAGES), "und")
    }


def test_the_terms_are_those_of_this_version(request: pytest.FixtureRequest) -> None:
    made = {"version": analyzers.VERSION, "terms": terms()}
    if request.config.getoption("--update-goldens"):
        GOLDEN.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert json.loads(GOLDEN.read_text("utf-8")) == made
