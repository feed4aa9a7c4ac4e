-- The article store. Nothing but the end of an article is ever changed: one that is replaced or
-- deleted keeps its rows until no reader of an older index can ask for them.

-- format, batch (of the last change), next_row, purged (the latest end of an article dropped)
CREATE TABLE meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;

-- The passages of an article are the rows row, row + 1, ... row + passages - 1 of the table passage,
-- so that neither table needs a column or an index to find the other. No row is given twice.
-- roles and languages say in JSON how many passages have each (language "": unknown).
-- begun and ended are batches, ended_at is in seconds since 1970. address is the canonical one.
-- content is the digest of all that came from the source, by which an unchanged article is known.
-- source and line are where it was read: a row of the table source, a line of it or 0.
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
    modified TEXT,
    excerpt INTEGER NOT NULL,
    address TEXT,
    content BLOB NOT NULL,
    source INTEGER,
    line INTEGER NOT NULL,
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

CREATE INDEX addressed_article ON article (address) WHERE ended IS NULL AND address IS NOT NULL;
CREATE INDEX sourced_article ON article (source) WHERE ended IS NULL AND source IS NOT NULL;

-- What few ask for: in JSON, the lines left out and where the metadata came from.
CREATE TABLE aside (article INTEGER PRIMARY KEY, content TEXT NOT NULL);

-- Files and addresses that articles were read from. name is what articles without an id are named
-- by. digest is of what they held when they were last
-- read to the end (NULL: they must be read again).
CREATE TABLE source (
    row INTEGER PRIMARY KEY,
    place TEXT NOT NULL UNIQUE,
    checksum INTEGER NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    digest TEXT
);

-- Which sources give an article besides the one that it was taken from.
CREATE TABLE claim (
    article TEXT NOT NULL,
    source INTEGER NOT NULL,
    PRIMARY KEY (article, source)
) WITHOUT ROWID;

-- What an article said before it was corrected, in JSON (replaced_at is in seconds since 1970).
CREATE TABLE revision (
    article TEXT NOT NULL,
    replaced_at REAL NOT NULL,
    content TEXT NOT NULL,
    checksum INTEGER NOT NULL
);
CREATE INDEX article_revision ON revision (article);
