"""Random texts as newsrooms and extractions make them, and worse."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = (
    "the prisoners of war leader's don’t U.S. p.m. 20,000 $3.5bn cease-fire Zelenskyy it's 9/11 "
    "l'Ucraina dell’anno È perché città c'è un’altra O.N.U. 20.000 3,5 prigionieri po' dov’è "
    "Türkiye Dolmabahçe İstanbul ısı Straße œuvre ﬁne Łódź co\u00adoperate guerra.Il «Pace» “no” "
    "中国 العربية हिन्दी 한국어 தமிழ் ΟΔΟΣ й 👩‍👩‍👧 1️⃣ e\u0301 a\u0323\u0307 "
    "q\u0323\u0307 \ufb2a \u0958"
).split()

ODDITIES = (
    "'’ʼ‘‛ʻ′´`'’ .,-_:/\"“”«»()+*\u00ad\u200b\u200d\u2060\ufeff\u00a0\n\t\x00\x1f\u0085\u2028"
    "\u0300\u0301\u0323\u0308\u0345\u05b0\u094d\u20dd\ufe0f0123456789aAeEiIsSlLdDùßıſǅﬀ²½Ⅳ\u1100\u1161\u11a8"
)
"""Characters that join, part, compose or vanish."""

texts = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
    st.lists(
        st.one_of(
            st.sampled_from(WORDS),
            st.text(ODDITIES, max_size=4),
            st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
        ),
        max_size=8,
    ).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)
