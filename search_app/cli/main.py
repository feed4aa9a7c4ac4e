"""Running a command: its exit status, and every expected error told in one line."""

from __future__ import annotations

import logging
import os
import sys

import click

from search_app.cli.commands import passaggi
from search_app.cli.streams import complain


def main() -> None:
    """Run the command line and exit."""
    sys.exit(run_command(sys.argv[1:]))


def run_command(arguments: list[str]) -> int:
    """Run one command and give its exit status."""
    logging.basicConfig(format="passaggi: %(message)s")
    try:
        return int(passaggi.main(arguments, prog_name="passaggi", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "passaggi"
        complain(f"{error.format_message().rstrip('.')}: see {where} --help")
        return 2
    except click.Abort:
        complain("interrupted: what was reported as stored is stored; run it again for the rest")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        return _tell_expected(error)


def _tell_expected(error: Exception) -> int:
    """Tell an error of ours, or of the file system, and give its exit status."""
    from indexer.errors import BadParameter, PassaggiError

    if isinstance(error, OSError):
        complain(
            f"{error.filename or 'the file system'}: {error.strerror or error}: make room or give"
            " permission there, then run it again"
        )
        return 1
    if not isinstance(error, PassaggiError):
        raise error
    complain(str(error))
    return 2 if isinstance(error, BadParameter) else 1
