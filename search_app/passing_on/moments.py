"""Dates of articles as other programs want them: RFC 3339, or a calendar day."""

from __future__ import annotations

import datetime as dt

from indexer.documents import StoredArticle


def moment(stated: str) -> dt.datetime:
    """A date as an article states it; what names no offset, a bare day above all, is in UTC.

    >>> moment("2025-11-12").isoformat()
    '2025-11-12T00:00:00+00:00'
    """
    read = dt.datetime.fromisoformat(stated.upper())
    return read.replace(tzinfo=read.tzinfo or dt.UTC)


def last_change(article: StoredArticle) -> dt.datetime | None:
    """When the article last changed, as far as anyone said or saw; None where nothing is known.

    The latest of its publication, the change that its outlet states, and the last correction that
    was found.
    """
    stated = [article.published, article.modified]
    stated += [each.replaced_at for each in article.revisions]
    return max((moment(each) for each in stated if each), default=None)


def day(published: str | None) -> dt.date | None:
    """The day of publication as stated, in the outlet's own time zone."""
    return dt.date.fromisoformat(published[:10]) if published else None
