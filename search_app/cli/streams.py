"""What goes to stderr, and what came from the shell."""

from __future__ import annotations

import click


def complain(line: str) -> None:
    """Tell an error or a warning: one line on stderr."""
    click.echo(f"passaggi: {' '.join(line.split())}", err=True)


def printable(text: str) -> str:
    """What the shell handed over in bytes that are no UTF-8, made printable."""
    return text.encode("utf-8", "replace").decode()
