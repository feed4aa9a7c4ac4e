"""The array engine of this project: its executor on the stem stream, its writer on raw texts."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import groupby, islice, pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.speed.peers.base import FACETS, K1, TOP, Answer, B, Layout, Peer, Query

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from whoosh.query import Query as Tree

    from indexer import Article
    from indexer.engine.embedded.codec import ArraySegment
    from indexer.engine.embedded.execute.ranking import Outcome
    from indexer.store import Entries
    from tests.benchmarks.speed.corpus import Corpus

_LANGUAGES = ("en", "it")
_SEGMENT = 250_000
"""Passages of a segment, about as many as when the store is taken over."""

_ARTICLES = 500
"""Articles that are analysed together, as many as the store gives at once."""

_PIECE = 1 << 24


class Passaggi(Peer):
    name = "passaggi"
    scored_alike = True
    segmented = True
    shared_by_threads = True

    def version(self) -> str:
        from importlib import metadata

        return metadata.version("passaggi")

    def build(self, corpus: Corpus, folder: Path, layout: Layout) -> None:
        import numpy as np

        from indexer.engine.embedded.contents import Contents, write_contents

        doomed = np.isin(corpus.article, np.array(layout.deleted(corpus)))
        segments = []
        for first, last in corpus.bounds(layout.segments):
            segment = _stem_segment(corpus, folder, first, last)
            segment.delete_documents(np.flatnonzero(doomed[first:last]))
            segments.append(segment)
        write_contents(folder, Contents(0, _stem_schema(), tuple(segments)))

    def index_raw(self, corpus: Corpus, folder: Path, processes: int) -> None:
        rounds = max(1, round(corpus.passages / _SEGMENT / processes))
        cuts = corpus.bounds(rounds * processes)
        elsewhere = len(cuts) * (processes - 1) // processes
        with ProcessPoolExecutor(max(1, processes - 1), get_context("spawn")) as pool:
            # This process is one of them; the others load what they need while it finds the texts.
            for _ in range(processes - 1):
                pool.submit(_prepare)
            # Without the arrays that were read of it: each process reads what it needs.
            unread, begins = replace(corpus), _begins(corpus, cuts)
            tasks = [
                (unread, folder, f"{number:016d}", bounds, begin)
                for number, (bounds, begin) in enumerate(zip(cuts, begins, strict=True))
            ]
            pending = [pool.submit(_build_raw, task) for task in tasks[:elsewhere]]
            own = [_build_raw(task) for task in tasks[elsewhere:]]
            segments = [each.result() for each in pending] + own
        _commit_raw(corpus, folder, segments)

    def index_with_store(self, corpus: Corpus, folder: Path, processes: int) -> None:  # noqa: ARG002
        from indexer import connect

        with connect(str(folder)) as engine:
            engine.index(_articles(corpus))

    def open(self, folder: Path) -> None:
        from whoosh import query
        from whoosh.filedb.filestore import FileStorage
        from whoosh.index import FileIndex

        from indexer.engine.embedded.contents import read_contents
        from indexer.engine.embedded.execute import Executor, Scoring
        from indexer.engine.embedded.execute.ranking import Facets, rank

        contents = read_contents(folder)
        segments = list(contents.segments)
        reader = FileIndex._reader(FileStorage(str(folder)), contents.schema, segments, 0)
        self._make = query
        self._rank = rank
        self._executor = Executor(reader, Scoring(K1, B))
        self._facets = Facets(self._executor.segments, None)

    def close(self) -> None:
        del self._executor, self._facets

    def find(self, query: Query) -> Outcome:
        found = self._executor.gather(self._tree(query))
        filters = {} if query.language is None else {"language": (b"%d" % query.language,)}
        return self._rank(self._facets, found, filters, FACETS, TOP)

    def read(self, found: Outcome) -> Answer:
        best = [(each.score, each.segment.base + each.document) for each in found.best[:TOP]]
        counts = {
            name: {int(value): count for value, count in own.items()}
            for name, own in found.counts.items()
        }
        return Answer(found.total, best, counts)

    def _tree(self, query: Query) -> Tree:
        make, terms = self._make, query.terms
        if query.operator == "phrase":
            return make.Phrase("body", list(terms))
        if query.operator == "prefix":
            return make.Prefix("body", terms[0])
        if query.operator == "fuzzy":
            return make.FuzzyTerm("body", terms[0], maxdist=1, prefixlength=0)
        words = [make.Term("body", term) for term in terms]
        if len(words) == 1:
            return words[0]
        return make.Or(words) if query.operator == "or" else make.And(words)


def _stem_schema() -> Any:
    from whoosh import analysis, columns, fields

    schema = fields.Schema(body=fields.TEXT(analysis.SpaceSeparatedTokenizer()))
    for name in FACETS:
        schema.add(name, fields.COLUMN(columns.RefBytesColumn()))
    return schema


def _stem_segment(corpus: Corpus, folder: Path, first: int, last: int) -> Any:
    """A segment of the stems of passages ``first`` up to ``last``."""
    import numpy as np

    from indexer.engine.embedded.codec import ArraySegment
    from indexer.engine.embedded.codec.documents import Documents, Facet, write_documents
    from indexer.engine.embedded.codec.inversion import invert
    from indexer.engine.embedded.codec.terms import Field, write_terms

    segment = ArraySegment("MAIN")
    segment.set_doc_count(last - first)
    documents, terms = segment.paths(folder)
    offsets = corpus.offsets[first : last + 1]
    words = corpus.tokens[offsets[0] : offsets[-1]]
    postings = invert([term.encode() for term in corpus.terms], words, offsets - offsets[0])
    write_terms(terms, {"body": Field([postings], has_positions=True)})
    facets = {}
    for name in FACETS:
        values, codes = np.unique(getattr(corpus, name)[first:last], return_inverse=True)
        facets[name] = Facet([b"%d" % value for value in values], codes)
    lengths = {"body": np.diff(offsets)}
    write_documents(documents, Documents(last - first, lengths, facets=facets))
    return segment


def _begins(corpus: Corpus, cuts: list[tuple[int, int]]) -> list[int]:
    """Where in the file of raw texts the passages of each cut begin."""
    import numpy as np

    begins, before, lines = [0], 0, 0
    wanted = [first for first, _ in cuts[1:]]
    with (corpus.folder / "texts.txt").open("rb") as file:
        # In pieces, so that the memory of indexing does not grow with the file.
        while wanted and (content := file.read(_PIECE)):
            ends = np.flatnonzero(np.frombuffer(content, np.uint8) == ord("\n")) + 1
            while wanted and wanted[0] <= lines + len(ends):
                begins.append(before + int(ends[wanted.pop(0) - lines - 1]))
            before, lines = before + len(content), lines + len(ends)
    return begins


def _prepare() -> None:
    """Load what builds segments."""
    import indexer.engine.embedded.build  # noqa: F401


def _build_raw(task: tuple[Corpus, Path, str, tuple[int, int], int]) -> ArraySegment:
    """Build a segment of raw texts."""
    from indexer.engine.embedded.build import build_segment
    from indexer.engine.embedded.worker import named_segment

    corpus, folder, name, (first, last), begin = task
    segment = named_segment(name)
    with (corpus.folder / "texts.txt").open("rb") as lines:
        lines.seek(begin)
        build_segment(folder, segment, _entries(corpus, first, last, lines))
    return segment


def _commit_raw(corpus: Corpus, folder: Path, segments: list[ArraySegment]) -> None:
    from indexer.engine.embedded.inverted import InvertedIndex
    from indexer.engine.embedded.schema import Reached

    inverted = InvertedIndex(folder)
    with inverted.writing(lambda rows: _id_order(corpus, rows), anew=lambda: True) as writer:
        for segment in segments:
            writer.add(segment)
        writer.commit(Reached(1))


def _entries(corpus: Corpus, first: int, last: int, lines: Iterator[bytes]) -> Iterator[Entries]:
    """Passages ``first`` up to ``last``, which part no article, whose texts come next in a file."""
    import numpy as np

    from indexer.store import Entries

    article = corpus.article[first:last].astype(np.int64)
    ordinals = _ordinals(article)
    begins = np.flatnonzero(ordinals == 1)
    days = [_day(day) for day in range(int(corpus.day.max()) + 1)]
    cuts = [*begins[::_ARTICLES].tolist(), last - first]
    for start, end in pairwise(cuts):
        own = begins[(start <= begins) & (begins < end)] + first
        rows = slice(first + start, first + end)
        yield Entries(
            rows=np.arange(first + start, first + end),
            owners=article[start:end] - article[start],
            ordinals=ordinals[start:end],
            roles=["body"] * (end - start),
            languages=[_LANGUAGES[code] for code in corpus.language[rows].tolist()],
            texts=[line[:-1].decode() for line in islice(lines, end - start)],
            article_ids=[f"a{number:08d}" for number in corpus.article[own].tolist()],
            outlets=[f"outlet {number}" for number in corpus.outlet[own].tolist()],
            published=[days[day] for day in corpus.day[own].tolist()],
            sections=[None] * len(own),
        )


def _ordinals(article: NDArray[np.uint32]) -> NDArray[np.int64]:
    """The place of each passage in its article, from 1, for passages of whole articles."""
    import numpy as np

    firsts = np.flatnonzero(np.diff(article.astype(np.int64), prepend=-1))
    return np.arange(len(article)) - np.repeat(firsts, np.diff(firsts, append=len(article))) + 1


def _id_order(corpus: Corpus, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    from indexer.store.ids import order_of_ids

    # Of the rows about which it is asked: those of whole segments, which part no article.
    first, last = int(rows.min()), int(rows.max()) + 1
    article = corpus.article[first:last]
    ids = [f"a{number:08d}" for number in range(int(article[0]), int(article[-1]) + 1)]
    own = rows - first
    return order_of_ids(ids, (article - article[0])[own], _ordinals(article)[own])


def _day(number: int) -> str:
    return (datetime.date(2020, 1, 1) + datetime.timedelta(number)).isoformat()


def _articles(corpus: Corpus) -> Iterator[Article]:
    from indexer import Article

    columns = (
        each.tolist() for each in (corpus.article, corpus.language, corpus.outlet, corpus.day)
    )
    passages = zip(*columns, corpus.texts(), strict=True)
    for article, group in groupby(passages, key=lambda each: each[0]):
        own = list(group)
        _, language, outlet, day, _ = own[0]
        yield Article(
            id=f"a{article:08d}",
            paragraphs=[text for *_, text in own],
            outlet=f"outlet {outlet}",
            published=_day(day),
            language=_LANGUAGES[language],
        )
