"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

THOROUGH = bool(os.environ.get("PASSAGGI_THOROUGH"))
"""Whether this is the run of continuous integration, which may take its time."""

settings.register_profile(
    "everyday", max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", parent=settings.get_profile("everyday"), max_examples=100)
settings.register_profile("torture", parent=settings.get_profile("everyday"), max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "thorough" if THOROUGH else "everyday"))

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of evaluation texts beside the checkout; skips where it is absent."""
    folder = Path(os.environ.get("PASSAGGI_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"the evaluation texts are not at {folder}")
    return folder
