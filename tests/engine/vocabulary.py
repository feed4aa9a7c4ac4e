"""The vocabulary of passages that are at hand, for the plain engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from analyzers import Token
from analyzers.folding import fold
from indexer.query.spelling import is_near


class Words:
    """See :class:`indexer.lexicon.vocabulary.Vocabulary`."""

    def __init__(self, tokens: Iterable[tuple[str, Token]]) -> None:
        self._stems: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._forms: set[tuple[str, str]] = set()
        for code, token in tokens:
            self._forms |= {(code, form) for form in token.forms}
            for stem in token.stems:
                self._stems[code, stem].add(token.forms[0])

    def of_stem(self, code: str, stem: str) -> Sequence[str]:
        return sorted(self._stems.get((code, stem), ()))

    def holds(self, code: str, form: str) -> bool:
        return (code, form) in self._forms

    def near(self, code: str, form: str, edits: int) -> Iterable[str]:
        plain = sorted(word for own, word in self._forms if own == code and word == fold(word))
        return [word for word in plain if word[:2] == form[:2] and is_near(form, word, edits)]
