"""The command; see the package."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.benchmarks import speed
from tests.benchmarks.speed import grown, growth, regression, report
from tests.benchmarks.speed.agreement import Disagreement
from tests.benchmarks.speed.figures import ratios
from tests.benchmarks.speed.peers import NAMES
from tests.benchmarks.speed.processes import ROOT
from tests.benchmarks.speed.results import SUBJECT, Results
from tests.benchmarks.speed.run import Plan, Run

_USUAL = regression.Record(SUBJECT, 1_000_000, 2027, 9, {})


def main() -> int:
    """Measure, then report or check: 0 done, 1 worse than recorded or disagreeing, 2 wrong use."""
    options = _options()
    try:
        return _grown(options) if options.growth else _run(options)
    except Disagreement as found:
        print(found, file=sys.stderr)
        return 1


def _run(options: argparse.Namespace) -> int:
    record = regression.read(options.check) if options.check else None
    usual = record or _USUAL
    results = Run(_plan(options, usual)).results()
    print(report.targets(results))
    if record:
        return _checked(record, results)
    if options.report:
        for file in report.write(results, options.report):
            print(f"wrote {file}")
    return 0


def _grown(options: argparse.Namespace) -> int:
    """Growth alone, into the report if there is to be one."""
    measured = growth.measure(options.growth, _plan(options, _USUAL))
    if options.report:
        for file in grown.add(measured, options.report):
            print(f"wrote {file}")
    else:
        print(grown.section(measured, "."))
    return 0


def _plan(options: argparse.Namespace, usual: regression.Record) -> Plan:
    return Plan(
        passages=options.passages or usual.passages,
        seed=usual.seed if options.seed is None else options.seed,
        repetitions=options.repetitions or usual.repetitions,
        peers=(SUBJECT, *options.peers),
        work=options.work,
        whoosh_passages=options.whoosh_passages,
        command=" ".join(["python -m tests.benchmarks.speed", *_told(sys.argv[1:])]),
    )


def _checked(record: regression.Record, results: Results) -> int:
    measured = ratios(results)
    if record.subject != results.subject:
        print(f"recorded for {record.subject}, measured for {results.subject}", file=sys.stderr)
        return 2
    for name in regression.unmeasured(record.ratios, measured):
        print(f"not measured: {name}")
    found = regression.worse(record.ratios, measured)
    for line in found:
        print(f"worse: {line}", file=sys.stderr)
    if not found:
        print(f"no ratio worse than recorded by more than {regression.TOLERANCE:.0%}")
    return 1 if found else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.speed",
        description=speed.__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("--passages", type=int, help="size of the corpus (1,000,000)")
    parser.add_argument("--seed", type=int, help="of corpus and queries (2027)")
    parser.add_argument("--repetitions", type=int, help="of each query (9)")
    parser.add_argument("--peers", type=_names, default=NAMES[1:], help="parted by commas")
    parser.add_argument("--work", type=Path, default=ROOT / ".bench", help="for data of any size")
    parser.add_argument("--report", type=Path, help="write REPORT.md, REPORT.json, REPORT/*.svg")
    parser.add_argument("--check", type=Path, help="compare with the ratios of a REPORT.json")
    parser.add_argument(
        "--whoosh-passages", type=int, default=100_000, help="Whoosh indexes no more than these"
    )
    parser.add_argument(
        "--growth",
        type=_sizes,
        metavar="N,N,…",
        help="measure these numbers of passages, nothing else, and add it to the report",
    )
    return parser.parse_args()


def _told(arguments: list[str]) -> list[str]:
    """The arguments that another machine would be given: without the folder of this one."""
    if "--work" not in arguments:
        return arguments
    at = arguments.index("--work")
    return arguments[:at] + arguments[at + 2 :]


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(map(int, text.split(",")))
    if min(sizes) < 1:
        raise argparse.ArgumentTypeError("sizes are positive")
    return sizes


def _names(text: str) -> tuple[str, ...]:
    names = tuple(filter(None, text.split(",")))
    if unknown := set(names) - set(NAMES[1:]):
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
    return names


if __name__ == "__main__":
    sys.exit(main())
