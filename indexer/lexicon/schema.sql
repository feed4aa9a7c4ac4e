-- A compiled lexicon. Derived from text files; whoever lacks it builds it anew.

CREATE TABLE origin (        -- a lexicon: ours, or one that a user brought
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    licence TEXT NOT NULL,
    source TEXT NOT NULL
);

CREATE TABLE term (          -- a headword of one word or several, in its base form
    id INTEGER PRIMARY KEY,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    letters TEXT NOT NULL,   -- folded, without blanks, hyphens and apostrophes
    key TEXT NOT NULL        -- for each word its folded stem, a stop word's folded form; by blanks
);
CREATE TABLE member (        -- which terms a concept has; a word of several senses is in several
    term INTEGER NOT NULL REFERENCES term,
    concept INTEGER NOT NULL,
    origin INTEGER NOT NULL REFERENCES origin
);
CREATE TABLE form (          -- forms of a word that no regular ending gives, and other spellings
    language TEXT NOT NULL,
    base TEXT NOT NULL,      -- folded, as is form
    form TEXT NOT NULL,
    kind TEXT NOT NULL       -- 'form' or 'spelling'
);
CREATE TABLE name (          -- the names of one thing share its number
    thing INTEGER NOT NULL,
    language TEXT,           -- null: used in every language
    text TEXT NOT NULL,
    key TEXT NOT NULL,       -- its folded forms; by blanks
    capitals INTEGER NOT NULL
);
