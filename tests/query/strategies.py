"""Random queries, most of them with more operators than words."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.texts import texts

OPERATORS = (
    *'()+-*?~"“«» !^:,[]{}',
    *(" AND ", " OR ", " NOT ", " E ", " O ", " NON ", " oppure ", " and ", " or ", " not ", " e "),
    *("&&", "||", "–", "−", "＋", "（", "：", "＊", "~2", "~99", "\0", "\n"),
)
WORDS = ("a", "b", "l'è", "the", "guerra", "cease-fire", "pri*", "c?t", "x~", '"x y"~5', "città")
FIELDS = (
    *(
        "lang:it",
        "lingua:Inglese",
        'outlet:"Il Molo"',
        "outlet:",
        "testata:(x OR y)",
        "section:x,y",
    ),
    *(
        "title:",
        "titolo:a",
        "role:",
        "ruolo:didascalia",
        "from:2025-11",
        "to:2024",
        "al:",
        "a:2025",
    ),
    *("date:[2025 TO *]", "date:{2025-01 TO 2025-06}", "dal:nov 2025", 'date:""'),
    *(
        "a:2025",
        "year:2025,2024",
        "foo:",
        "https://x",
        "12:30",
        "from:yesterday",
        "(a and b)",
        "(a OR b)",
    ),
)

pieces = st.sampled_from(OPERATORS) | st.sampled_from(WORDS) | st.sampled_from(FIELDS) | texts
queries = st.lists(pieces, max_size=10).flatmap(
    lambda parts: st.sampled_from(["", " "]).map(lambda joint: joint.join(parts))
)
