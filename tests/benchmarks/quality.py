"""How well it ranks: the DEV sets of the evaluation texts, each with what it asks and its target.

    python -m tests.benchmarks.quality [--set NAME]... [--ablate] [--every N] [--shared DIR]
                                       [--write FILE] [--k1 K1] [--b B] [--form-weight WEIGHT]

Each set's collection is indexed into a temporary folder and its queries are searched for as a user
would, ten passages each, of which the articles count. With ``--ablate`` each ingredient of the
ranking is left out in turn (see ``ablation.py``); ``--every`` takes each Nth query. The table is
printed and, with ``--write``, put into a file. The texts are not part of the project (their
licences differ); without them there is nothing to measure, and it says so.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from indexer import Query, connect
from indexer.engine import Engine
from indexer.engine.embedded import snapshot
from indexer.engine.embedded.snapshot import SCORING
from search_app.cli import run_command
from tests.benchmarks.ablation import INGREDIENTS
from tests.benchmarks.devsets import SETS, DevSet, Judged, Quality, judged
from tests.conftest import ROOT

_HITS = 10


def main() -> int:
    """Measure and print; 2 when the texts are not there."""
    options = _options()
    evaluation = options.shared / "eval"
    if not evaluation.is_dir():
        print(f"no evaluation texts at {evaluation}: name their folder by --shared")
        return 2
    scoring = replace(SCORING, k1=options.k1, b=options.b, exact_weight=options.form_weight)
    sets = [each for each in SETS if not options.set or each.name in options.set]
    told: list[str] = []
    with tempfile.TemporaryDirectory() as folder, patch.object(snapshot, "SCORING", scoring):
        lines = _ablations if options.ablate else _table
        for line in lines(sets, evaluation, Path(folder), options.every):
            told.append(line)
            print(line, flush=True)
    if options.write:
        options.write.write_text("\n".join(told) + "\n", "utf-8")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--set", action="append", choices=[each.name for each in SETS])
    parser.add_argument("--ablate", action="store_true")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--k1", type=float, default=SCORING.k1)
    parser.add_argument("--b", type=float, default=SCORING.b)
    parser.add_argument("--form-weight", type=float, default=SCORING.exact_weight)
    return parser.parse_args()


def _table(sets: Sequence[DevSet], evaluation: Path, folder: Path, every: int) -> Iterator[str]:
    yield "| set | asks | queries | MRR@10 | Recall@10 | twin@10 | target |"
    yield "|---|---|---|---|---|---|---|"
    for each in sets:
        with _opened(each, evaluation, folder) as engine:
            found = _measure(engine, each, judged(evaluation, each.name, every))
        twin = "" if found.twin is None else f"{found.twin:.3f}"
        figures = f"{found.queries} | {found.mrr:.3f} | {found.recall:.3f} | {twin}"
        yield f"| {each.name} | {each.note} | {figures} | {each.target} |"


def _ablations(sets: Sequence[DevSet], evaluation: Path, folder: Path, every: int) -> Iterator[str]:
    """The first figure of each set (twin@10 where there is one) without each ingredient."""
    yield f"| without | {' | '.join(each.name for each in sets)} |"
    yield "|---" * (len(sets) + 1) + "|"
    asked = [judged(evaluation, each.name, every) for each in sets]
    for name, without in INGREDIENTS.items():
        cells = []
        for each, own in zip(sets, asked, strict=True):
            with without(), _opened(each, evaluation, folder) as engine:
                found = _measure(engine, each, own)
            cells.append(f"{found.mrr if found.twin is None else found.twin:.3f}")
        yield f"| {name} | {' | '.join(cells)} |"


def _opened(each: DevSet, evaluation: Path, folder: Path) -> Engine:
    index = folder / "-".join(each.collections)
    if not index.exists():
        files = [str(evaluation / "collections" / f"{name}.jsonl.gz") for name in each.collections]
        with contextlib.redirect_stdout(sys.stderr):
            status = run_command(["index", *files, "--index", str(index)])
        if status:
            raise SystemExit(f"passaggi index ended with status {status}")
    return connect(str(index))


def _measure(engine: Engine, each: DevSet, asked: Iterable[Judged]) -> Quality:
    runs = []
    for query in asked:
        hits = engine.search(Query(query.text, limit=_HITS)).hits
        runs.append((query, list(dict.fromkeys(hit.article_id for hit in hits))))
    return Quality.of(runs, each.twin)


if __name__ == "__main__":
    sys.exit(main())
