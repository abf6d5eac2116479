"""The tables of a generation's SQLite file."""

SCHEMA = """
CREATE TABLE items (              -- what was read: a file, with what it looked like then
    origin TEXT PRIMARY KEY,
    source TEXT NOT NULL,         -- the folder or file that was asked for, which this item is a part of
    fingerprint TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    item TEXT NOT NULL,           -- the item it came from
    origin TEXT NOT NULL,
    digest TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    url TEXT,
    published TEXT,               -- ISO 8601 in the time zone that the source states; see retrieval/store/dates.py
    updated TEXT,                 -- the same
    outlet TEXT,
    author TEXT,
    language TEXT
) WITHOUT ROWID;
CREATE INDEX articles_by_item ON articles(item);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY,      -- also the row in the postings
    id TEXT NOT NULL UNIQUE,      -- also the id in Chroma
    article TEXT NOT NULL,
    start INTEGER NOT NULL,       -- offsets in characters of the article's text
    "end" INTEGER NOT NULL,
    signature BLOB NOT NULL,      -- tells near-copies of one story; see corpus/duplicates.py
    embedded INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX passages_by_article ON passages(article);
CREATE TABLE sentences (          -- apart from the passages, which are read more often
    passage INTEGER PRIMARY KEY,  -- row of the passage
    vectors BLOB NOT NULL         -- see retrieval/embedding/sentence_vectors.py
);
"""

KEYWORDS = """
CREATE VIRTUAL TABLE keywords USING fts5(title, body, around, tokenize = "unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE keyword_counts USING fts5vocab(keywords, row);
"""
"""The tables of the postings, which are made anew where their terms have changed."""
