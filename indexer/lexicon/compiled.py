"""Compiling a lexicon: text files into a SQLite database that is searched without being loaded."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from importlib import resources
from pathlib import Path

from analyzers import get_analyzer
from analyzers.folding import fold
from indexer.errors import IndexDamaged
from indexer.lexicon import files, names
from indexer.lexicon.files import Concept
from indexer.lexicon.keys import keys, letters, name_key

_FORMAT = 1
_INDEXES = (
    "CREATE INDEX term_by_key ON term (language, key)",
    "CREATE INDEX term_by_letters ON term (language, letters)",
    "CREATE INDEX member_by_term ON member (term)",
    "CREATE INDEX member_by_concept ON member (concept)",
    "CREATE INDEX form_by_base ON form (language, base)",
    "CREATE INDEX form_by_form ON form (language, form)",
    "CREATE INDEX name_by_key ON name (key)",
    "CREATE INDEX name_by_thing ON name (thing)",
)

OWN = "passaggi"
"""The name of the lexicon that comes with the project."""

_SHARED = Path(__file__).parent / "__pycache__" / "lexicon.sqlite3"
"""Where the project's lexicon is compiled to, once an installation."""


def opened(path: Path = _SHARED, brought: Sequence[Path] = ()) -> sqlite3.Connection:
    """The compiled lexicon of the project and of the files that a user ``brought``.

    It is kept at ``path`` and compiled anew when a text has changed; where nothing can be written,
    it is compiled into memory.
    """
    digest = _digest(brought)
    with suppress(sqlite3.DatabaseError):
        if path.is_file() and _written_for(held := _connect(str(path)), digest):
            return held
    with suppress(OSError, sqlite3.OperationalError):
        path.parent.mkdir(exist_ok=True)
        _write(path, digest, brought)
        return _connect(str(path))
    connection = _connect(":memory:")
    _fill(connection, digest, brought)
    return connection


def _connect(place: str) -> sqlite3.Connection:
    return sqlite3.connect(place, check_same_thread=False, isolation_level=None)


def _digest(brought: Sequence[Path]) -> str:
    """What is different once a text has changed."""
    digest = hashlib.blake2b(str(_FORMAT).encode(), digest_size=16)
    for path in (*sorted(files.own_folder().rglob("*.txt")), *brought):
        held = path.stat()
        digest.update(f"{path}\0{held.st_size}\0{held.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def _written_for(connection: sqlite3.Connection, digest: str) -> bool:
    with suppress(sqlite3.DatabaseError):
        row = connection.execute("SELECT digest FROM compiled").fetchone()
        if row == (digest,):
            return True
    connection.close()
    return False


def _write(path: Path, digest: str, brought: Sequence[Path]) -> None:
    """Compile beside ``path`` and put it there whole, since others may be reading the last one."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        connection = _connect(str(draft))
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        _fill(connection, digest, brought)
        connection.close()
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection, digest: str, brought: Sequence[Path]) -> None:
    connection.executescript((resources.files("indexer.lexicon") / "schema.sql").read_text())
    connection.execute("BEGIN")
    origins = [(OWN, "Apache-2.0", ""), *map(_origin, brought)]
    connection.executemany("INSERT INTO origin (name, licence, source) VALUES (?, ?, ?)", origins)
    folder = files.own_folder()
    concepts = [(1, each) for each in files.concepts(folder)]
    for origin, path in enumerate(brought, start=2):
        concepts += ((origin, each) for each in files.concepts_of(path, languages_of(path)))
    _insert_concepts(connection, concepts)
    for kind in ("form", "spelling"):
        rows = _variant_rows(folder / f"{kind}s", kind)
        connection.executemany("INSERT INTO form VALUES (?, ?, ?, ?)", rows)
    connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?)", _name_rows(folder))
    for index in _INDEXES:
        connection.execute(index)
    connection.execute("CREATE TABLE compiled (digest TEXT)")
    connection.execute("INSERT INTO compiled VALUES (?)", (digest,))
    connection.execute("COMMIT")


def languages_of(path: Path) -> tuple[str, str]:
    """The languages of a file that a user brought, which its heading names. Raises IndexDamaged."""
    try:
        first, second = files.heading(path)["languages"].split("-")
    except (KeyError, ValueError) as error:
        raise IndexDamaged(
            str(path),
            f"{path} is no lexicon, or a damaged one",
            f"remove it with passaggi lexicon remove {path.stem}, and import it again",
        ) from error
    return first, second


def _origin(path: Path) -> tuple[str, str, str]:
    said = files.heading(path)
    return path.stem, said.get("licence", ""), said.get("source", "")


def _insert_concepts(
    connection: sqlite3.Connection, concepts: Sequence[tuple[int, Concept]]
) -> None:
    numbers: dict[tuple[str, str], int] = {}
    members = []
    for concept, (origin, each) in enumerate(concepts):
        for language, terms in zip(each.languages, each.terms, strict=True):
            for term in terms:
                number = numbers.setdefault((language, term), len(numbers) + 1)
                members.append((number, concept, origin))
    for language in {language for language, _ in numbers}:
        terms_ = [term for own, term in numbers if own == language]
        found = keys(get_analyzer(language), terms_)
        connection.executemany(
            "INSERT INTO term VALUES (?, ?, ?, ?, ?)",
            (
                (numbers[language, term], language, term, letters(term), key)
                for term, key in zip(terms_, found, strict=True)
            ),
        )
    connection.executemany("INSERT INTO member VALUES (?, ?, ?)", members)


def _variant_rows(folder: Path, kind: str) -> Iterator[tuple[str, str, str, str]]:
    for language, base, others in files.variants(folder):
        for other in others:
            yield language, fold(base), fold(other), kind
            if kind == "spelling":
                yield language, fold(other), fold(base), kind


def _name_rows(folder: Path) -> Iterable[tuple[int, str | None, str, str, bool]]:
    for thing, listed in enumerate(names.groups(folder)):
        for name in listed:
            yield thing, name.language, name.text, name_key(name.text), name.capitals
