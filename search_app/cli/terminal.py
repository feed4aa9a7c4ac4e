"""What the command line prints for people, and the query files it reads."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from indexer.engine.base import FacetCount, Hit, Results, Stats
from indexer.errors import MalformedSource
from search_app.expansion import Expansion, LookedUp
from search_app.reasons import reasons, sentence


def show_results(results: Results, found: LookedUp) -> None:
    """Print what else was looked up, the hits, their matches in bold, and the facets."""
    if found.related:
        click.echo(_also(found.related) + "\n")
    for hit in results.hits:
        _show_hit(hit)
    if results.suggestion:
        click.echo(f"Did you mean: {results.suggestion}")
    first = results.query.offset + 1
    shown = f", {first}–{first + len(results.hits) - 1} shown" if results.hits else ""
    click.echo(f"{results.total:,} passages{shown} ({results.took_ms:.1f} ms)")
    for name in ("language", "outlet", "month"):
        if results.facets[name]:
            click.echo(f"  {name}: {_counts(results.facets[name])}")


def _show_hit(hit: Hit) -> None:
    about = [hit.outlet, hit.published and hit.published[:10], hit.language, str(hit.role)]
    click.secho(hit.title, bold=True)
    click.echo("  " + " · ".join(each for each in about if each))
    click.echo("  " + _marked(hit))
    if told := sentence(reasons(hit.why)):
        click.echo(textwrap.shorten(told, _width(), initial_indent="  by ", placeholder=" …"))
    click.echo(f"  {hit.id}" + (f"  {hit.source_link}" if hit.source_link else ""))
    if hit.similar:
        click.echo("  also: " + ", ".join(hit.similar))
    click.echo()


def _also(related: Sequence[Expansion]) -> str:
    """One line of related terms, by the codes that ``--without`` takes; what has no room counted.

    The first stands there whatever the width.
    """
    line = "Also looked up: "
    for number, each in enumerate(related):
        told = f"{each.term} ({each.name.partition(':')[0]}, {each.via})"
        rest = len(related) - number
        if number and len(line) + len(told) + len(f", … {rest - 1} more") > _width():
            return f"{line}, … {rest} more"
        line += ", " * bool(number) + told
    return line


def _width() -> int:
    return shutil.get_terminal_size().columns


def _marked(hit: Hit) -> str:
    parts, at = [], 0
    for start, end in hit.highlights:
        parts += [hit.text[at:start], click.style(hit.text[start:end], bold=True, underline=True)]
        at = end
    return "".join([*parts, hit.text[at:]]).replace("\n", " ")


def _counts(counts: tuple[FacetCount, ...], most: int = 12) -> str:
    listed = [f"{each.value or 'unknown'} {each.count:,}" for each in counts[:most]]
    return ", ".join(listed) + (" …" if len(counts) > most else "")


def show_stats(stats: Stats) -> None:
    """Print what an index holds."""
    click.echo(f"{stats.location}: {stats.articles:,} articles, {stats.passages:,} passages")
    for name, held in (
        ("languages", stats.languages),
        ("outlets", stats.outlets),
        ("roles", stats.roles),
    ):
        if held:
            counts = tuple(FacetCount(value, count) for value, count in held.items())
            click.echo(f"  {name}: {_counts(counts)}")
    if stats.earliest and stats.latest:
        click.echo(f"  published: {stats.earliest[:10]} to {stats.latest[:10]}")
    click.echo(f"  on disk: {stats.bytes_on_disk:,} bytes")


def read_queries(path: Path) -> Iterator[tuple[str, str]]:
    """(id, text) of the lines of a query file. Raises MalformedSource naming the line."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise MalformedSource(str(path), "it is not UTF-8", "save it as UTF-8") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        query_id, tab, text = line.partition("\t")
        if not tab or not query_id.strip() or len(query_id.split()) != 1:
            raise MalformedSource(
                str(path), "the line is not: query id, TAB, text", "write one query a line", number
            )
        yield query_id.strip(), text
