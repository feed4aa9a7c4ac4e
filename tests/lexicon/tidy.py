"""Put the lexicon in order: a line once, each in the file of its first letter, sorted.

    python -m tests.lexicon.tidy [FOLDER]

Of two lines of which one says no more than the other, the longer stays. Lines may be added to any
file of ``data/lexicon/en-it``; this finds them their place.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from analyzers.folding import fold
from indexer.lexicon import files

Line = tuple[tuple[str, ...], tuple[str, ...]]
"""The terms of the two languages."""


def tidied(lines: list[Line]) -> dict[str, list[str]]:
    """The lines of each file, by its name."""
    held: defaultdict[str, list[str]] = defaultdict(list)
    for first, second in sorted(_needed(lines), key=lambda line: (fold(line[0][0]), line)):
        letter = fold(first[0])[0]
        name = letter if "a" <= letter <= "z" else "0"
        held[name].append(f"{', '.join(first)} = {', '.join(second)}")
    return held


def _needed(lines: list[Line]) -> list[Line]:
    """The lines of which no other says as much, capitals aside."""
    by_term: defaultdict[str, list[int]] = defaultdict(list)
    # Of two that differ in capitals alone, the one that has more of them.
    distinct = sorted(dict.fromkeys(lines))
    sides = [(_lowered(first), _lowered(second)) for first, second in distinct]
    for number, (first, _) in enumerate(sides):
        for term in first:
            by_term[term].append(number)
    kept = []
    for number, (first, second) in enumerate(sides):
        rivals = by_term[min(first, key=lambda term: len(by_term[term]))]
        if not any(
            first <= sides[other][0]
            and second <= sides[other][1]
            and (sides[other] != sides[number] or other < number)
            for other in rivals
            if other != number
        ):
            kept.append(distinct[number])
    return kept


def _lowered(terms: tuple[str, ...]) -> frozenset[str]:
    return frozenset(term.lower() for term in terms)


def main() -> None:
    """Rewrite the files of a folder of concepts."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else files.own_folder() / "en-it"
    paths = sorted(folder.glob("*.txt"))
    lines = [each.terms for path in paths for each in files.concepts_of(path, ("en", "it"))]
    for path in paths:
        path.unlink()
    for name, held in tidied(lines).items():
        (folder / f"{name}.txt").write_text("\n".join(held) + "\n", "utf-8")


if __name__ == "__main__":
    main()
