"""Everything that can go wrong, as one tree.

    PassaggiError
    ├── SourceError            a source of articles, or a part of it, was rejected
    │   ├── UnreadableSource   the file or folder cannot be opened
    │   ├── EmptySource        nothing in it
    │   ├── UndecodableSource  its bytes are text in no encoding we can prove
    │   ├── BinarySource       a picture, a program, a document of an office: no text at all
    │   ├── MalformedSource    its text is not of the format it claims
    │   └── DuplicateArticle   its id belongs to another article
    ├── QueryError             a search was asked for in a way that has no answer
    │   └── BadParameter       one parameter has a value that is not accepted
    ├── ArticleNotFound        no article has this id
    ├── LexiconNotFound        no lexicon that was brought has this name
    └── IndexFault             the index cannot be used
        ├── NotAnIndex         there is none at this place
        ├── IndexLocked        another process is writing to it
        ├── IndexDamaged       its files contradict each other or cannot be read
        ├── IndexUnwritable    the disk is full, or its folder may only be read
        └── UnsupportedFormat  another version of the program wrote it

Each carries its data as attributes and prints as one line: the cause, then the remedy.
"""

from __future__ import annotations

from typing import Any


class PassaggiError(Exception):
    """Base of the tree. ``cause`` and ``remedy`` are single sentences without a full stop."""

    def __init__(self, cause: str, remedy: str) -> None:
        self.cause = " ".join(cause.split())
        self.remedy = " ".join(remedy.split())
        super().__init__(f"{self.cause}: {self.remedy}")

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[PassaggiError], args: tuple[Any, ...], data: dict[str, Any]) -> PassaggiError:
    """An error that another process raised."""
    error = kind.__new__(kind, *args)
    error.__dict__.update(data)
    return error


class SourceError(PassaggiError):
    """Part of a source was rejected; ``place`` is its path, with ``:line`` where one is known."""

    def __init__(self, source: str, cause: str, remedy: str, line: int | None = None) -> None:
        self.source = source
        self.line = line
        self.place = source if line is None else f"{source}:{line}"
        super().__init__(f"{self.place}: {cause}", remedy)


class UnreadableSource(SourceError):
    """A file or folder cannot be opened."""


class EmptySource(SourceError):
    """A file holds no text."""


class UndecodableSource(SourceError):
    """A file's bytes are not text in any encoding that can be told with confidence."""


class BinarySource(SourceError):
    """A file is of a kind that holds no text as it is."""


class MalformedSource(SourceError):
    """A record is not of the format that it claims."""


class DuplicateArticle(SourceError):
    """Two articles claim one id."""

    def __init__(self, source: str, article_id: str, other: str, line: int | None = None) -> None:
        self.article_id = article_id
        self.other = other
        super().__init__(
            source,
            f"the article id {article_id!r} is already taken by {other}",
            'give one of them another "id" (in the record or in its .meta.json)',
            line,
        )


class QueryError(PassaggiError):
    """A search cannot be carried out as asked."""


class BadParameter(QueryError):
    """A parameter's value is not accepted."""

    def __init__(self, name: str, value: object, accepted: str) -> None:
        self.name = name
        self.value = value
        self.accepted = accepted
        shown = repr(value)
        if len(shown) > 60:
            shown = shown[:57] + "…" + shown[-1]
        super().__init__(f"{name} cannot be {shown}", f"give {accepted}")


class ArticleNotFound(PassaggiError):
    """No article of the index has this id."""

    def __init__(self, article_id: str) -> None:
        self.article_id = article_id
        super().__init__(
            f"no article has the id {article_id!r}", "copy the id from a search result"
        )


class LexiconNotFound(PassaggiError):
    """No lexicon that a user brought has this name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"no lexicon is called {name!r}", "passaggi lexicon list shows those that are there"
        )


class IndexFault(PassaggiError):
    """The index at ``location`` cannot be used."""

    def __init__(self, location: str, cause: str, remedy: str) -> None:
        self.location = location
        super().__init__(cause, remedy)


class NotAnIndex(IndexFault):
    """There is no index at this place."""


class IndexLocked(IndexFault):
    """Another process is writing to the index."""


class IndexDamaged(IndexFault):
    """Files of the index are missing, unreadable or contradict each other."""


class IndexUnwritable(IndexFault):
    """The disk is full, or the folder of the index may only be read."""


class UnsupportedFormat(IndexFault):
    """The index was written in a format that this version does not read."""
