"""A word, phrase or pattern as one language looks it up."""

from __future__ import annotations

from analyzers import Analyzer, Token
from indexer.query.model import Match
from indexer.query.plan import Field, Lookup, Run
from indexer.query.tree import Fuzzy, Leaf, Pattern, Phrase

# An analyzer takes a word apart at its wildcards, unless they are letters of no writing in use.
_AS_LETTERS = str.maketrans("*?", "ǀǃ")
_AS_WILDCARDS = str.maketrans("ǀǃ", "*?")


def look_up(leaf: Leaf, analyzer: Analyzer, match: Match) -> Lookup | Run | None:
    """What a leaf asks for; None where the language looks up nothing of it."""
    words = _words(leaf, analyzer, match)
    if not words:
        return None
    return words[0] if len(words) == 1 else Run(words, getattr(leaf, "slop", None))


def _words(leaf: Leaf, analyzer: Analyzer, match: Match) -> tuple[Lookup, ...]:
    is_open = isinstance(leaf, Pattern)
    tokens = analyzer.analyze(leaf.text.translate(_AS_LETTERS) if is_open else leaf.text)
    quoted = isinstance(leaf, Phrase)
    kept = analyzer.may_be_stopword if len(tokens) > 1 else analyzer.is_stopword
    words = [
        _read_token(
            token, leaf.text, as_form=match is Match.EXACT or (quoted and kept(_form(token)))
        )
        for token in tokens
    ]
    if isinstance(leaf, Fuzzy) and tokens:
        form, typed = tokens[-1].forms[-1], leaf.text[tokens[-1].start : tokens[-1].end]
        words[-1] = Lookup(Field.FUZZY, (form,), form, f"{typed}~", leaf.edits)
    if is_open:
        words = [_opened(token, leaf.text, word) for token, word in zip(tokens, words, strict=True)]
    if len(tokens) > 1 and not quoted and any(words):
        words = [
            word or _read_token(token, leaf.text, as_form=True)
            for word, token in zip(words, tokens, strict=True)
        ]
    return tuple(word for word in words if word is not None and word.form.strip("*?"))


def _opened(token: Token, text: str, word: Lookup | None) -> Lookup | None:
    """A word of a pattern; as it was read if it has no wildcard itself."""
    form = _form(token).translate(_AS_WILDCARDS)
    if form == _form(token):
        return word
    return Lookup(Field.PATTERN, (form,), form, text[token.start : token.end])


def _read_token(token: Token, text: str, *, as_form: bool) -> Lookup | None:
    typed = text[token.start : token.end]
    form = _form(token)
    if as_form:
        return Lookup(Field.FORM, (form,), form, typed)
    if token.is_stopword:
        return None
    return Lookup(Field.STEM, token.stems, form, typed)


def _form(token: Token) -> str:
    """The exact term to look up: with its accents if it was typed with some, else folded."""
    return token.forms[0]
