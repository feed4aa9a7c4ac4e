"""The codec and executor under test."""

from __future__ import annotations

import pytest

from tests.engine.trees.subject import ARRAYS, Subject


@pytest.fixture(scope="session", params=[ARRAYS], ids=[ARRAYS.name])
def subject(request: pytest.FixtureRequest) -> Subject:
    made: Subject = request.param
    return made
