"""What else a word is looked up as: other names, translations, cognates, other spellings."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from analyzers import Token, get_analyzer
from analyzers.folding import fold
from analyzers.inflection import rank
from indexer.lexicon.cognates import cognates
from indexer.lexicon.compiled import OWN
from indexer.lexicon.keys import key_of, name_key
from indexer.lexicon.lexicon import Headword, Lexicon
from indexer.lexicon.transliteration import transliterations
from indexer.lexicon.vocabulary import Vocabulary
from indexer.query.written_in import written_in

_NAME = 6
"""Letters from which a name may be misspelt; shorter ones are too near to others."""
_LONG_NAME = 9

_REMEMBERED = 10_000
"""Words and expressions whose relations in a state of an index are kept."""

_QUERIES = 64
"""Words side by side whose languages are kept: a query asks for them once a language."""


class Via(enum.StrEnum):
    """How a word that is looked up comes from the word typed, the most trusted first."""

    EXACT = "exact"
    WORD = "word"
    ALIAS = "alias"
    TRANSLATION = "translation"
    COGNATE = "cognate"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Related:
    """A term of one word or several that stands for what was typed.

    ``words`` has for each word of the term the forms that it may have in the index. ``origin``
    names the lexicon that has it, if that is not the project's own.
    """

    term: str
    via: Via
    words: tuple[tuple[str, ...], ...]
    origin: str | None = None


class Relations:
    """Relates typed words to those of an index, by a lexicon. Safe to share between threads.

    ``left_out`` are ways that are not gone, to tell what each is worth.
    """

    def __init__(
        self, lexicon: Lexicon, vocabulary: Vocabulary, left_out: Collection[Via] = ()
    ) -> None:
        self.lexicon = lexicon
        self._vocabulary = vocabulary
        self._left_out = frozenset(left_out)
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._related)
        self._languages = lru_cache(maxsize=_QUERIES)(self._written_in)

    def related(
        self, typed: str, sources: tuple[str, ...], target: str, without: Collection[str] = ()
    ) -> tuple[Related, ...]:
        """What is looked up in the passages of ``target`` for a word, or words side by side.

        ``sources`` are the languages that they may be of; ``without`` are terms that are not
        wanted, as ``language:term``.
        """
        found = self._remembered(typed, sources, target)
        if without:
            unwanted = set(map(fold, without))
            return tuple(each for each in found if fold(f"{target}:{each.term}") not in unwanted)
        return found

    def written_in(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The languages that words side by side may be of."""
        return self._languages(tuple(texts))

    def _written_in(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        return written_in(texts, self.lexicon)

    def is_name(self, typed: str) -> bool:
        """Whether words are a name that has others."""
        return any(self.lexicon.names(typed, each) for each in self.lexicon.languages)

    def is_expression(self, words: Sequence[str], sources: Sequence[str]) -> bool:
        """Whether words side by side are one term of the lexicon."""
        if self.lexicon.has_name(" ".join(map(name_key, words))) and self.is_name(" ".join(words)):
            return True
        return any(
            self.lexicon.of_key(source, " ".join(key_of(source, word) for word in words))
            for source in sources
        )

    def _related(self, typed: str, sources: tuple[str, ...], target: str) -> tuple[Related, ...]:
        found: dict[tuple[tuple[str, ...], ...], Related] = {}
        for each in self._all(typed, sources, target):
            if each.via not in self._left_out and each.words and all(each.words):
                found.setdefault(each.words, each)
        return tuple(found.values())

    def _all(self, typed: str, sources: Sequence[str], target: str) -> Iterator[Related]:
        known = False
        for name in self.lexicon.names(typed, target):
            known = True
            yield self._name(name, target)
        for source in sources:
            tokens = get_analyzer(source).analyze(typed)
            if len(tokens) != 1 or not tokens[0].is_stopword:
                known |= len(tokens) == 1 and self.lexicon.is_form(source, tokens[0])
                if source == target:
                    yield from self._other_forms(typed, tokens, target)
                else:
                    yield from self._translations(tokens, source, target)
        if not known and " " not in typed:
            yield from self._unlisted(typed, sources, target)

    def _name(self, name: str, target: str) -> Related:
        tokens = get_analyzer(target).analyze(name)
        alone = len(tokens) == 1 and tokens[0].is_stopword
        words = () if alone else tuple(self._held(target, token.forms[-1]) for token in tokens)
        return Related(name, Via.ALIAS, words)

    def _translations(self, tokens: Sequence[Token], source: str, target: str) -> Iterator[Related]:
        headwords = tuple(self.lexicon.headwords(source, tokens))
        for term, origin in self.lexicon.translations(headwords, target):
            brought = None if origin == OWN else origin
            yield Related(term, Via.TRANSLATION, self._words(term, target), brought)
            for other in self.lexicon.spellings(target, term):
                yield Related(other, Via.TRANSLATION, self._words(other, target), brought)

    def _other_forms(self, typed: str, tokens: Sequence[Token], target: str) -> Iterator[Related]:
        """The irregular forms and the other spellings of a word of the language itself."""
        for base in (fold(typed), *self.lexicon.bases(target, typed)):
            for form in (base, *self.lexicon.irregular(target, base)):
                if form != fold(typed):
                    yield Related(form, Via.WORD, (self._regular(form, target),))
        headwords = self.lexicon.headwords(target, tokens)
        for spelling in {
            other: None
            for term in (typed, *(each.text for each in headwords))
            for other in self.lexicon.spellings(target, term)
        }:
            yield Related(spelling, Via.SPELLING, self._words(spelling, target))
        if len(tokens) > 1 and self._vocabulary.holds(target, joined := _joined(tokens)):
            yield Related(joined, Via.SPELLING, ((joined,),))

    def _unlisted(self, typed: str, sources: Sequence[str], target: str) -> Iterator[Related]:
        """What a word that the lexicon does not have may be written as."""
        for name in transliterations(typed):
            if self._vocabulary.holds(target, name):
                yield Related(name, Via.ALIAS, ((name,),))
        for source in sources:
            if source != target:
                made = cognates(source, target, typed)
                word = next((each for each in made if self._vocabulary.holds(target, each)), None)
                if word is not None:
                    yield Related(word, Via.COGNATE, (self._regular(word, target) or (word,),))
        form = fold(typed)
        if form.isalpha() and len(form) >= _NAME and not self._vocabulary.holds(target, form):
            yield from self._misspelt(form, target)

    def _misspelt(self, form: str, target: str) -> Iterator[Related]:
        """The words near to a name that does not stand in the language as it was typed."""
        edits = 1 if len(form) < _LONG_NAME else 2
        for word in self._vocabulary.near(target, form, edits):
            yield Related(word, Via.SPELLING, ((word,),))

    def _words(self, term: str, target: str) -> tuple[tuple[str, ...], ...]:
        tokens = get_analyzer(target).analyze(term)
        if len(tokens) == 1:
            return (self._forms(term, tokens[0], target),)
        return tuple(self._of_stems(token, target) for token in tokens)

    def _forms(self, term: str, token: Token, target: str) -> tuple[str, ...]:
        """The words that are forms of a term of one word, and of no other that is likelier."""
        if token.is_stopword:
            return ()
        base = fold(term)
        sharing = (each for stem in token.stems for each in self.lexicon.of_key(target, stem))
        own = {each for each in sharing if fold(each.text) == base}
        found = [
            word
            for word in self._regular(base, target, token)
            if not own or self._is_likely(own, self.lexicon.explaining(target, token.stems, word))
        ]
        for form in self.lexicon.irregular(target, base):
            found += self._regular(form, target)
        return tuple(dict.fromkeys(found))

    def _is_likely(self, own: Set[Headword], likeliest: Sequence[Headword]) -> bool:
        """Whether a headword is among the likeliest of a word, or means what one of them does."""
        if not own.isdisjoint(likeliest):
            return True
        concepts = frozenset().union(*(self.lexicon.concepts(each.number) for each in own))
        return any(concepts & self.lexicon.concepts(each.number) for each in likeliest)

    def _regular(self, form: str, target: str, token: Token | None = None) -> tuple[str, ...]:
        """The words that regular endings make of a form, of which ``token`` was made if any."""
        tokens = [token] if token else get_analyzer(target).analyze(form)
        if len(tokens) != 1:
            return ()
        every = self._of_stems(tokens[0], target)
        return tuple(word for word in every if rank(target, fold(form), fold(word)) is not None)

    def _of_stems(self, token: Token, target: str) -> tuple[str, ...]:
        if token.is_stopword:
            return token.forms
        words = (word for stem in token.stems for word in self._vocabulary.of_stem(target, stem))
        return tuple(dict.fromkeys(words))

    def _held(self, target: str, form: str) -> tuple[str, ...]:
        return (form,) if self._vocabulary.holds(target, form) else ()


def _joined(tokens: Sequence[Token]) -> str:
    return "".join(token.forms[-1] for token in tokens)
