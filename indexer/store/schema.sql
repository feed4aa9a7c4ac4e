-- The article store. Nothing but the end of an article is ever changed: one that is replaced or
-- deleted keeps its rows until no reader of an older index can ask for them.

-- format, batch (of the last change), next_row, purged (the latest end of an article dropped)
CREATE TABLE meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;

-- The passages of an article are the rows row, row + 1, ... row + passages - 1 of the table passage,
-- so that neither table needs a column or an index to find the other. No row is given twice.
-- roles and languages say in JSON how many passages have each (language "": unknown).
-- begun and ended are batches, ended_at is in seconds since 1970.
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
    passages INTEGER NOT NULL,
    roles TEXT NOT NULL,
    languages TEXT NOT NULL,
    begun INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    ended INTEGER,
    ended_at REAL
);
CREATE UNIQUE INDEX live_article ON article (id) WHERE ended IS NULL;
CREATE INDEX begun_article ON article (begun);
CREATE INDEX ended_article ON article (ended, ended_at) WHERE ended IS NOT NULL;

CREATE TABLE passage (
    row INTEGER PRIMARY KEY,
    role TEXT NOT NULL,
    language TEXT,
    text TEXT NOT NULL
);
