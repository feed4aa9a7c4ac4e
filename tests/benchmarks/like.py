"""Passages like one: does the top of the list hold the translation of the passage?

    python -m tests.benchmarks.like [--every N] [--terms TERMS]... [--shared DIR] [--index FOLDER]

The passages of the DEV sets D and P stand in one index, each with its translation, among all the
passages of A, B and C. Of each Nth one those like it are found; told is how often its translation
is among the first two and five of all languages, and how often the first of its own language. With
``--index`` the index is made there, or found there.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from indexer import connect
from indexer import like as searched
from indexer.engine import Engine
from search_app.cli import run_command
from tests.benchmarks.devsets import judged
from tests.conftest import ROOT

_COLLECTIONS = ("ntrex_mixed", "pud_en", "pud_it", "en_squad", "it_squad")
_SETS = {"D": ("D_mixed_en", "D_mixed_it"), "P": ("P_en2it", "P_it2en")}
_OTHER = {"en": "it", "it": "en"}


def main() -> int:
    """Measure and print; 2 when the texts are not there."""
    options = _options()
    evaluation = options.shared / "eval"
    if not evaluation.is_dir():
        print(f"no evaluation texts at {evaluation}: name their folder by --shared")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        engine = _opened(evaluation, options.index or Path(folder) / "index")
        print("| set | terms | passages | twin@2 | twin@5 | first of its language |")
        print("|---|---|---|---|---|---|")
        for name in _SETS:
            for language in _OTHER:
                names = _names(evaluation, name)[:: options.every]
                for terms in options.terms or [searched.TERMS]:
                    with patch.object(searched.telling, "__defaults__", (terms,)):
                        places = list(_places(engine, names, language))
                    cells = (sum(each[0] <= most for each in places) for most in (2, 5))
                    firsts = sum(each[1] == 1 for each in places)
                    told = [f"{count / len(places):.3f}" for count in (*cells, firsts)]
                    print(f"| {name}, {language} | {terms} | {len(places)} | {' | '.join(told)} |")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--terms", type=int, action="append")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--index", type=Path)
    return parser.parse_args()


def _opened(evaluation: Path, index: Path) -> Engine:
    if not index.exists():
        files = [str(evaluation / "collections" / f"{name}.jsonl.gz") for name in _COLLECTIONS]
        with contextlib.redirect_stdout(sys.stderr):
            status = run_command(["index", *files, "--index", str(index)])
        if status:
            raise SystemExit(f"passaggi index ended with status {status}")
    return connect(str(index))


def _names(evaluation: Path, name: str) -> list[str]:
    """The ids of the articles of a set, without their language."""
    asked = [query for own in _SETS[name] for query in judged(evaluation, own)]
    return sorted({article[:-3] for query in asked for article in query.relevant})


def _places(engine: Engine, names: list[str], language: str) -> Iterator[tuple[int, int]]:
    """The place of each translation among what is found, and among that of its language."""
    for name in names:
        passage = engine.article(f"{name}-{language}").passages[0]
        hits = searched.like(engine, passage).hits
        found = [hit.article_id for hit in hits]
        others = [hit.article_id for hit in hits if hit.language != language]
        twin = f"{name}-{_OTHER[language]}"
        yield _place(found, twin), _place(others, twin)


def _place(found: list[str], wanted: str) -> int:
    return found.index(wanted) + 1 if wanted in found else len(found) + searched.FOUND


if __name__ == "__main__":
    sys.exit(main())
