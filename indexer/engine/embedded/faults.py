"""What errors of the system, of SQLite and of damaged values mean for the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from indexer.errors import IndexDamaged, IndexFault, IndexUnwritable
from indexer.store import Store


class Keeper(Protocol):
    """Whatever has a folder and a store."""

    _folder: Path
    _store: Store


K = TypeVar("K", bound=Keeper)
P = ParamSpec("P")
R = TypeVar("R")


def telling_faults(
    method: Callable[Concatenate[K, P], R],
) -> Callable[Concatenate[K, P], R]:
    """Let a method tell the errors of SQLite and of the system as faults of the index.

    So with values that no store gives, if it is damaged.
    """

    @wraps(method)
    def told(keeper: K, /, *arguments: P.args, **options: P.kwargs) -> R:
        try:
            return method(keeper, *arguments, **options)
        except sqlite3.Error as error:
            raise keeper._store.fault(error) from error
        except OSError as error:
            raise fault(keeper._folder, error) from error
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            if found := keeper._store.check():
                raise keeper._store.fault(sqlite3.DatabaseError(found[0])) from error
            raise

    return told


def fault(folder: Path, error: OSError) -> IndexFault:
    """What an error of the system means for the index."""
    if isinstance(error, FileNotFoundError):
        return IndexDamaged(
            str(folder),
            f"the inverted index in {folder} cannot be read ({error})",
            "run passaggi optimize to build it anew from the stored articles",
        )
    return IndexUnwritable(
        str(folder),
        f"{folder} cannot be written ({error})",
        "make room or give permission there, then run it again",
    )


@contextmanager
def telling(folder: Path) -> Iterator[None]:
    """Tell the system's errors in the block as faults of the index."""
    try:
        yield
    except OSError as error:
        raise fault(folder, error) from error
