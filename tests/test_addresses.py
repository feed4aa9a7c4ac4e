"""One article, one address: what leads to the same article is told from what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.addresses import canonical
from indexer.links import is_web_address

STORY = "https://www.ilmolo.example/2025/11/12/porto-chiuso"


@pytest.mark.parametrize(
    "other",
    [
        "http://www.ilmolo.example/2025/11/12/porto-chiuso",
        "https://ilmolo.example/2025/11/12/porto-chiuso/",
        "https://WWW.IlMolo.example:443/2025/11/12/porto-chiuso",
        f"{STORY}?utm_source=rss&utm_medium=feed",
        f"{STORY}?fbclid=IwAR0&gclid=abc#commenti",
        f"{STORY}/amp/",
        f"{STORY}.amp",
        f"{STORY}?amp",
        f"{STORY}?amp=1",
        f"{STORY}?outputType=amp",
        "https://m.ilmolo.example/2025/11/12/porto-chiuso",
        "https://amp.ilmolo.example/2025/11/12/porto-chiuso",
        "https://www.ilmolo.example/amp/2025/11/12/porto-chiuso",
        "https://www-ilmolo-example.cdn.ampproject.org/c/s/www.ilmolo.example/2025/11/12/porto-chiuso",
        "https://www.google.com/amp/s/www.ilmolo.example/2025/11/12/porto-chiuso/amp",
    ],
)
def test_one_article(other: str) -> None:
    assert canonical(other) == canonical(STORY)


@pytest.mark.parametrize(
    "other",
    [
        "https://www.ilmolo.example/2025/11/12/porto-chiuso-2",
        "https://www.ilmolo.example/2025/11/13/porto-chiuso",
        f"{STORY}?id=2",
        f"{STORY}?page=2",
        "https://www.ilmolo.example/2025/11/12/Porto-chiuso",
        "https://blog.ilmolo.example/2025/11/12/porto-chiuso",
        "https://www.ilmolo.example/2025/11/12/porto-chiuso/ampio",
        "https://m.example/2025/11/12/porto-chiuso",
    ],
)
def test_another_article(other: str) -> None:
    assert canonical(other) != canonical(STORY)


@given(
    st.from_regex(r"https?://[a-z.]{1,12}\.it(:[0-9]{1,4})?/[a-zà-ú/._%-]{0,20}(\?[a-z=&]{0,9})?")
)
def test_what_is_canonical_stays_so(url: str) -> None:
    if is_web_address(url):
        assert canonical(f"https://{canonical(url)}") == canonical(url)
