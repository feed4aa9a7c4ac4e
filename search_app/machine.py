"""Which addresses are for programs. Whatever goes wrong there is said as problem details.

The address decides what an answer is made of, and no Accept header does: a link that was passed on
gives everybody the same.
"""

from __future__ import annotations

DATA = ("/api/", "/feed.atom", "/feed.json", "/export", "/opensearch.xml", "/opensearch/")
"""What holds for the passages; pages of other sites may read it where that is allowed."""

SUPERVISION = ("/healthz", "/readyz", "/metrics")
"""What a supervisor asks. An address that ends in a slash stands for all below it."""


def is_data(path: str) -> bool:
    """Whether a path is one of ``DATA``."""
    return _among(DATA, path)


def is_for_programs(path: str) -> bool:
    """Whether a path is asked for by programs."""
    return _among(DATA + SUPERVISION, path)


def _among(addresses: tuple[str, ...], path: str) -> bool:
    return any(path.startswith(each) if each[-1] == "/" else path == each for each in addresses)
