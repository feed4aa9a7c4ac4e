"""The commands. What one needs is imported when it runs, so that ``--help`` is quick."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from search_app.cli.lexicon import lexicon
from search_app.cli.options import index_option, json_option
from search_app.cli.streams import complain, printable

if TYPE_CHECKING:
    from indexer.engine.base import Engine
    from indexer.query.model import Query

_lang_option = click.option("--lang", "languages", multiple=True, metavar="CODE",
                            help="Only passages in this language.")  # fmt: skip
_match_option = click.option("--match", default="related", show_default=True,
                             metavar="exact|word|related",
                             help="How close to the word typed.")  # fmt: skip
_without_option = click.option("--without", multiple=True, metavar="LANG:TERM",
                               help="Leave out this related term: it:tregua.")  # fmt: skip


@contextmanager
def _engine(location: str, *, create: bool = False) -> Iterator[Engine]:
    from indexer import connect

    with connect(location, create=create) as engine:
        yield engine


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="passaggi", message="%(prog)s %(version)s")
def passaggi() -> None:
    """Find the passages: search over English and Italian news, paragraph by paragraph."""


passaggi.add_command(lexicon)


@passaggi.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@index_option
@click.option("--explain", is_flag=True, help="Index nothing; show how each line would be read.")
@click.option("--json", "as_json", is_flag=True, help="With --explain, print JSON Lines.")
@click.option("--prune", is_flag=True, help="Delete articles that no source gives any more.")
def index(
    sources: tuple[str, ...], location: str, explain: bool, as_json: bool, prune: bool
) -> int:
    """Read articles from files, folders, globs and web addresses, and index them.

    Text (.txt, with NAME.meta.json beside it), JSON Lines (.jsonl), HTML (.html), tables with a
    header (.csv, .tsv), NewsML-G2 and NITF (.xml), feeds (.rss, .atom, .xml) and web archives
    (.warc), each also as .gz; what a file is, is told by its first bytes, not by its name alone.
    An http or https address of a page or a feed is fetched if its robots.txt allows. Articles are
    replaced by id. What is rejected is named with its reason; the rest is indexed.
    """
    if explain:
        from search_app.cli.explaining import explain_sources

        return explain_sources(sources, complain, as_json=as_json)
    if as_json:
        raise click.UsageError("--json goes with --explain")
    from search_app.cli.indexing import index_sources

    with _engine(location, create=True) as engine:
        return index_sources(engine, sources, complain, prune=prune)


@passaggi.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@index_option
@click.option(
    "--query",
    "texts",
    multiple=True,
    metavar="QUERY",
    help="Print what is new for this search; can be repeated.",
)
@_lang_option
@_match_option
@click.option(
    "--every",
    type=click.FloatRange(min=1),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait between two looks.",
)
@click.option("--rounds", type=click.IntRange(min=1), metavar="N", help="Stop after so many looks.")
def watch(
    sources: tuple[str, ...],
    location: str,
    texts: tuple[str, ...],
    every: float,
    rounds: int | None,
    **options: Any,
) -> int:
    """Keep the index at what folders, files and feeds hold, and print what is new for a search.

    Unchanged files cost a look, unchanged feeds a question to their servers. Articles that no
    source gives any more stay: passaggi index --prune removes them.
    """
    from search_app.cli.watching import watch_sources

    searches = [_query(text, **options) for text in texts]
    with _engine(location, create=True) as engine:
        return watch_sources(engine, sources, searches, complain, every=every, rounds=rounds)


@passaggi.command()
@click.argument("text", metavar="QUERY")
@index_option
@_lang_option
@click.option("--outlet", "outlets", multiple=True, metavar="NAME", help="Only of this outlet.")
@click.option("--from", "published_from", metavar="DATE", help="Published on or after this date.")
@click.option("--to", "published_to", metavar="DATE", help="Published on or before this date.")
@click.option("--month", "months", multiple=True, metavar="YYYY-MM", help="Only of this month.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    metavar="ROLE",
    help="headline, standfirst, body, subhead, caption or related.",
)
@click.option("--section", "sections", multiple=True, metavar="NAME", help="Only of this section.")
@_match_option
@_without_option
@click.option("--sort", default="relevance", show_default=True, metavar="relevance|newest|oldest")
@click.option("--limit", type=int, default=10, show_default=True, help="Hits to show.")
@click.option("--offset", type=int, default=0, show_default=True, help="Hits to pass over.")
@json_option
def search(text: str, location: str, as_json: bool, **options: Any) -> int:  # fmt: skip
    """Find passages. Words, "phrases", "near"~5, +required, -excluded, AND, OR, (groups), prefix*,
    fuzzy~, fields (lang: outlet: section: role: title: from: to: date:).

    A filter given more than once takes any of its values; an empty value stands for unknown. A
    query that begins with - goes after --.
    """
    from indexer.errors import BadParameter
    from search_app.cli.terminal import show_results
    from search_app.expansion import looked_up

    if not text.strip():
        raise BadParameter("QUERY", text, "some words to search for")
    query = _query(text, **options)
    with _engine(location) as engine:
        results = engine.search(query)
        if as_json:
            click.echo(json.dumps(results.to_dict(), ensure_ascii=False))
        else:
            show_results(results, looked_up(engine, results))
    if results.notes:
        complain("; ".join(note.message for note in results.notes))
    return 1 if any(note.code == "nothing-to-search" for note in results.notes) else 0


def _query(text: str, **options: Any) -> Query:
    from indexer.query.model import Query, unknown_as_none

    for name in ("languages", "outlets", "months", "sections"):
        if name in options:
            options[name] = unknown_as_none(options[name])
    return Query(text, **options)


@passaggi.command()
@click.argument("queries", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@index_option
@click.option("--limit", type=int, default=10, show_default=True, help="Passages for each query.")
@_match_option
@_without_option
@_lang_option
@click.option("--tag", default="passaggi", show_default=True, help="The run's name.")
def run(queries: Path, location: str, tag: str, **options: Any) -> int:
    """Run QUERIES (lines of: id TAB text) and print a TREC run."""
    from indexer.errors import BadParameter
    from search_app.cli.terminal import read_queries

    if len(tag.split()) != 1:
        raise BadParameter("tag", tag, "a name without blanks")
    with _engine(location) as engine:
        for query_id, text in read_queries(queries):
            results = engine.search(_query(text, similar=False, **options))
            for rank, hit in enumerate(results.hits, start=1):
                click.echo(f"{query_id} Q0 {hit.id} {rank} {hit.score:.6f} {tag}")
    return 0


@passaggi.command()
@index_option
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option(
    "--cors",
    multiple=True,
    metavar="ORIGIN",
    help="Let pages of this origin read the API: https://desk.example, or * for all. Can be"
    " repeated.",
)
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=4,
    show_default=True,
    help="Requests that are answered at a time.",
)
def serve(location: str, host: str, port: int, cors: tuple[str, ...], threads: int) -> int:
    """Serve the page and the API."""
    from search_app.cli.serving import serve_engine

    with _engine(location) as engine:
        serve_engine(engine, host, port, threads, cors)
    return 0


@passaggi.command()
@index_option
@json_option
def stats(location: str, as_json: bool) -> int:
    """Count what the index holds."""
    from search_app.cli.terminal import show_stats

    with _engine(location) as engine:
        counted = engine.stats()
    if as_json:
        click.echo(json.dumps(_json_keys(asdict(counted)), ensure_ascii=False))
    else:
        show_stats(counted)
    return 0


def _json_keys(value: dict[str, Any]) -> dict[str, Any]:
    """Counts by value as lists of pairs, since JSON has no null among its keys."""
    return {
        name: [{"value": key, "count": count} for key, count in held.items()]
        if isinstance(held, dict)
        else held
        for name, held in value.items()
    }


@passaggi.command()
@index_option
@json_option
def verify(location: str, as_json: bool) -> int:
    """Check the index against the stored articles."""
    with _engine(location) as engine:
        faults = engine.verify()
    if as_json:
        click.echo(json.dumps({"faults": faults}, ensure_ascii=False))
    elif not faults:
        click.echo("The index and the stored articles agree.")
    for fault in faults:
        complain(f"{fault}: run passaggi optimize to build the index anew")
    return 1 if faults else 0


@passaggi.command()
@index_option
@json_option
def optimize(location: str, as_json: bool) -> int:
    """Give back the room of replaced and deleted articles."""
    with _engine(location) as engine:
        before = engine.stats().bytes_on_disk
        engine.optimize()
        after = engine.stats().bytes_on_disk
    if as_json:
        click.echo(json.dumps({"bytes_before": before, "bytes_after": after}))
    else:
        click.echo(f"Optimized: {before:,} bytes before, {after:,} after.")
    return 0


@passaggi.command()
@click.argument("article_ids", nargs=-1, required=True, metavar="ARTICLE_ID...")
@index_option
@json_option
def delete(article_ids: tuple[str, ...], location: str, as_json: bool) -> int:
    """Forget articles."""
    from indexer.errors import ArticleNotFound

    wanted = [printable(each) for each in dict.fromkeys(article_ids)]
    with _engine(location) as engine:
        absent = []
        for each in wanted:
            try:
                engine.article(each)
            except ArticleNotFound as error:
                absent.append(each)
                complain(str(error))
        deleted = engine.delete(wanted)
    if as_json:
        click.echo(json.dumps({"deleted": deleted, "absent": absent}, ensure_ascii=False))
    else:
        click.echo(f"Deleted {deleted} of {len(wanted)} articles.")
    return 1 if absent else 0
