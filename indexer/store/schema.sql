-- The article store. Rows are never changed: a replaced or deleted article keeps its rows, with the
-- time of its end (seconds since 1970), until no reader of an older index can ask for them.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE article (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    title_derived INTEGER NOT NULL,
    outlet TEXT,
    url TEXT,
    published TEXT,
    language TEXT,
    author TEXT NOT NULL,
    section TEXT,
    agency TEXT,
    source TEXT,
    ended REAL
);
CREATE UNIQUE INDEX live_article ON article (id) WHERE ended IS NULL;
CREATE INDEX ended_article ON article (ended) WHERE ended IS NOT NULL;

CREATE TABLE passage (
    row INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (row) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    role TEXT NOT NULL,
    language TEXT,
    text TEXT NOT NULL,
    UNIQUE (article, ordinal)
);

-- Articles that began or ended in the store and that the index may not have taken over yet.
CREATE TABLE unindexed (article INTEGER PRIMARY KEY);
