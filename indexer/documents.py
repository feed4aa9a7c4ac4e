"""Article, Paragraph and Passage: what is read, stored, indexed and shown.

An :class:`Article` is what an outlet published, as a reader of ``indexer.sources`` hands it on. A
:class:`Passage` is one paragraph of a stored article, the unit that is ranked and linked to; its id
``<article id>#p<n>`` counts the article's kept lines from 1 in page order.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from analyzers import primary_language
from indexer import dates

MAX_ID_LENGTH = 512


class Role(enum.StrEnum):
    """What a passage is on its page."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BODY = "body"
    SUBHEAD = "subhead"
    CAPTION = "caption"
    RELATED = "related"


SEARCHED_ROLES = tuple(role for role in Role if role is not Role.RELATED)
"""The roles that a search covers unless it asks for others: teasers only on request."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One kept line of a source: its text as published, its role, its language if known.

    Of a BCP 47 code the primary subtag is kept (``en`` of ``en-GB``). ``reason`` says why it has
    its role, to whoever asks while it is read. Raises ValueError for a role or a language that is
    none.
    """

    text: str
    role: Role = Role.BODY
    language: str | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        if type(self.role) is not Role:
            object.__setattr__(self, "role", Role(self.role))
        if self.language is not None:
            object.__setattr__(self, "language", _language(self.language))
        _check_text("text", self.text)

    def spoken(self, language: str | None) -> Paragraph:
        """The same line in a language, given as a primary subtag."""
        if self.language == language:
            return self
        # As replace() would, without checking again what was checked.
        line = object.__new__(Paragraph)
        for name in ("text", "role", "reason"):
            object.__setattr__(line, name, getattr(self, name))
        object.__setattr__(line, "language", language)
        return line


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line of the source that is no passage, why, and after how many of the kept lines it stood.

    Raises ValueError for a text that cannot be stored.
    """

    text: str
    reason: str
    after: int

    def __post_init__(self) -> None:
        _check_text("left_out", self.text)


@dataclass(frozen=True, slots=True)
class Article:
    """An article as published.

    ``paragraphs`` takes strings as well and keeps them as body paragraphs. A ``title`` that no
    paragraph repeats as headline becomes the first passage; a ``title_derived`` one was made up
    from the text and does not. ``published`` is a day or an RFC 3339 date-time, and so is
    ``modified``, when the outlet last changed it. An ``excerpt`` is a part of the article, as feeds
    give it: it does not replace a whole text. ``source`` is the file that the article was read
    from, with ``:line`` where it holds several; ``id_derived`` says that the id was made up there
    too. ``left_out`` are the lines of the source that are no paragraphs; ``origins`` says, by name
    of a field, what part of the source its value was taken from. A blank value is none.

    Raises ValueError, naming the field, when a value cannot be stored.
    """

    id: str
    paragraphs: Sequence[Paragraph | str] = ()
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    author: Sequence[str] = ()
    section: str | None = None
    agency: str | None = None
    title_derived: bool = False
    source: str | None = None
    id_derived: bool = False
    modified: str | None = None
    excerpt: bool = False
    left_out: Sequence[LeftOut] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    _lines: tuple[Paragraph, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        kept = tuple(_paragraph(each) for each in self.paragraphs)
        object.__setattr__(self, "paragraphs", kept)
        object.__setattr__(self, "author", tuple(self.author))
        object.__setattr__(self, "language", _language(self.language))
        for name in ("title", "outlet", "url", "section", "agency", "source"):
            value = getattr(self, name)
            object.__setattr__(self, name, value if value and value.strip() else None)
            _check_text(name, value or "")
        _check_text("author", "".join(self.author))
        _check_id(self.id)
        object.__setattr__(self, "left_out", tuple(self.left_out))
        for name in ("published", "modified"):
            date = getattr(self, name)
            if date is not None and not dates.is_published(date):
                raise ValueError(f"{name} must be {dates.ACCEPTED_PUBLISHED}")
        filled = tuple(each for each in kept if each.text.strip())
        if not filled:
            raise ValueError("paragraphs must hold some text")
        object.__setattr__(self, "_lines", self._titled(filled))

    def lines(self) -> tuple[Paragraph, ...]:
        """The kept lines in page order, the title first; line n is the passage ``#p<n>``."""
        return self._lines

    def _titled(self, lines: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
        """The lines below the title, unless one of them has it."""
        if not self.title or self.title_derived or any(e.role is Role.HEADLINE for e in lines):
            return lines
        return (Paragraph(self.title, Role.HEADLINE, self.language), *lines)

    def asides(self) -> tuple[LeftOut, ...]:
        """What was left out, each after how many of :meth:`lines` it stood."""
        if not self.left_out:
            return ()
        held = [isinstance(each, Paragraph) and bool(each.text.strip()) for each in self.paragraphs]
        prepended = len(self.lines()) - sum(held)
        return tuple(
            replace(each, after=prepended + sum(held[: each.after])) for each in self.left_out
        )

    def display_title(self) -> str:
        """The title, or one derived from the first lines of the text."""
        if self.title:
            return self.title
        headline = next((each for each in self.lines() if each.role is Role.HEADLINE), None)
        return headline.text if headline else derive_title(self.lines())

    def is_title_derived(self) -> bool:
        """Whether the page gave no title, so that the one shown was made up from its text."""
        headed = any(each.role is Role.HEADLINE for each in self.lines())
        return self.title_derived or not (self.title or headed)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stored passage: the ``ordinal``-th kept line of its article, counted from 1."""

    article_id: str
    ordinal: int
    role: Role
    language: str | None
    text: str

    @property
    def id(self) -> str:
        """``<article id>#p<n>``."""
        return f"{self.article_id}#p{self.ordinal}"


@dataclass(frozen=True, slots=True)
class Source:
    """A source all of whose articles have been given.

    ``digest`` tells what it held from what it may hold later. None: it is no longer there. One that
    is ``rolling`` gives its latest articles only, so that the others have not vanished. ``name`` is
    what articles without an id were named by, from wherever it is read next.
    """

    place: str
    digest: str | None
    rolling: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """What an article said until it was replaced, at an RFC 3339 date-time.

    ``lines`` are the passages that it no longer has, by ordinal, ``metadata`` the values that are
    now others, by field.
    """

    replaced_at: str
    lines: Mapping[int, str]
    metadata: Mapping[str, str | tuple[str, ...] | bool | None]


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the store gives it back, with its passages in page order.

    ``left_out`` counts in passages; ``revisions`` come in the order of their dates.
    """

    id: str
    title: str
    title_derived: bool
    outlet: str | None
    url: str | None
    published: str | None
    language: str | None
    author: tuple[str, ...]
    section: str | None
    agency: str | None
    source: str | None
    passages: tuple[Passage, ...]
    modified: str | None = None
    excerpt: bool = False
    left_out: tuple[LeftOut, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    revisions: tuple[Revision, ...] = ()


def derive_title(lines: Sequence[Paragraph], length: int = 90) -> str:
    """A title for an article that has none: the start of its first line, cut between words."""
    text = " ".join(lines[0].text.split()) if lines else ""
    if len(text) <= length:
        return text
    cut = text[: length + 1].rpartition(" ")[0] or text[:length]
    return cut.rstrip(" ,;:–-") + "…"


def _paragraph(value: Paragraph | str) -> Paragraph:
    return value if isinstance(value, Paragraph) else Paragraph(value)


@lru_cache
def _language(code: str | None) -> str | None:
    if code is None:
        return None
    primary = primary_language(code) or ""
    if not re.fullmatch(r"[a-z]{2,3}", primary):
        raise ValueError("language must be a BCP 47 code such as it or en-GB")
    return None if primary == "und" else primary


def _check_text(name: str, text: str) -> None:
    if text.isprintable():
        return
    try:
        text.encode()
    except UnicodeEncodeError as error:
        half = f"U+{ord(text[error.start]):04X}"
        raise ValueError(f"{name} must not hold half a surrogate pair ({half})") from None


def _check_id(article_id: str) -> None:
    controls = any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in article_id)
    if not article_id.strip() or len(article_id) > MAX_ID_LENGTH or controls:
        raise ValueError(f"id must be 1 to {MAX_ID_LENGTH} characters without line breaks")
