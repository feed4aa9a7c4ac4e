"""The DEV sets of the evaluation texts, and what is measured on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True)
class DevSet:
    """A set of queries and the collections that it searches.

    ``note`` says what it asks; ``target`` is MRR@10 / Recall@10. ``twin`` is how the ids of the
    articles in the other language end, of which each has one in the language of the query.
    """

    name: str
    collections: tuple[str, ...]
    note: str
    target: str = ""
    twin: str | None = None


_EN = ("en_squad", "ntrex_en", "pud_en")

SETS = (
    DevSet("A_it_mono", ("it_squad",), "Italian question, Italian passage", ".850 / .945"),
    DevSet("B_en_mono", _EN, "English question, English passage", ".945 / .985"),
    DevSet("H_it_headline", ("news_it_articles",), "headline, its article", ".750 / .820"),
    DevSet("D_en2en", ("ntrex_en",), "3–6 news keywords, same language"),
    DevSet("D_it2it", ("ntrex_it",), "3–6 news keywords, same language"),
    DevSet("P_en2en", ("pud_en",), "a sentence, same language"),
    DevSet("P_it2it", ("pud_it",), "a sentence, same language"),
    DevSet("C_en2it", ("it_squad",), "English question, Italian passage", target=".800 / .940"),
    DevSet("C_it2en", _EN, "Italian question, English passage", target=".860 / .950"),
    DevSet("D_en2it", ("ntrex_it",), "3–6 news keywords, other language", target=".890 / .965"),
    DevSet("D_it2en", ("ntrex_en",), "3–6 news keywords, other language", target=".880 / .965"),
    DevSet(
        "D_mixed_en",
        ("ntrex_mixed",),
        "3–6 news keywords, both languages",
        target="twin .950",
        twin="-it",
    ),
    DevSet(
        "D_mixed_it",
        ("ntrex_mixed",),
        "3–6 news keywords, both languages",
        target="twin .950",
        twin="-en",
    ),
    DevSet("P_en2it", ("pud_it",), "a sentence, other language", target=".960 / .990"),
    DevSet("P_it2en", ("pud_en",), "a sentence, other language", target=".960 / .990"),
)


@dataclass(frozen=True)
class Judged:
    """A query, and the articles that answer it."""

    text: str
    relevant: frozenset[str]


def judged(evaluation: Path, name: str, every: int = 1) -> list[Judged]:
    """The queries of a set that have an answer, or each so manieth of them."""
    relevant: defaultdict[str, set[str]] = defaultdict(set)
    for line in (evaluation / "qrels" / f"{name}.dev.tsv").read_text("utf-8").splitlines():
        query, _, article, grade = line.split()
        if int(grade):
            relevant[query].add(article)
    lines = (evaluation / "queries" / f"{name}.dev.tsv").read_text("utf-8").splitlines()
    texts = dict(line.split("\t", 1) for line in lines)
    return [Judged(texts[query], frozenset(own)) for query, own in relevant.items()][::every]


@dataclass(frozen=True)
class Quality:
    """The means over some queries, of the first ten passages each.

    ``mrr`` is one over the place of the first article that answers, ``recall`` the share of those
    that do, ``twin`` how often there is one in the other language.
    """

    queries: int
    mrr: float
    recall: float
    twin: float | None

    @classmethod
    def of(cls, runs: Sequence[tuple[Judged, Sequence[str]]], twin: str | None) -> Self:
        """The quality of some answers: the articles found, the best first."""
        mrr = recall = twins = 0.0
        for query, found in runs:
            places = [at for at, article in enumerate(found, 1) if article in query.relevant]
            mrr += 1 / places[0] if places else 0.0
            recall += len(places) / min(10, len(query.relevant))
            answers = [found[at - 1] for at in places]
            twins += twin is not None and any(each.endswith(twin) for each in answers)
        count = max(len(runs), 1)
        return cls(len(runs), mrr / count, recall / count, twins / count if twin else None)
