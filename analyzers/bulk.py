"""Many texts of one language to words at the speed of arrays, exactly as :class:`Analyzer` does it.

    texts -> UTF-8, side by side -> chunks between blanks -> keys -> words

No word holds a blank, nothing that decides about a word looks across one, and a blank composes with
nothing (UAX #15); so a text's words are those of its chunks in turn. The analyzer reads each
distinct chunk once, and a hash table of chunks answers for every later one. ``chunks.py`` says
what of a chunk is its key and why that is enough.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from analyzers.analyzer import Analyzer
from analyzers.chunks import BLANKS
from analyzers.intrinsics import PADDING
from analyzers.scan import CHUNKS, KEYS, count_words, number_chunks, spread, write_words

MAX_KEYS = 1_000_000
"""A table with more keys than this, some 100 MB, is dropped before the next texts are read."""

MAX_KEY_BYTES = 64 << 20
"""The same for what the keys themselves take, which addresses without end may drive up."""

_FEWEST_KEYS = 1 << 15
_USUAL_KEY_BYTES = 16


@dataclass(frozen=True, slots=True)
class Words:
    """The words of texts as numbers: text i's are ``numbers[offsets[i]:offsets[i + 1]]``.

    ``numbers`` is uint32, an item for each token, text after text; ``offsets`` is int64, shape
    (texts + 1,), and begins with 0.
    """

    numbers: NDArray[np.uint32]
    offsets: NDArray[np.int64]


class BulkAnalyzer:
    """Words of many texts in one language, as numbers. Not safe to share between threads.

    ``words`` are the distinct words met so far in order of first appearance: the canonical forms,
    ``Token.forms[0]``, whose terms :meth:`Analyzer.terms` gives. A word's index is its number and
    stays so; the list grows with the vocabulary of all texts and is never cut. What else is kept
    from call to call is bounded: see ``MAX_KEYS`` and ``MAX_KEY_BYTES``.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        self.words: list[str] = []
        self._numbers: dict[str, int] = {}
        self._analyzer = analyzer
        self._forget()

    def analyze(self, texts: Sequence[str]) -> Words:
        """The words of each text: those of ``Analyzer.analyze``, whatever the text holds.

        Takes some four bytes of memory for each byte of the texts, besides the result.
        """
        if self._keys.count > MAX_KEYS or self._keys.size > MAX_KEY_BYTES:
            self._forget()
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        ends = np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)) + 1) - 1
        encoded.append(BLANKS)
        keys, chunks = self._keys.number(np.frombuffer(b" ".join(encoded), np.uint8), ends)
        self._learn()
        starts, sequence = np.asarray(self._starts), np.asarray(self._sequence)
        offsets = count_words(keys, chunks, starts)
        numbers = np.empty(offsets[-1], np.uint32)
        write_words(keys, starts, sequence, numbers)
        return Words(numbers, offsets)

    def _forget(self) -> None:
        """Begin with no keys; key k's words are ``_sequence[_starts[k]:_starts[k + 1]]``."""
        self._keys = _Keys()
        self._starts = array("q", [0])
        self._sequence = array("I")

    def _learn(self) -> None:
        """Let the analyzer read the keys that it has not read yet."""
        for chunk in self._keys.since(len(self._starts) - 1):
            for word in self._read(chunk):
                number = self._numbers.setdefault(word, len(self.words))
                if number == len(self.words):
                    self.words.append(word)
                self._sequence.append(number)
            self._starts.append(len(self._sequence))

    def _read(self, chunk: str) -> Sequence[str]:
        """The words of a key; one of ASCII letters and digits alone is a word in lower case."""
        if chunk.isascii() and chunk.isalnum():
            return (chunk,)
        return [token.forms[0] for token in self._analyzer.analyze(chunk)]


class _Keys:
    """The distinct keys of chunks, numbered in order of first appearance."""

    def __init__(self) -> None:
        self._slots = np.zeros((2 * _FEWEST_KEYS, 3), np.uint64)
        self._ends = np.zeros(_FEWEST_KEYS + 1, np.int64)
        self._bytes = np.empty(_FEWEST_KEYS * _USUAL_KEY_BYTES + PADDING, np.uint8)
        self._progress = np.zeros(4, np.int64)

    @property
    def count(self) -> int:
        """How many keys there are."""
        return int(self._progress[KEYS])

    @property
    def size(self) -> int:
        """How many bytes the keys are."""
        return int(self._ends[self.count])

    def number(
        self, text: NDArray[np.uint8], ends: NDArray[np.int64]
    ) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Each chunk's key number, and where each text's chunks begin, shape (texts + 1,)."""
        keys = np.empty(text.size // 2 + 1, np.uint32)
        chunks = np.zeros(ends.size + 1, np.int64)
        progress = self._progress
        progress[:KEYS] = 0
        while not number_chunks(
            text, ends, self._slots, self._ends, self._bytes, progress, keys, chunks
        ):
            self._grow()
        return keys[: progress[CHUNKS]], chunks

    def since(self, first: int) -> Iterator[str]:
        """The keys from number ``first`` on."""
        ends = self._ends[first : self.count + 1]
        content = self._bytes[ends[0] : ends[-1]].tobytes()
        for start, end in pairwise((ends - ends[0]).tolist()):
            yield content[start:end].decode("utf-8", "surrogatepass")

    def _grow(self) -> None:
        """Double what is full."""
        if self.count + 1 == self._ends.size:
            slots = np.zeros((2 * len(self._slots), 3), np.uint64)
            spread(self._slots, slots)
            self._slots = slots
            self._ends = np.concatenate([self._ends, np.zeros_like(self._ends[1:])])
        else:
            self._bytes = np.concatenate([self._bytes, np.empty_like(self._bytes)])
