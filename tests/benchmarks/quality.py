"""How well it ranks: the DEV sets of the evaluation texts, by ``passaggi run`` and their scorer.

    python -m tests.benchmarks.quality [--set NAME]... [--shared DIR] [--write FILE]
                                       [--k1 K1] [--b B] [--form-weight WEIGHT]

Each set's collection is indexed into a temporary folder, its queries are run as a user would run
them, and the scorer that lies beside the texts scores the run. The table is printed and, with
``--write``, put into a file. The texts are not part of the project (their licences differ); without
them there is nothing to measure, and it says so.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from indexer.engine.embedded import snapshot
from indexer.engine.embedded.execute import Scoring
from indexer.engine.embedded.snapshot import SCORING
from search_app.cli import run_command
from tests.conftest import ROOT


@dataclass(frozen=True)
class DevSet:
    """A set of queries and the collections that it searches; ``note`` says what it asks."""

    name: str
    collections: tuple[str, ...]
    note: str


_EN = ("en_squad", "ntrex_en", "pud_en")

SETS = (
    DevSet("A_it_mono", ("it_squad",), "Italian question, Italian passage"),
    DevSet("B_en_mono", _EN, "English question, English passage"),
    DevSet("H_it_headline", ("news_it_articles",), "headline, its article"),
    DevSet("D_en2en", ("ntrex_en",), "3–6 news keywords, same language"),
    DevSet("D_it2it", ("ntrex_it",), "3–6 news keywords, same language"),
    DevSet("P_en2en", ("pud_en",), "a sentence, same language"),
    DevSet("P_it2it", ("pud_it",), "a sentence, same language"),
    DevSet("C_en2it", ("it_squad",), "English question, Italian passage"),
    DevSet("C_it2en", _EN, "Italian question, English passage"),
    DevSet("D_en2it", ("ntrex_it",), "3–6 news keywords, other language"),
    DevSet("D_it2en", ("ntrex_en",), "3–6 news keywords, other language"),
    DevSet("D_mixed_en", ("ntrex_mixed",), "3–6 news keywords, both languages"),
    DevSet("D_mixed_it", ("ntrex_mixed",), "3–6 news keywords, both languages"),
    DevSet("P_en2it", ("pud_it",), "a sentence, other language"),
    DevSet("P_it2en", ("pud_en",), "a sentence, other language"),
)


def main() -> int:
    """Measure and print; 2 when the texts are not there."""
    options = _options()
    evaluation = options.shared / "eval"
    if not evaluation.is_dir():
        print(f"no evaluation texts at {evaluation}: name their folder by --shared")
        return 2
    snapshot.SCORING = Scoring(options.k1, options.b, options.form_weight)
    rows = ["| set | asks | queries | MRR@10 | Recall@10 | nDCG@10 |", "|---|---|---|---|---|---|"]
    print("\n".join(rows))
    with tempfile.TemporaryDirectory() as folder:
        for each in SETS:
            if options.set and each.name not in options.set:
                continue
            rows.append(_row(each, _measure(each, evaluation, Path(folder))))
            print(rows[-1], flush=True)
    if options.write:
        options.write.write_text("\n".join(rows) + "\n", "utf-8")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--set", action="append", choices=[each.name for each in SETS])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--k1", type=float, default=SCORING.k1)
    parser.add_argument("--b", type=float, default=SCORING.b)
    parser.add_argument("--form-weight", type=float, default=SCORING.exact_weight)
    return parser.parse_args()


def _measure(each: DevSet, evaluation: Path, folder: Path) -> str:
    """The scorer's line for a set."""
    index = folder / "-".join(each.collections)
    if not index.exists():
        files = [str(evaluation / "collections" / f"{name}.jsonl.gz") for name in each.collections]
        with contextlib.redirect_stdout(sys.stderr):
            _run(["index", *files, "--index", str(index)])
    run = folder / f"{each.name}.trec"
    queries = evaluation / "queries" / f"{each.name}.dev.tsv"
    with run.open("w", encoding="utf-8") as out, contextlib.redirect_stdout(out):
        _run(["run", str(queries), "--index", str(index)])
    scorer = [sys.executable, str(evaluation / "score.py"), each.name, str(run)]
    return subprocess.run(scorer, capture_output=True, text=True, check=True).stdout


def _run(arguments: list[str]) -> None:
    status = run_command(arguments)
    if status:
        raise SystemExit(f"passaggi {' '.join(arguments)} ended with status {status}")


def _row(each: DevSet, line: str) -> str:
    figures = dict(re.findall(r"(\S+)=(\S+)", line))
    scores = [f"{float(figures[name]):.3f}" for name in ("MRR@10", "Recall@10", "nDCG@10")]
    return f"| {each.name} | {each.note} | {figures['queries']} | {' | '.join(scores)} |"


if __name__ == "__main__":
    sys.exit(main())
