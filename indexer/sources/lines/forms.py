"""What a line looks like by itself: prose, a headline, a credit, an address, a reading time.

Questions about form only, each answered without looking at any other line.
"""

from __future__ import annotations

import re

from indexer.sources.lines import bylines, datelines, lexicon

LONGEST_SHORT = 300
LONGEST_CREDIT = 300
MOST_HEADLINE_WORDS = 24
MOST_HEADLINE_LENGTH = 150
MOST_SUBHEAD_WORDS = 14
MOST_SECTION_WORDS = 4
MOST_CALL_WORDS = 14
LEAST_MENU_WORDS = 4
LEAST_PROSE_WORDS = 8
LEAST_PARAGRAPH_WORDS = 14

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_FULL_STOP = re.compile(r"(?<!\.)\.[\"'”’»)\]]*$|[;:,]$")
_ABBREVIATED_END = re.compile(r"\b[^\W\d_]\.$")
_INNER_BREAK = re.compile(r"(?<=[^\W\d_]{3})[.!?][\"'”’»)]*\s+[\"'“‘«(]?[A-ZÀ-Þ]")
_ITEM = re.compile(r"[-–—•*·▪►]\s|\d{1,2}[.)]\s")
_READING_TIME = re.compile(
    r"(?:(?:tempo di )?lettura|reading time)\s*:?\s*(?:circa\s|about\s)?\d{1,3}\s*(?:'|min\w*\.?)"
    r"|\d{1,3}\s*(?:'|min\w*\.?)[\s-]*(?:di lettura|read|reading|reading time|to read)",
    re.I,
)
_CLOCK = re.compile(
    r"(?:ore|alle|at)?\s*\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?(?:\s*[a-z]{3,4})?", re.I
)
_PARTS = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+")
_CRUMBS = re.compile(r"\s*(?:[>/»›|·•])\s*")
_CREDIT = re.compile(
    r"(?:©|\(c\)\s|\bcopyright\s*(?:©\s*)?\d{4}|\bdiritti d['’]autore\s|\ball rights reserved"
    r"|[(\[](?:photo|foto|credit|immagine)\b[^)\]]*[)\]]\W*$"
    r"|[(\[][^()\[\]]*(?:AP|AFP|EPA|ANSA|Reuters|LaPresse)[ /]?(?:photo|foto|/)[^)\]]*[)\]]\W*$"
    r"|\S+\s?/\s?(?:AP|AFP|EPA|ANSA|Getty|Reuters|LaPresse|Shutterstock|IPA|Agf)\b.{0,30}$"
    r"|\b(?:AP|AFP|Reuters|EPA) Photo\b|\b(?:Getty Images|Shutterstock|iStock)\W*$)",
    re.I,
)
_SIGNED = re.compile(
    r"(?i:\b(?:photo|foto|photograph|fotografia|credit|crediti))\s?(?:(?i:by|di)\s|:)\s?[A-Z©(].{0,60}$"
)
_POSTCODE = re.compile(r"(?<!\d)\d{5}(?!\d)|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b")
_STREET = re.compile(
    r"\b(?:via|viale|piazza|piazzale|corso|largo|vicolo|strada|street|st\.|road|rd\.|avenue|ave\."
    r"|square|lane|boulevard)\b",
    re.I,
)
_REACH = re.compile(
    r"^\W*(?:https?://|www\.)?\S+@\S+\.\w+\W*$|^\W*(?:https?://|www\.)\S+\W*$|^\+?[\d\s()/-]{8,}$"
)


def words(text: str) -> int:
    """How many words a line has."""
    return len(text.split())


def is_short(text: str) -> bool:
    """Whether a line is short enough to be anything but a paragraph or a caption."""
    return len(text) <= LONGEST_SHORT and words(text) <= MOST_HEADLINE_WORDS


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does; an abbreviation's point (``U.S.``) ends none."""
    stripped = text.rstrip()
    return bool(_SENTENCE_END.search(stripped)) and not _ABBREVIATED_END.search(stripped)


def is_prose(text: str) -> bool:
    """Whether a line is running text: a sentence with an end, and not a tiny one."""
    return words(text) >= LEAST_PROSE_WORDS and (ends_sentence(text) or has_inner_break(text))


def is_paragraph(text: str) -> bool:
    """Whether a line is more than a sentence-like teaser would be."""
    long = words(text) >= LEAST_PARAGRAPH_WORDS
    return has_inner_break(text) or (long and ends_sentence(text) and not text.endswith("?"))


def has_inner_break(text: str) -> bool:
    """Whether one sentence ends and another begins inside the line."""
    return bool(_INNER_BREAK.search(text)) and words(text) >= LEAST_PARAGRAPH_WORDS


def is_headline_like(text: str) -> bool:
    """Whether a line could be a headline: short, no full stop, not part of a list."""
    return (
        0 < words(text) <= MOST_HEADLINE_WORDS
        and len(text) <= MOST_HEADLINE_LENGTH
        and any(char.isalpha() for char in text)
        and (not _FULL_STOP.search(text.rstrip()) or bool(_ABBREVIATED_END.search(text.rstrip())))
        and not _ITEM.match(text)
    )


def is_subhead_like(text: str) -> bool:
    """Whether a line could head a part of an article: a headline's form, and shorter."""
    return is_headline_like(text) and words(text) <= MOST_SUBHEAD_WORDS


def is_frame(text: str) -> bool:
    """Whether a line is furniture: three quarters of its words belong to buttons and menus."""
    if not is_short(text):
        return False
    return lexicon.share(text, "frame", "menus")[0] >= 0.75 or is_menu(text) or is_call(text)


def is_call(text: str) -> bool:
    """Whether a line asks to be followed or subscribed to: ``Follow The Gazette on Telegram``."""
    if words(text) > MOST_CALL_WORDS or "," in text or has_inner_break(text):
        return False
    name, follow = lexicon.without_label(text, "follow-calls")
    last = " ".join(name.split()[-2:])
    if follow and lexicon.share(last, "channels")[0] > 0:
        return True
    offer, join = lexicon.without_label(text, "join-calls")
    return join and lexicon.share(offer, "channels", "offers")[0] > 0


def is_menu(text: str) -> bool:
    """Whether a line is a menu: words of menus, four section names, or four short parts."""
    part, told = lexicon.share(text, "menus", "sections")
    if lexicon.share(text, "menus")[0] >= 0.75 or (part >= 0.75 and told >= LEAST_MENU_WORDS):
        return True
    short = [words(each) <= 3 and not _kind_of_metadata(each) for each in parts(text)]
    return len(short) >= LEAST_MENU_WORDS and all(short)


def _kind_of_metadata(text: str) -> bool:
    return is_date_part(text) or is_reading_time(text) or is_byline(text)


def heads_teasers(text: str) -> bool:
    """Whether a line opens a list of other articles: ``Leggi anche``, ``More in Climate``."""
    if lexicon.is_phrase(text, "teasers"):
        return True
    named, opener = lexicon.without_label(text, "teaser-openers")
    return opener and 0 < words(named) <= 2 and named[:1].isupper() and not ends_sentence(text)


def is_reading_time(text: str) -> bool:
    """``2 min di lettura``, ``5 min read``."""
    return bool(_READING_TIME.fullmatch(lexicon.plain(text).strip(" .()")))


def is_section_word(text: str) -> bool:
    """Whether a line is a section's name or the path to one (``Home > Mondo``)."""
    return words(text) <= 8 and all(
        lexicon.is_phrase(part, "sections") for part in _CRUMBS.split(text.strip())
    )


def section_name(text: str) -> str:
    """The section that a label or a path of labels leads to: its last part."""
    return _CRUMBS.split(text.strip())[-1].strip()


def is_label(text: str) -> bool:
    """Whether a line is in capitals throughout and as short as a section's label."""
    letters = [char for char in text if char.isalpha()]
    return words(text) <= MOST_SECTION_WORDS and len(letters) > 2 and text.isupper()


def is_contact(text: str) -> bool:
    """Whether a line is an address, or the label of one, and no sentence about it."""
    stripped = text.strip()
    if not is_short(stripped):
        return False
    if _REACH.match(stripped) or lexicon.is_phrase(stripped, "contact"):
        return True
    if ends_sentence(stripped):
        return False
    postal = bool(_POSTCODE.search(stripped) and _STREET.search(stripped))
    rest, label = lexicon.without_label(stripped, "contact")
    return postal or (label and rest[:1] in "+0123456789(") or _is_labelled_address(stripped)


def _is_labelled_address(text: str) -> bool:
    return lexicon.labelled(text, "contact") and any(map(str.isdigit, text))


def parts(text: str) -> list[str]:
    """A line's parts: where marks set them off, and before a date or reading time at the end.

    >>> parts("By Ann Lee 12 November 2025 2 min read | World")
    ['By Ann Lee', '12 November 2025', '2 min read', 'World']
    """
    found: list[str] = []
    for part in filter(None, _PARTS.split(text.strip())):
        timed = _READING_TIME.search(part)
        ended = bool(timed and timed.start() and not part[timed.end() :].strip(" .)"))
        start, time = (
            (part[: timed.start()], part[timed.start() :]) if timed and ended else (part, "")
        )
        found += [each.strip() for each in (*datelines.split_off(start), time) if each.strip()]
    return found


def is_date_part(text: str) -> bool:
    """Whether a part of a line is a date, a label of one, or a time of day."""
    return datelines.is_dateline(text) or bool(_CLOCK.fullmatch(text.strip()))


def is_byline(text: str) -> bool:
    """Whether a line signs the article."""
    return bylines.parse(text) is not None


def uncredited(text: str) -> str | None:
    """A caption's text without the credit at its end; None when it has no credit.

    >>> uncredited("The palace © 2025 The Agency")
    'The palace'
    """
    start = max(0, len(text) - LONGEST_CREDIT)
    found = _CREDIT.search(text, start) or _SIGNED.search(text, start)
    if found is None and lexicon.labelled(text, "credits") and words(text) <= 12:
        return ""
    if found is None or words(text[found.start() :]) > LEAST_PARAGRAPH_WORDS:
        return None
    return text[: found.start()].strip(" \t\xa0([-–—|/,.")


def opens_caption(text: str) -> bool:
    """Whether a line opens as captions do: ``Nella foto``, ``In this July 23 file photo``."""
    if re.match(r"\(?FILES?\)?\s*[-–—:)]", text):
        return True
    start = lexicon.plain(text[:LONGEST_SHORT])
    dated = bool(
        re.match(r"(?:in this|in una|in questa)\s.{0,40}?(?:photo|picture|image|foto)\b", start)
    )
    return dated or (lexicon.without_label(start, "captions")[1] and words(text) > 3)
