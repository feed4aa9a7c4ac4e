"""How quickly sources become an index: ``python -m tests.benchmarks.ingestion``.

JSON Lines go the whole way, store and index included, in a process of its own; its peak memory is
taken at several sizes. Pages are read once by trafilatura alone, in one process, and once by
``passaggi index``: what is told is how many times as quick this is as trafilatura on one core.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from tests.benchmarks.speed.corpus import Corpus
from tests.benchmarks.speed.generate import corpus
from tests.benchmarks.speed.processes import ROOT

_SEED = 2027


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of ``passaggi index``; ``peak`` is that of its largest process, in bytes."""

    count: int
    seconds: float
    peak: int


def main() -> None:
    """Measure, and print a table."""
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        work = Path(folder)
        print("| JSON Lines, passages | a second | peak MB of a process |")
        print("| --- | --- | --- |")
        for size in options.passages:
            records = work / "records.jsonl"
            _write_records(corpus(size, _SEED, options.work), records)
            done = _index(records, work, size)
            print(f"| {size:,} | {size / done.seconds:,.0f} | {done.peak / 1e6:,.0f} |", flush=True)
            records.unlink()
        _write_pages(work / "pages", options.pages)
        alone = _trafilatura(work / "pages")
        done = _index(work / "pages", work, options.pages)
        cores = os.cpu_count()
        print(f"\n| HTML, {options.pages:,} pages | a second |\n| --- | --- |")
        print(f"| trafilatura, one process | {options.pages / alone:,.0f} |")
        print(f"| passaggi index, {cores} cores | {options.pages / done.seconds:,.0f} |")
        print(f"\n{alone / done.seconds:.2f} times trafilatura on one core")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.ingestion")
    parser.add_argument("--passages", type=int, nargs="+", default=[200_000, 1_000_000])
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()))
    return parser


def _write_records(source: Corpus, path: Path) -> None:
    columns = (source.article, source.language, source.outlet)
    passages = zip(*(each.tolist() for each in columns), source.texts(), strict=True)
    with path.open("w", encoding="utf-8") as file:
        for article, group in groupby(passages, key=lambda each: each[0]):
            own = list(group)
            _, language, outlet, _ = own[0]
            record = {
                "id": f"a{article:08d}",
                "outlet": f"outlet {outlet}",
                "url": f"https://outlet{outlet}.example/{article}",
                "language": ("en", "it")[language],
                "published": f"2025-{article % 12 + 1:02d}-{article % 28 + 1:02d}",
                "paragraphs": [text for *_, text in own],
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _write_pages(folder: Path, count: int) -> None:
    """Pages in the form of the sample's, their words in another order each."""
    sample = sorted((ROOT / "data" / "sample" / "html").glob("*.html"))
    chance = random.Random(_SEED)
    folder.mkdir()
    for number in range(count):
        # Of one address, all would be one article.
        page = chance.choice(sample).read_text("utf-8").replace(".example/", f".example/{number}/")
        (folder / f"{number:06}.html").write_text(_shuffled(page, chance), "utf-8")


def _shuffled(page: str, chance: random.Random) -> str:
    """The page with longer paragraphs, of its own words."""
    parts = page.split("<p>")
    texts = [part.partition("</p>")[0] for part in parts[1:]]
    words = [word for text in texts for word in text.split() if word.isalpha()] or ["parola"]
    return "<p>".join(
        [parts[0], *(f"{_sentence(words, chance)}</p><p>{part}" for part in parts[1:])]
    )


def _sentence(words: list[str], chance: random.Random) -> str:
    return " ".join(chance.choices(words, k=chance.randint(30, 90))).capitalize() + "."


def _index(source: Path, work: Path, count: int) -> Measured:
    target = work / "index"
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "search_app.cli", "index", str(source), "--index", str(target)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, _largest(process.pid))
        time.sleep(0.1)
    seconds = time.perf_counter() - started
    assert process.returncode == 0, "indexing failed"
    shutil.rmtree(target)
    return Measured(count, seconds, peak)


def _largest(parent: int) -> int:
    """The peak memory of a process and those it started, of the largest among them."""
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False
    )
    return max(map(_peak, [str(parent), *listed.stdout.split()]), default=0)


def _peak(process: str) -> int:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    found = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return int(found[0]) * 1024 if found else 0


def _trafilatura(pages: Path) -> float:
    """Seconds in which trafilatura extracts text and metadata of the pages, in one process."""
    script = (
        "import sys, time, pathlib, trafilatura\n"
        "pages = sorted(pathlib.Path(sys.argv[1]).iterdir())\n"
        "started = time.perf_counter()\n"
        "for page in pages:\n"
        "    trafilatura.bare_extraction(page.read_text('utf-8'), with_metadata=True)\n"
        "print(time.perf_counter() - started)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(pages)], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


if __name__ == "__main__":
    main()
