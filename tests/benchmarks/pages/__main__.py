"""The command; see the package."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from itertools import islice
from pathlib import Path

from tests.benchmarks import pages
from tests.benchmarks.pages import archive, inside, measuring, report
from tests.benchmarks.pages.addresses import Kind, kinds, warming
from tests.benchmarks.pages.client import Client
from tests.benchmarks.pages.report import Run
from tests.benchmarks.pages.server import serving
from tests.benchmarks.speed import machine
from tests.benchmarks.speed.generate import corpus
from tests.benchmarks.speed.processes import ROOT

CLIENTS = (1, 2, 8)
THREADS = (2, 4, 8)


def main() -> None:
    """Measure, then print or write the report."""
    options = _options()
    run = measure(options)
    if options.report:
        for file in report.write(run, options.report):
            print(f"wrote {file}")
    else:
        print(report.markdown(run))


def measure(options: argparse.Namespace) -> Run:
    """One server for the kinds, one for each number of threads, and one process for the parts."""
    busy = os.getloadavg()[0]
    index = archive.index(options.passages, options.seed, options.work)
    every = kinds(corpus(options.passages, options.seed, options.work), options.seed)
    every = [Kind(each.name, each.addresses[:: options.every]) for each in every]
    warm = warming(options.seed)
    searches = [address for kind in every[:2] for address in kind.addresses]
    with serving(index) as server:
        with Client(server.port) as client:
            for address in warm:
                client.get(address)
        measured = list(measuring.measured(server, every, options.repetitions))
    loads = []
    for threads in THREADS:
        with serving(index, ("--threads", str(threads))) as server:
            measuring.load(server, threads, searches, 2)
            loads += [measuring.load(server, threads, searches, each) for each in CLIENTS]
    return Run(
        command=" ".join(["python -m tests.benchmarks.pages", *_told(sys.argv[1:])]),
        date=dt.date.today().isoformat(),
        machine=machine.described(),
        busy=busy,
        passages=options.passages,
        kinds=measured,
        loads=loads,
        inside=inside.breakdown(index, warm, searches),
    )


def _told(arguments: list[str]) -> list[str]:
    """The arguments that another machine would be given: without the folder of this one."""
    places = (at for at, each in enumerate(arguments) if each == "--work")
    at = next(places, len(arguments))
    return [*arguments[:at], *islice(arguments, at + 2, None)]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.pages",
        description=pages.__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("--passages", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=2027)
    parser.add_argument("--repetitions", type=int, default=3, help="of what is asked again")
    parser.add_argument("--every", type=int, default=1, help="ask for each so manieth address")
    parser.add_argument("--work", type=Path, default=ROOT / ".bench", help="for data of any size")
    parser.add_argument("--report", type=Path, help="write REPORT.md and REPORT.json")
    return parser.parse_args()


if __name__ == "__main__":
    main()
