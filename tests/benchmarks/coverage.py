"""How much of running text the lexicon translates: content words, counted as often as they stand.

    python -m tests.benchmarks.coverage [--shared DIR] [--every N]

The texts are those of the evaluation sets, which are not part of the project and from which no
entry was taken. A word counts as translated when it is a form of a headword with a term in the
other language, as named when it is a name that has others; numbers and stop words do not count.
Words in small letters are counted by themselves too, since most of the others are names.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from analyzers import Token, get_analyzer
from indexer.lexicon.lexicon import Lexicon
from indexer.lexicon.of_index import own_lexicon
from tests.conftest import ROOT

COLLECTIONS = (("ntrex_en", "en"), ("ntrex_it", "it"), ("news_it_articles", "it"))
_OTHER = {"en": "it", "it": "en"}


def main() -> int:
    """Measure and print; 2 when the texts are not there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    folder = options.shared / "eval" / "collections"
    if not folder.is_dir():
        print(f"no evaluation texts at {folder}: name their folder by --shared")
        return 2
    print("| texts | content words | translated | or a name with others | without capitals |")
    print("|---|---|---|---|---|")
    for name, code in COLLECTIONS:
        counts = _count(_texts(folder / f"{name}.jsonl.gz", options.every), code)
        print(
            f"| {name} | {counts['all']:,} | {counts['known'] / counts['all']:.1%}"
            f" | {(counts['known'] + counts['named']) / counts['all']:.1%}"
            f" | {counts['small known'] / counts['small']:.1%} |",
            flush=True,
        )
    return 0


def _texts(path: Path, every: int) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number % every == 0:
                for each in json.loads(line)["paragraphs"]:
                    yield each if isinstance(each, str) else each["text"]


def _count(texts: Iterator[str], code: str) -> Counter[str]:
    lexicon = own_lexicon()
    counts: Counter[str] = Counter()
    for text in texts:
        for token in get_analyzer(code).analyze(text):
            word = text[token.start : token.end]
            if token.is_stopword or not word.isalpha():
                continue
            known = _is_translated(lexicon, code, token)
            counts["all"] += 1
            counts["known"] += known
            counts["named"] += not known and bool(lexicon.names(word, _OTHER[code]))
            if word.islower():
                counts["small"] += 1
                counts["small known"] += known
    return counts


def _is_translated(lexicon: Lexicon, code: str, token: Token) -> bool:
    if not lexicon.is_form(code, token):
        return False
    headwords = tuple(lexicon.headwords(code, [token]))
    return bool(lexicon.translations(headwords, _OTHER[code]))


if __name__ == "__main__":
    sys.exit(main())
