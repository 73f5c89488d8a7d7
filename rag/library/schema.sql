-- The truth of a library. Everything under index/ is derived from these tables.
-- A transcript is staged (published = 0) while a run works on it, and invisible to readers until the run
-- publishes: then, in one transaction, staged rows take the place of the rows they supersede.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE transcripts (
    key       INTEGER PRIMARY KEY AUTOINCREMENT,
    published INTEGER NOT NULL,
    id        TEXT NOT NULL,
    path      TEXT NOT NULL,
    sha256    TEXT NOT NULL,
    title     TEXT NOT NULL,
    date      TEXT,               -- ISO 8601 day
    url       TEXT,
    place     TEXT,
    begins    TEXT,
    ends      TEXT,
    format    TEXT NOT NULL,
    asides    TEXT NOT NULL,      -- JSON [[line, text], ...]: what is neither front matter nor speech
    turns     INTEGER NOT NULL,
    passages  INTEGER NOT NULL,
    speakers  TEXT NOT NULL,      -- JSON [name, ...] in the order of their first turns
    captions  TEXT,               -- "automatic captions" where a machine made the words
    unit      TEXT NOT NULL DEFAULT 'line',  -- what line_map counts: line, paragraph or page
    read_as   TEXT NOT NULL DEFAULT ''       -- JSON of what overrode the guess: format, columns, diarization
);
CREATE UNIQUE INDEX transcripts_by_path ON transcripts (path, published);
CREATE UNIQUE INDEX transcripts_by_id ON transcripts (id, published);

CREATE TABLE speakers (
    key  INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE turns (
    transcript INTEGER NOT NULL REFERENCES transcripts (key) ON DELETE CASCADE,
    turn       INTEGER NOT NULL,  -- from 0
    label      TEXT NOT NULL,     -- as the source prints it
    speaker    INTEGER NOT NULL REFERENCES speakers (key),
    role       TEXT NOT NULL,
    question   INTEGER,           -- the turn that this one answers
    text       TEXT NOT NULL,
    line_map   TEXT NOT NULL,     -- JSON [[offset, line], ...]
    last_line  INTEGER NOT NULL,
    start      REAL,              -- seconds
    "end"      REAL,
    said_at    TEXT,
    struck     TEXT NOT NULL,     -- JSON [[start, end], ...]
    PRIMARY KEY (transcript, turn)
) WITHOUT ROWID;
CREATE INDEX turns_by_speaker ON turns (speaker, transcript);

CREATE TABLE passages (
    key        INTEGER PRIMARY KEY AUTOINCREMENT,
    transcript INTEGER NOT NULL REFERENCES transcripts (key) ON DELETE CASCADE,
    turn       INTEGER NOT NULL,
    start      INTEGER NOT NULL,  -- character offsets in the turn's text
    "end"      INTEGER NOT NULL
);
CREATE INDEX passages_by_turn ON passages (transcript, turn);

-- One row per passage and view; the vector itself is shared by all passages whose view reads the same.
CREATE TABLE views (
    passage INTEGER NOT NULL REFERENCES passages (key) ON DELETE CASCADE,
    view    INTEGER NOT NULL,
    hash    BLOB NOT NULL,
    PRIMARY KEY (passage, view)
) WITHOUT ROWID;
CREATE INDEX views_by_hash ON views (hash);

CREATE TABLE vectors (
    hash   BLOB PRIMARY KEY,      -- sha256 of encoder name and text, first 16 bytes
    vector BLOB NOT NULL          -- float16, little-endian, unit length
) WITHOUT ROWID;

-- Texts that staged passages still wait to have encoded, in the order of their transcripts.
CREATE TABLE pending (
    seq  INTEGER PRIMARY KEY AUTOINCREMENT,
    hash BLOB NOT NULL UNIQUE,
    text TEXT NOT NULL
);

-- What the newest run over each path did not take, and why.
CREATE TABLE skipped (
    path   TEXT PRIMARY KEY,
    line   INTEGER,
    reason TEXT NOT NULL
) WITHOUT ROWID;
