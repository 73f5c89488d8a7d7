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

-- A person of the library, or, where `transcript` isn't 0, a label of that transcript alone: one without a
-- known full name, or one that names a part. Which it is, is worked out anew whenever a state is published.
CREATE TABLE speakers (
    key        INTEGER PRIMARY KEY,
    identity   TEXT NOT NULL,     -- a person's name folded; else the label
    transcript INTEGER NOT NULL,
    name       TEXT NOT NULL,
    UNIQUE (identity, transcript)
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

-- Where a transcript says who bears a surname: found when it is read, and all that resolving speakers needs.
CREATE TABLE namings (
    transcript INTEGER NOT NULL REFERENCES transcripts (key) ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    name       TEXT NOT NULL,
    address    TEXT NOT NULL,
    office     TEXT NOT NULL,
    turn       INTEGER,           -- null: the title
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    speaks     TEXT NOT NULL
);
CREATE INDEX namings_by_transcript ON namings (transcript);

-- What each label of a published transcript was taken for, and why.
CREATE TABLE rulings (
    transcript INTEGER NOT NULL REFERENCES transcripts (key) ON DELETE CASCADE,
    label      TEXT NOT NULL,
    speaker    INTEGER NOT NULL,
    turns      INTEGER NOT NULL,
    rule       TEXT NOT NULL,
    source     INTEGER,           -- the transcript in which the evidence stands
    turn       INTEGER,
    start      INTEGER,
    "end"      INTEGER,
    why        TEXT NOT NULL,     -- why it is unresolved
    PRIMARY KEY (transcript, label)
) WITHOUT ROWID;

-- Persons and the offices in which the record, or speakers.yaml, shows them.
CREATE TABLE offices (
    speaker INTEGER NOT NULL,
    office  TEXT NOT NULL,
    first   TEXT,                 -- ISO 8601 days
    last    TEXT,
    book    INTEGER NOT NULL      -- 1: from speakers.yaml
);

-- Question turns: their exchange, counted from 0 in each transcript, and who probably asks, with the words
-- that say so (offsets in the text of turn `said`); null where nothing does.
CREATE TABLE questions (
    transcript INTEGER NOT NULL REFERENCES transcripts (key) ON DELETE CASCADE,
    turn       INTEGER NOT NULL,
    exchange   INTEGER NOT NULL,
    name       TEXT,
    said       INTEGER,
    start      INTEGER,
    "end"      INTEGER,
    PRIMARY KEY (transcript, turn)
) WITHOUT ROWID;
-- Terms of attribution that a transcript sets.
CREATE TABLE terms (
    transcript INTEGER PRIMARY KEY REFERENCES transcripts (key) ON DELETE CASCADE,
    terms      TEXT NOT NULL      -- JSON [{kind, attribution, embargo, turn, start, end, words, ...}, ...]
);

-- A sample of a transcript's shingles, by which other editions of the same event are found.
CREATE TABLE sketches (
    transcript INTEGER PRIMARY KEY REFERENCES transcripts (key) ON DELETE CASCADE,
    hashes     BLOB NOT NULL      -- uint32, little-endian, rising
);

-- Transcripts of one event, both ways round; share: of the shorter one's words in the other, 0 to 1.
CREATE TABLE editions (
    transcript INTEGER NOT NULL REFERENCES transcripts (key) ON DELETE CASCADE,
    other      INTEGER NOT NULL REFERENCES transcripts (key) ON DELETE CASCADE,
    share      REAL NOT NULL,
    PRIMARY KEY (transcript, other)
) WITHOUT ROWID;
CREATE INDEX editions_by_other ON editions (other);

-- The language of a transcript (ISO 639-1), as it tells or as its words do; "und" where neither does. A
-- library of an earlier version gets the table when it is next written to.
CREATE TABLE IF NOT EXISTS languages (
    transcript INTEGER PRIMARY KEY REFERENCES transcripts (key) ON DELETE CASCADE,
    language   TEXT NOT NULL
);

-- Where the sentences of a turn begin. Turns so short that nobody cuts them have none, nor has what an earlier
-- version indexed.
CREATE TABLE IF NOT EXISTS sentences (
    transcript INTEGER NOT NULL REFERENCES transcripts (key) ON DELETE CASCADE,
    turn       INTEGER NOT NULL,
    starts     TEXT NOT NULL,     -- JSON [offset, ...] in the turn's text
    PRIMARY KEY (transcript, turn)
) WITHOUT ROWID;

-- The token codes of a vector's text, where its encoder makes any; in a library of an earlier version only of
-- what was encoded since.
CREATE TABLE IF NOT EXISTS token_codes (
    hash  BLOB PRIMARY KEY,       -- as in vectors
    space TEXT NOT NULL,          -- what the codes mean
    codes BLOB NOT NULL
) WITHOUT ROWID;
