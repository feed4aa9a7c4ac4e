"""The keys of the exchange format, checked once for records, sidecars and pages alike.

A record that cannot be trusted is refused as a whole: half an article in an index is worse than a
line in the report. A date that no calendar has is left out instead, with a warning: the text is
none the worse for it. Sources: RFC 8259 (JSON), RFC 3339 (dates), BCP 47 (language codes).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from analyzers import primary_language
from analyzers.identify import article_language, identify_paragraphs
from indexer import dates
from indexer.documents import SEARCHED_ROLES, Article, Paragraph, Role
from indexer.links import is_web_address
from indexer.sources.fields import STRINGS, Fields, FlawError, check_length, clean

_KEYS = frozenset({*STRINGS, "author", "paragraphs", "text"})
_PARAGRAPH_KEYS = frozenset({"text", "role", "language"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")
_BODY_ROLES = (Role.BODY, Role.STANDFIRST, Role.HEADLINE)


def parse(record: object, warn: Callable[[str], None], place: str = "") -> Fields:
    """The fields of a decoded JSON object. Raises FlawError for a value of no use.

    A date that is none costs the article its date only; the warning names the ``place``.
    """
    if not isinstance(record, Mapping):
        raise FlawError(f"a record is an object, not {_kind(record)}", 'write {"text": "…"}')
    for key in record.keys() - _KEYS:
        warn(f'unknown key "{_short(key)}" is left out (known: {", ".join(sorted(_KEYS))})')
    told: dict[str, Any] = {name: _string(record, name) for name in STRINGS}
    _check(told)
    for name in ("published", "modified"):
        if told[name] and not dates.is_published(told[name]):
            warn(no_date(name, told[name], place))
            told[name] = None
    told["language"] = primary_language(told["language"])
    paragraphs = _paragraphs(record, told["language"], warn)
    return Fields(**told, author=_authors(record), paragraphs=paragraphs)


def no_date(name: str, value: str, place: str) -> str:
    """The warning that an article loses a date which is none."""
    cause = f'"{name}" cannot be {_short(value)!r}'
    remedy = f"it is left out; give {dates.ACCEPTED_PUBLISHED}"
    return ": ".join(filter(None, (place, cause, remedy)))


def to_article(
    told: Fields,
    *,
    default_id: str,
    source: str,
    languages: Sequence[str],
    hashed: bool = False,
    identity: str | None = None,
) -> Article:
    """The article that the fields make, each paragraph given its language.

    With ``hashed``, an article without an id is told apart from the others of its file by its
    ``identity`` if one is given, else by its URL or, failing that, its title and text. Raises
    FlawError when the fields make no article.
    """
    if not any(each.text.strip() for each in told.paragraphs):
        raise FlawError("there is no text in it", 'give "text" or "paragraphs"')
    for number, each in enumerate(told.paragraphs, 1):
        check_length(each.text, f"paragraph {number}")
    language = told.language or language_of(told.paragraphs, languages)
    try:
        return Article(
            id=told.id or default_id + (f"-{_digest(told, identity)}" if hashed else ""),
            paragraphs=_with_languages(told, language, languages),
            title=told.title,
            outlet=told.outlet or outlet_of(told.url),
            url=told.url,
            published=told.published,
            language=language,
            author=told.author,
            section=told.section,
            agency=told.agency,
            source=source,
            id_derived=told.id is None and identity is None,
            modified=told.modified,
            excerpt=told.excerpt,
            left_out=told.left_out,
            origins={**_derived(told, hashed), **told.origins},
        )
    except ValueError as error:
        raise FlawError(str(error), "correct it") from error


def _derived(told: Fields, hashed: bool) -> dict[str, str]:
    """What the values that no part of the source states are told from."""
    derived = {"language": "told from the text", "id": "the file's name"}
    if hashed:
        derived["id"] = f"the file's name, a digest of the {'URL' if told.url else 'text'}"
    if not told.title:
        headed = any(each.role is Role.HEADLINE for each in told.paragraphs)
        derived["title"] = "the headline" if headed else "derived from the text"
    if told.url:
        derived["outlet"] = "host of the URL"
    return derived


def outlet_of(url: str | None) -> str | None:
    """The outlet that an address stands for: its host as it is, without a leading ``www.``.

    >>> outlet_of("https://www.ilpost.it/2025/11/12/istanbul/")
    'ilpost.it'
    """
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def _check(told: Mapping[str, str | None]) -> None:
    url, language = told["url"], told["language"]
    if url and not is_web_address(url):
        raise FlawError(f'"url" cannot be {_short(url)!r}', "give an http or https address")
    if language:
        _check_language(language)


def is_language(code: str) -> bool:
    """Whether ``code`` has the form of a BCP 47 code."""
    return bool(_LANGUAGE.fullmatch(code))


def _check_language(code: str) -> None:
    if not is_language(code):
        raise FlawError(f'"language" cannot be {_short(code)!r}', 'give a BCP 47 code such as "it"')


def _string(record: Mapping[str, object], key: str) -> str | None:
    value = record.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise FlawError(f'"{key}" is {_kind(value)}', "write it as a string")
    return clean(value, key).strip() or None


def _authors(record: Mapping[str, object]) -> tuple[str, ...]:
    value = record.get("author")
    names = [value] if isinstance(value, str) else value or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise FlawError('"author" is not a list of names', 'write ["Name Surname"]')
    return tuple(name for each in names if (name := clean(each, "author").strip()))


def _paragraphs(
    record: Mapping[str, object], language: str | None, warn: Callable[[str], None]
) -> tuple[Paragraph, ...]:
    """The paragraphs; those that are mere strings are in the ``language`` of the article."""
    listed = record.get("paragraphs")
    if listed is None:
        return split_text(_string(record, "text") or "")
    if not isinstance(listed, list):
        raise FlawError(f'"paragraphs" is {_kind(listed)}', "write a list of strings or objects")
    kept = [
        Paragraph(clean(each, "paragraphs").strip(), Role.BODY, language)
        if isinstance(each, str)
        else _paragraph(each, warn)
        for each in listed
    ]
    return tuple(each for each in kept if each.text)


def split_text(text: str) -> tuple[Paragraph, ...]:
    """One body paragraph a line; blank lines only part them."""
    return tuple(Paragraph(line.strip()) for line in text.splitlines() if line.strip())


def _paragraph(value: object, warn: Callable[[str], None]) -> Paragraph:
    if not isinstance(value, Mapping):
        raise FlawError(f"a paragraph is {_kind(value)}", 'write a string or {"text": "…"}')
    for key in value.keys() - _PARAGRAPH_KEYS:
        warn(
            f'unknown key "{_short(key)}" of a paragraph is left out (known: text, role, language)'
        )
    language = _string(value, "language")
    if language:
        _check_language(language)
    role = _string(value, "role") or Role.BODY
    if role not in set(Role):
        raise FlawError(f'"role" cannot be {_short(role)!r}', f"give one of {', '.join(Role)}")
    text = _string(value, "text") or ""
    return Paragraph(text, Role(role), primary_language(language))


def language_of(paragraphs: Sequence[Paragraph], languages: Sequence[str]) -> str | None:
    """The language of most of the body; of everything searched where there is no body."""
    declared = [each.language for each in paragraphs if each.role in _BODY_ROLES]
    if declared and all(declared):
        return max(sorted(filter(None, declared)), key=declared.count)
    for roles in (_BODY_ROLES, SEARCHED_ROLES, tuple(Role)):
        found = article_language(
            (each.text for each in paragraphs if each.role in roles), languages
        )
        if found:
            return found
    return None


def _with_languages(told: Fields, article: str | None, languages: Sequence[str]) -> list[Paragraph]:
    """Each paragraph with its language: as declared, else weighed against the article's.

    Where the article's language was declared it holds for all that its own authors wrote. Captions
    and teasers are not theirs, and are weighed.
    """
    weighed = [
        not each.language and (told.language is None or each.role in {Role.CAPTION, Role.RELATED})
        for each in told.paragraphs
    ]
    texts = [each.text for each, weigh in zip(told.paragraphs, weighed, strict=True) if weigh]
    found = iter(identify_paragraphs(texts, article, languages))
    return [
        each.spoken(next(found) if weigh else each.language or article)
        for each, weigh in zip(told.paragraphs, weighed, strict=True)
    ]


def _digest(told: Fields, identity: str | None) -> str:
    lines = [told.title or "", *(each.text for each in told.paragraphs)]
    text = identity or told.url or "\n".join(lines)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "a number")


def _short(value: object) -> str:
    text = str(value).encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= 40 else text[:39] + "…"
