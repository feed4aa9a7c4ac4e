"""Makes a corpus: half English, half Italian, words by their real frequencies.

Independent draws would make every term spread evenly; in news, an article repeats what it is about.
So some tokens of an article are drawn from a handful of topic words of its own. The corpus is made
in blocks, each from its own random stream: memory does not grow with its size, and a smaller corpus
of the same seed is the beginning of a larger one.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.speed.corpus import DAYS, FIRST_DAY, OUTLETS_A_LANGUAGE, Corpus
from tests.benchmarks.speed.words import (
    LANGUAGES,
    STOPPED,
    Vocabulary,
    cumulated,
    drawn,
    vocabulary,
)

VERSION = 1
"""Raised whenever the same seed comes to give another corpus."""

BLOCK = 20_000
TOPIC_WORDS = 12
TOPICAL = 0.15
COMMA, FULL_STOP, CAPITAL = 0.06, 0.055, 0.05
"""The share of tokens that are topical, before a comma or full stop, or capital by themselves."""

_COLUMNS = ("language", "outlet", "day", "month", "article")


def corpus(passages: int, seed: int, work: Path) -> Corpus:
    """The corpus of this size and seed, made in ``work`` unless it is there already."""
    folder = work / f"corpus-{passages}-{seed}-v{VERSION}"
    if not folder.exists():
        unfinished = folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        _Generator(seed).write(passages, unfinished)
        unfinished.rename(folder)
    return Corpus(folder, passages, seed)


@dataclass(frozen=True)
class _Block:
    """Passages one after the other: ``words`` of all, their counts, a row of columns for each."""

    words: NDArray[np.int64]
    lengths: NDArray[np.int64]
    columns: dict[str, NDArray[np.integer]]


class _Generator:
    """Words are numbered through both languages: the second's follow the first's."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._vocabularies = [vocabulary(language) for language in LANGUAGES]
        self._topical = [each.topical() for each in self._vocabularies]
        self._first_word = [0, len(self._vocabularies[0].words)]
        words = [word for each in self._vocabularies for word in each.words]
        self._spelled = _spellings(words)
        self._terms, self._stem = _stem_numbers(self._vocabularies)

    def write(self, passages: int, folder: Path) -> None:
        """The whole corpus, block after block."""
        lengths, columns = [], []
        article = 0
        with (
            (folder / "texts.txt").open("w", encoding="utf-8") as texts,
            (folder / "tokens.raw").open("wb") as tokens,
        ):
            for number in range(-(-passages // BLOCK)):
                rng = np.random.default_rng([VERSION, self._seed, number])
                block = _first(self._block(rng), passages - number * BLOCK)
                block.columns["article"] += article
                article = int(block.columns["article"][-1]) + 1
                columns.append(block.columns)
                texts.writelines(self._texts(block, rng))
                lengths.append(self._stems(block, tokens))
        for name in _COLUMNS:
            np.save(folder / f"{name}.npy", np.concatenate([each[name] for each in columns]))
        offsets = np.concatenate([[0], np.cumsum(np.concatenate(lengths))])
        np.save(folder / "offsets.npy", offsets.astype(np.int64))
        self._number_terms(folder)

    def _block(self, rng: np.random.Generator) -> _Block:
        sizes = np.clip(rng.poisson(10, BLOCK // 3), 3, 25)
        article = np.repeat(np.arange(len(sizes)), sizes)[:BLOCK]
        articles = int(article[-1]) + 1
        language = rng.permutation(articles) % 2
        outlet = drawn(cumulated(1 / np.arange(1, OUTLETS_A_LANGUAGE + 1)), rng, articles)
        outlet += language * OUTLETS_A_LANGUAGE
        day = rng.integers(0, DAYS, articles)
        lengths = np.clip(np.rint(rng.normal(55, 14, BLOCK)), 25, 90).astype(np.int64)
        columns: dict[str, NDArray[np.integer]] = {
            "language": language[article].astype(np.uint8),
            "outlet": outlet[article].astype(np.uint8),
            "day": day[article].astype(np.uint16),
            "month": _months(day)[article],
            "article": article.astype(np.uint32),
        }
        words = self._words(rng, language, np.repeat(article, lengths))
        return _Block(words, lengths, columns)

    def _words(
        self,
        rng: np.random.Generator,
        language: NDArray[np.int64],
        article: NDArray[np.int64],
    ) -> NDArray[np.int64]:
        """A word for each token: ``language`` of each article, ``article`` of each token."""
        words = np.empty(len(article), np.int64)
        topics = np.empty((len(language), TOPIC_WORDS), np.int64)
        for code, known in enumerate(self._vocabularies):
            tokens = language[article] == code
            words[tokens] = drawn(known.cumulative, rng, int(tokens.sum()))
            words[tokens] += self._first_word[code]
            own = language == code
            topics[own] = drawn(self._topical[code], rng, (int(own.sum()), TOPIC_WORDS))
            topics[own] += self._first_word[code]
        topical = np.flatnonzero(rng.random(len(words)) < TOPICAL)
        which = drawn(cumulated(1 / np.arange(1, TOPIC_WORDS + 1)), rng, len(topical))
        words[topical] = topics[article[topical], which]
        return words

    def _texts(self, block: _Block, rng: np.random.Generator) -> list[str]:
        """A line for each passage: sentences with capitals, commas and full stops."""
        ends = np.cumsum(block.lengths)
        chance = rng.random(BLOCK * 90)[: len(block.words)]
        mark = np.where(chance < COMMA, 1, np.where(chance < COMMA + FULL_STOP, 2, 0))
        mark[ends - 1] = 2
        capital = rng.random(BLOCK * 90)[: len(block.words)] < CAPITAL
        capital[1:] |= mark[:-1] == 2
        capital[0] = True
        spelled = self._spelled[mark + 3 * capital, block.words].tolist()
        starts = (ends - block.lengths).tolist()
        return [
            " ".join(spelled[start:end]) + "\n"
            for start, end in zip(starts, ends.tolist(), strict=True)
        ]

    def _stems(self, block: _Block, out: IO[bytes]) -> NDArray[np.int64]:
        """Writes the stems of the block; how many each passage has, int64."""
        stems = self._stem[block.words]
        kept = stems != STOPPED
        out.write(stems[kept].astype(np.uint32).tobytes())
        starts = np.cumsum(block.lengths) - block.lengths
        return np.add.reduceat(kept.astype(np.int64), starts)

    def _number_terms(self, folder: Path) -> None:
        """Leaves out the terms that do not occur and numbers the rest without gaps."""
        raw = folder / "tokens.raw"
        tokens = np.fromfile(raw, np.uint32)
        occurs = np.bincount(tokens, minlength=len(self._terms)) > 0
        numbers = (np.cumsum(occurs) - 1).astype(np.uint32)
        np.save(folder / "tokens.npy", numbers[tokens])
        kept = [term for term, known in zip(self._terms, occurs, strict=True) if known]
        (folder / "terms.txt").write_text("\n".join(kept), "utf-8")
        raw.unlink()


def _first(block: _Block, passages: int) -> _Block:
    """The block's beginning, where the corpus ends in it."""
    if passages >= len(block.lengths):
        return block
    lengths = block.lengths[:passages]
    columns = {name: column[:passages].copy() for name, column in block.columns.items()}
    return _Block(block.words[: int(lengths.sum())], lengths, columns)


def _months(day: NDArray[np.int64]) -> NDArray[np.uint8]:
    months = (FIRST_DAY + day).astype("datetime64[M]") - FIRST_DAY.astype("datetime64[M]")
    return np.asarray(months, np.uint8)


def _spellings(words: list[str]) -> NDArray[np.object_]:
    """A column a word; rows: plain, comma, full stop, then the same with a capital."""
    capitals = [word.capitalize() for word in words]
    rows = [[w + mark for w in form] for form in (words, capitals) for mark in ("", ",", ".")]
    return np.array(rows, dtype=object)


def _stem_numbers(vocabularies: list[Vocabulary]) -> tuple[list[str], NDArray[np.int64]]:
    """All stems sorted, and for each word of all vocabularies the number of its stem."""
    stems = [stem for each in vocabularies for stem in each.stems]
    terms = sorted({stem for stem in stems if stem})
    number: dict[str | None, int] = {term: n for n, term in enumerate(terms)}
    return terms, np.array([number.get(stem, STOPPED) for stem in stems])
