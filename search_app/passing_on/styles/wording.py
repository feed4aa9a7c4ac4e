"""What the styles share: full stops, quotation marks within quotation marks, other languages."""

from __future__ import annotations

from markupsafe import Markup

_NESTED = str.maketrans("“”", "‘’")
_ENDS = (".", "?", "!", "…")


def stopped(text: str) -> str:
    """``text`` with a full stop, unless it ends with a sign that ends a sentence.

    >>> stopped("Who pays?"), stopped("Marsh, A.")
    ('Who pays?', 'Marsh, A.')
    """
    return text if text.endswith(_ENDS) else text + "."


def nested(title: str) -> str:
    """A title for within English quotation marks: its own become single ones."""
    return title.translate(_NESTED)


def described(words: str) -> str:
    """First words in the place of a title that there is not, bracketed as not the outlet's own."""
    return f"[{words.rstrip('.')}]"


def spoken(text: str, language: str | None) -> Markup:
    """Words in the language of the article."""
    if not language:
        return Markup("{}").format(text)
    return Markup('<span lang="{}">{}</span>').format(language, text)


def italic(text: str) -> Markup:
    """The name of an outlet."""
    return Markup("<i>{}</i>").format(text)


def joined(separator: str, *parts: Markup | str | None) -> Markup:
    """The parts that there are, escaped unless they are markup already."""
    return Markup(separator).join(part for part in parts if part)
