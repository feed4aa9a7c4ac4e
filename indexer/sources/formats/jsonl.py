"""JSON Lines, the exchange format: a record a line, each standing or falling by itself.

Also the plain JSON that exports come in: one record, or a list of them. Sources: RFC 8259 (JSON,
whose text is UTF-8), jsonlines.org.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import BinaryIO

from indexer.documents import Article
from indexer.errors import EmptySource, UndecodableSource
from indexer.sources import encoding, records
from indexer.sources.fields import FlawError
from indexer.sources.locate import Located
from indexer.sources.run import Run, malformed

_CHUNK = 1 << 20
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read(file: Located, run: Run) -> Iterator[tuple[Article, int | None]]:
    """The articles of a JSON Lines file with their lines; a bad record is rejected by itself."""
    found = False
    with encoding.opened(file.path, file.shown, run.on_bytes) as stream:
        for number, line in _lines(stream, file, run):
            found = True
            article = _article(line, number, file, run) if line else None
            if article is not None:
                yield article, number
    if not found:
        raise EmptySource(file.shown, "the file is empty", "remove it, or put records into it")


def read_json(file: Located, run: Run) -> Iterator[tuple[Article, int | None]]:
    """The articles of a ``.json`` file: a list, one record, or JSON Lines by another name."""
    with encoding.opened(file.path, file.shown, run.on_bytes) as stream:
        first = stream.readline(encoding.MAX_BYTES + 1).removeprefix(codecs.BOM_UTF8).strip()
    if first.startswith(b"{") and _is_json(first):
        yield from read(file, run)
        return
    text = encoding.decode(encoding.read_bytes(file.path, file.shown, run.on_bytes), file.shown)
    try:
        document = _loads(text)
    except FlawError as flaw:
        raise malformed(flaw, file.shown) from flaw
    for number, record in enumerate(document if isinstance(document, list) else [document], 1):
        try:
            yield _of_record(record, file, run, file.place, file.shown), None
        except FlawError as flaw:
            placed = FlawError(f"record {number}: {flaw.cause}", flaw.remedy)
            run.reject(malformed(placed, file.shown))


def _lines(stream: BinaryIO, file: Located, run: Run) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, numbered from 1; b"" for one that was too long to read."""
    number = 0
    while line := stream.readline(encoding.MAX_BYTES + 1):
        number += 1
        if number == 1:
            _check_width(line, file)
            line = line.removeprefix(codecs.BOM_UTF8)
        if len(line) > encoding.MAX_BYTES:
            _skip_rest(stream, line)
            flaw = FlawError(f"longer than {encoding.MAX_BYTES // 10**6} MB", "split the record")
            run.reject(malformed(flaw, file.shown, number))
            yield number, b""
        elif line.strip():
            yield number, line


def _check_width(line: bytes, file: Located) -> None:
    if line.startswith(_WIDE):
        raise UndecodableSource(
            file.shown, "it is UTF-16, and JSON is UTF-8", "convert it: iconv -f UTF-16 -t UTF-8"
        )


def _skip_rest(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(_CHUNK)


def _article(line: bytes, number: int, file: Located, run: Run) -> Article | None:
    try:
        record = _loads(line.decode("utf-8"))
        return _of_record(record, file, run, f"{file.place}:{number}", f"{file.shown}:{number}")
    except UnicodeDecodeError as error:
        cause = f"byte {error.start + 1} of the line is not UTF-8"
        remedy = "convert the file: iconv -f ENCODING -t UTF-8"
        run.reject(UndecodableSource(file.shown, cause, remedy, number))
    except FlawError as flaw:
        run.reject(malformed(flaw, file.shown, number))
    return None


def _of_record(record: object, file: Located, run: Run, source: str, shown: str) -> Article:
    return records.to_article(
        records.parse(record, run.warn, shown).marked("record"),
        default_id=file.name,
        source=source,
        languages=run.languages,
        hashed=True,
    )


def _loads(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"at character {error.colno}" if error.lineno == 1 else f"in line {error.lineno}"
        raise FlawError(
            f"it is not valid JSON ({error.msg} {where})", "correct or remove it"
        ) from error
    except (ValueError, RecursionError) as error:
        raise FlawError(
            f"it is JSON that nobody reads ({error})", "correct or remove it"
        ) from error


def _is_json(line: bytes) -> bool:
    try:
        _loads(line.decode("utf-8"))
    except (FlawError, UnicodeDecodeError):
        return False
    return True
