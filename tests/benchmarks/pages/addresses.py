"""What is asked for: addresses of each kind, the same for the same corpus and seed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.benchmarks.pages.archive import outlet
from tests.benchmarks.speed.corpus import Corpus
from tests.benchmarks.speed.peers.base import Query
from tests.benchmarks.speed.queries import queries
from tests.benchmarks.speed.words import LANGUAGES, vocabulary

NEWS = (
    "prisoners of war", "climate change", "interest rates", "central bank raises rates",
    "minimum wage", "hospital waiting lists", "migrants at sea", "prime minister resigns",
    "general strike trains", '"climate change"', "earthquake victims", "european parliament vote",
    "gas prices winter", "football world cup", "teachers salary", "Ukraine ceasefire talks",
    "Venice flood", "nuclear power", "tax on banks", "school reform protest", "pension age",
    "Germany elections", "artificial intelligence jobs", "vaccine", "war", "government AND budget",
    "drought agriculture", "court ruling appeal", "police arrest mafia boss", "house prices",
    "prigionieri di guerra", "cambiamento climatico", "tassi di interesse", "salario minimo",
    "banca centrale aumenta i tassi", "liste di attesa ospedale", "migranti in mare",
    "dimissioni del presidente del consiglio", "sciopero generale treni", "vittime del terremoto",
    "voto al parlamento europeo", "prezzi del gas", "coppa del mondo", "stipendi degli insegnanti",
    "cessate il fuoco in Ucraina", "acqua alta a Venezia", "energia nucleare", "guerra",
    "tassa sulle banche", "riforma della scuola", '"legge di bilancio"', "età della pensione",
    "elezioni in Germania", "intelligenza artificiale lavoro", "vaccino", "siccità agricoltura",
    "sentenza della corte", "governo AND bilancio", "arresto boss mafia", "prezzi delle case",
)  # fmt: skip
"""What readers of news ask for, in English and in Italian; the lexicon knows the words."""

_LETTERS = (2, 3, 4, 6)
_ARTICLES = 200
_WARMING, _WARMED = slice(500, 3000), 15
"""Words by frequency, and searches of each language, by which a server is warmed up."""

_HALF_YEAR = {"from": "2023-03-01", "to": "2023-08-31"}


@dataclass(frozen=True)
class Kind:
    """Addresses that are measured together."""

    name: str
    addresses: tuple[str, ...]


def kinds(corpus: Corpus, seed: int) -> list[Kind]:
    """Every kind: drawn queries and those of the news, first plain, then as readers go on."""
    chance = random.Random(seed)
    typed = _Typed()
    drawn = list(dict.fromkeys(map(typed.text, queries(corpus, seed))))
    every = [*drawn, *NEWS]
    outlets = [outlet(chance.choice((0, 1, 30, 31))) for _ in every]
    codes = [LANGUAGES[number % 2] for number in range(len(every))]
    made = {
        "search, drawn words": map(search, drawn),
        "search, news": map(search, NEWS),
        "search, one language": (search(q, lang=c) for q, c in zip(every, codes, strict=True)),
        "search, one outlet": (search(q, outlet=o) for q, o in zip(every, outlets, strict=True)),
        "search, half a year": (search(text, **_HALF_YEAR) for text in every),
        "search, page 2": (search(text, page="2") for text in every),
        "search, newest": (search(text, sort="newest") for text in every),
        "article": _articles(corpus, every, chance),
        "api/search": (search(text, path="/api/search") for text in every),
        "api/suggest": _suggestions(every),
    }
    return [Kind(name, tuple(addresses)) for name, addresses in made.items()]


def search(text: str, *, path: str = "/search", **parameters: str) -> str:
    """The address of a search."""
    return f"{path}?{urlencode({'q': text, **parameters})}"


def warming(seed: int) -> list[str]:
    """Searches that are not measured, with which a server is warmed up."""
    chance = random.Random(seed + 1)
    pools = [vocabulary(language).words[_WARMING] for language in LANGUAGES]
    return [search(" ".join(chance.sample(pool, 2))) for pool in pools for _ in range(_WARMED)]


class _Typed:
    """Queries of stems as a reader would type them: each stem as its most frequent word."""

    def __init__(self) -> None:
        self._words: dict[str, str] = {}
        for own in map(vocabulary, LANGUAGES):
            for word, stem in zip(own.words, own.stems, strict=True):
                if stem is not None:
                    self._words.setdefault(stem, word)

    def text(self, query: Query) -> str:
        """The query as text."""
        if query.operator == "prefix":
            return query.terms[0] + "*"
        if query.operator == "fuzzy":
            return query.terms[0] + "~1"
        words = [self._words.get(term, term) for term in query.terms]
        if query.operator == "phrase":
            return f'"{" ".join(words)}"'
        return (" AND " if query.operator == "and" else " ").join(words)


def _articles(corpus: Corpus, texts: Sequence[str], chance: random.Random) -> Iterator[str]:
    for number in chance.sample(range(corpus.articles), min(_ARTICLES, corpus.articles)):
        yield f"/article/a{number}?{urlencode({'q': chance.choice(texts)})}"


def _suggestions(texts: Sequence[str]) -> Iterator[str]:
    """The beginnings of the longest word of each query."""
    longest = (max(re.findall(r"\w+", text), key=len) for text in texts)
    typed = (word[:letters] for word in longest for letters in _LETTERS if len(word) >= letters)
    for text in dict.fromkeys(typed):
        yield search(text, path="/api/suggest")
