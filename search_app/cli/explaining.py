"""The ``index --explain`` command: how a source is read, line by line, without indexing it."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from indexer.documents import Article, Paragraph, Role
from indexer.errors import SourceError
from indexer.sources import read_sources
from search_app.cli.indexing import exit_status

_METADATA = (
    "id", "title", "outlet", "url", "published", "modified", "language", "author", "agency",
    "section",
)  # fmt: skip
_WITHOUT_TERMINAL = (100, 24)
_LONGEST_VALUE = 60
_LEAST_TEXT = 24
_LEFT_OUT = "left out"
_STATED = "as the record says"
_NOT_REPEATED = "the title, which no line repeats"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a source: which passage it became, if any, and why."""

    passage: int | None
    role: str
    language: str | None
    reason: str
    text: str


def explain_sources(
    sources: Sequence[str], complain: Callable[[str], None], *, as_json: bool
) -> int:
    """Print how everything in ``sources`` is read; the exit status."""
    files: list[Path] = []
    rejected: list[SourceError] = []

    def reject(error: SourceError) -> None:
        rejected.append(error)
        complain(f"rejected {error}")

    for article in read_sources(
        sources, on_reject=reject, on_warning=complain, on_file=files.append
    ):
        if as_json:
            click.echo(json.dumps(_record(article), ensure_ascii=False))
        else:
            _show(article)
    return exit_status(sources, len(files), len(rejected), complain)


def _record(article: Article) -> dict[str, object]:
    return {
        "source": article.source,
        "metadata": {
            name: {"value": value, "from": origin} for name, value, origin in _metadata(article)
        },
        "lines": [asdict(line) for line in _lines(article)],
    }


def _metadata(article: Article) -> Iterator[tuple[str, str, str | None]]:
    """(field, value, origin) of what is known of the article, its title as it will be shown."""
    for name in _METADATA:
        value = article.display_title() if name == "title" else getattr(article, name)
        if value:
            text = ", ".join(value) if isinstance(value, tuple) else value
            yield name, text, article.origins.get(name)


def _lines(article: Article) -> Iterator[_Line]:
    """Every line of the article in page order, those that were left out among those kept."""
    passages = itertools.count(1)
    paragraphs = [each for each in article.paragraphs if isinstance(each, Paragraph)]
    left_out = iter([*article.left_out, None])
    apart = next(left_out)
    shown = article.lines()
    if len(shown) > sum(bool(each.text.strip()) for each in paragraphs):
        # An outlet's title that no line of the page repeats is the first passage.
        yield _Line(next(passages), Role.HEADLINE, shown[0].language, _NOT_REPEATED, shown[0].text)
    for number in range(len(paragraphs) + 1):
        while apart is not None and apart.after <= number:
            yield _Line(None, _LEFT_OUT, None, apart.reason, apart.text)
            apart = next(left_out)
        if number < len(paragraphs) and (line := paragraphs[number]).text.strip():
            reason = line.reason or _STATED
            yield _Line(next(passages), line.role, line.language, reason, line.text)


def _show(article: Article) -> None:
    click.secho(_from_here(article.source or article.id), bold=True)
    metadata = list(_metadata(article))
    longest = min(_LONGEST_VALUE, max(len(value) for _, value, _ in metadata))
    for name, value, origin in metadata:
        told = f"  {name:<9}  {_shortened(value, longest):<{longest}}  {origin or ''}"
        click.echo(told.rstrip())
    lines = list(_lines(article))
    # Number, role and language take 22 columns, two more part the text from the reason.
    width = shutil.get_terminal_size(_WITHOUT_TERMINAL).columns - 24
    room = max(_LEAST_TEXT, width - max(len(line.reason) for line in lines))
    room = min(room, max(len(_shortened(line.text, room)) for line in lines))
    for line in lines:
        _show_line(line, room, width - room)
    click.echo()


def _show_line(line: _Line, room: int, left: int) -> None:
    number = f"#p{line.passage}" if line.passage else ""
    text = f"{_shortened(line.text, room):<{room}}  {_shortened(line.reason, left)}"
    told = f"  {number:<5} {line.role:<10} {line.language or '':<2} {text}"
    click.echo(click.style(told, dim=True) if line.passage is None else told)


def _shortened(text: str, length: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: max(0, length - 1)].rstrip() + "…"


def _from_here(source: str) -> str:
    """A path as one would type it: from where the command runs, if it lies below."""
    path = Path(source)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else source
