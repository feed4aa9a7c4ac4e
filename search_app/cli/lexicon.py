"""The ``lexicon`` commands: what users bring to translate by, beside what the project has."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from search_app.cli.options import index_option, json_option
from search_app.cli.streams import complain, printable

if TYPE_CHECKING:
    from indexer.lexicon.brought import Brought, Report

_PATH = click.Path(path_type=Path)


@click.group()
def lexicon() -> None:
    """Translate by dictionaries of your own as well, in the searches of one index."""


@lexicon.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=_PATH)
@index_option
@click.option("--name", metavar="NAME", help="What it is called; else as its file is.")
@click.option("--languages", metavar="en-it", help="Two codes, in the order of its columns.")
@click.option("--licence", metavar="TEXT", help="Under which licence it may be used.")
@click.option("--source", metavar="TEXT", help="Where it is from.")
def import_lexicon(files: tuple[Path, ...], location: str, **options: str | None) -> int:
    """Bring a lexicon: its terms widen searches beside ours, and are told apart from them.

    A table parted by tabs (two columns, or a header of language codes; several terms in a cell are
    parted by ; or |), a dictionary of FreeDict (NAME.index beside NAME.dict.dz, or the release for
    dictd), two tab files of the Open Multilingual Wordnet, or a translation memory (TMX), whose
    segments of up to six words are terms. Licence and origin are taken from the files where they
    state them. A lexicon of the same name is replaced.
    """
    from indexer.lexicon.brought import bring

    given = {name: value and printable(value) for name, value in options.items()}
    pair = _pair(given.pop("languages"))
    report = bring(_folder(location), files, languages=pair, **given)
    _tell(report)
    return 1 if report.flawed else 0


@lexicon.command("list")
@index_option
@json_option
def list_lexica(location: str, as_json: bool) -> int:
    """Show what was brought: languages, licence and origin."""
    from indexer.lexicon.brought import brought

    held = brought(Path(location))
    if not held:
        _folder(location)
    if as_json:
        click.echo(json.dumps([asdict(each) for each in held], ensure_ascii=False))
    for each in held if not as_json else ():
        click.echo(f"{_line(each)}; imported {each.imported}")
    return 0


@lexicon.command("remove")
@click.argument("name", metavar="NAME")
@index_option
def remove_lexicon(name: str, location: str) -> int:
    """Forget a lexicon that was brought."""
    from indexer.errors import LexiconNotFound
    from indexer.lexicon.brought import forget

    try:
        forget(Path(location), printable(name))
    except LexiconNotFound:
        _folder(location)
        raise
    click.echo(f"Removed {printable(name)}.")
    return 0


def _folder(location: str) -> Path:
    """The folder of an index that can be opened. Raises IndexFault."""
    from indexer import connect
    from indexer.errors import NotAnIndex

    if "://" in location:
        remedy = "give an index in a folder: what is brought is kept in it"
        raise NotAnIndex(location, f"{location} is not a folder", remedy)
    connect(location, create=False).close()
    return Path(location)


def _pair(text: str | None) -> tuple[str, str] | None:
    from indexer.errors import BadParameter

    if text is None:
        return None
    first, _, second = text.partition("-")
    if not first or not second or "-" in second:
        raise BadParameter("languages", text, "two codes such as en-it")
    return first, second


def _tell(report: Report) -> None:
    from indexer.lexicon.imports.entries import MOST

    replaced = "; it replaces another of this name" if report.replaced else ""
    click.echo(f"{_line(report.lexicon)}{replaced}")
    if report.passed_over:
        kinds = (f"{count:,} {kind}" for kind, count in report.passed_over.items())
        click.echo(f"passed over: {'; '.join(kinds)}")
    for name in report.cut:
        complain(f"only the first {MOST:,} entries of {name} are read: split it")
    if report.flawed:
        lines = "1 line" if report.flawed == 1 else f"{report.flawed:,} lines, the first"
        complain(f"rejected {lines} {report.first_flaw}: correct it and import again for the rest")


def _line(held: Brought) -> str:
    languages = "-".join(held.languages)
    about = f"{languages}, {held.concepts:,} concepts; licence: {held.licence}"
    return f"{held.name}: {about}; source: {held.source}"
