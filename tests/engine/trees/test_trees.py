"""The executor means by a tree what the reference means, on random indexes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.trees.build import Case, compare
from tests.engine.trees.strategies import cases, leaves, trees
from tests.engine.trees.subject import Subject

pytestmark = pytest.mark.timeout(3600)  # the profile of torture has thousands of cases


@settings(max_examples=settings().max_examples * 2)
@given(case=cases(), queries=st.lists(leaves, min_size=3, max_size=12))
def test_random_leaves_on_random_indexes(subject: Subject, case: Case, queries: list[Any]) -> None:
    compare(subject, case, queries)


@settings(max_examples=settings().max_examples * 3)
@given(case=cases(), queries=st.lists(trees(), min_size=1, max_size=6))
def test_random_trees_on_random_indexes(subject: Subject, case: Case, queries: list[Any]) -> None:
    compare(subject, case, queries)
