"""The order of passage ids, which are compared as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


def order_of_ids(
    articles: Sequence[str], owners: NDArray[Any], ordinals: NDArray[Any]
) -> NDArray[np.int64]:
    """The place of each passage in the order of the ids ``ARTICLE#pORDINAL``.

    ``owners`` (integers) are places among ``articles``, ``ordinals`` count from 1.
    """
    # "#p" follows an article's id, and "10" comes before "2".
    by_id = sorted(range(len(articles)), key=lambda at: f"{articles[at]}#p")
    by_text = sorted(range(int(ordinals.max(initial=0)) + 1), key=str)
    return ranks(np.lexsort((ranks(by_text)[ordinals], ranks(by_id)[owners])))


def ranks(order: Sequence[int] | NDArray[np.intp]) -> NDArray[np.int64]:
    """The place of each number in an order of the numbers 0, 1, 2, …"""
    places = np.empty(len(order), np.int64)
    places[np.asarray(order, np.intp)] = np.arange(len(order))
    return places
