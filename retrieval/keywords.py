"""The keyword half of the index: BM25 over the same passages, in SQLite's FTS5."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import snowballstemmer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_WORD = re.compile(r"\w+(?:[’'ʼ]\w+)*", re.UNICODE)
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LATIN = re.compile(r"[a-z]")

# Words that stand in nearly every question or article and so say nothing about which one is meant.
STOP_WORDS = frozenset(
    """
    a an and any are as at be been being but by can could did do does doing for from had has have he her him his how
    i if in into is it its may me my no not of on or our she should so than that the their them then there these
    they this those to many much was we were what when where which who whom whose why will with would you your
    а без более бы был была были было быть в вам вас весь во вот все всё вы где да для до его ее её если есть еще ещё
    же за здесь и из или им их к как какая какие какое какой когда который которая которые кто куда ли между меня мне
    мы на над нам нас не него нее неё нет ни них но о об он она они оно от по под почему при с сколько со так такой
    там те тем то того тоже той только том ту ты у уже чего чем что чтобы чьё чья эта эти это этого этой этом этот я
    аз аст бо ба барои ва вай дар ин кай кадом ки кист кӣ куҷо ман мо не он онҳо ро то чанд чаро чист чӣ ё ҳам
    """.split()
)


class _Stemmers:
    """Snowball's stemmers keep state while they work, so every thread has its own."""

    def __init__(self) -> None:
        self._local = threading.local()

    def stem(self, word: str, language: str) -> str:
        stemmers = self._local.__dict__
        if language not in stemmers:
            stemmers[language] = snowballstemmer.stemmer(language)
        return str(stemmers[language].stemWord(word))


_STEMMERS = _Stemmers()


@lru_cache(maxsize=200_000)
def term(word: str) -> str:
    """The form under which a word is indexed: lower case, without accents or ё, stemmed by its script."""
    folded = fold(word)
    if _CYRILLIC.search(folded):
        return _STEMMERS.stem(folded, "russian")
    if _LATIN.search(folded):
        return _STEMMERS.stem(folded.removesuffix("'s"), "english")
    return folded


def fold(word: str) -> str:
    """Lower case, apostrophes made one, accents of Latin letters and the dots of ё dropped."""
    lowered = word.casefold().replace("’", "'").replace("ʼ", "'").replace("ё", "е")
    if lowered.isascii() or _CYRILLIC.search(lowered):
        return lowered  # й and the Tajik letters would lose their marks
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The words of a text as they stand."""
    return _WORD.findall(text)


def terms(text: str) -> list[str]:
    """The terms of a text, in order, with stop words."""
    return [term(word) for word in words(text)]


def content_terms(text: str) -> list[str]:
    """The terms of a text that say what it is about: no stop words, each once, in order."""
    return list(dict.fromkeys(term(word) for word in words(text) if word.casefold() not in STOP_WORDS))


SCHEMA = """
CREATE VIRTUAL TABLE keywords USING fts5(title, body, tokenize = "unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE keyword_counts USING fts5vocab(keywords, row);
"""

_TITLE_WEIGHT = 0.6


def index(database: sqlite3.Connection, rows: Iterable[tuple[int, str, str]]) -> None:
    """Index passages given as (row, title, text)."""
    database.executemany(
        "INSERT INTO keywords(rowid, title, body) VALUES (?, ?, ?)",
        ((row, " ".join(terms(title)), " ".join(terms(text))) for row, title, text in rows),
    )


def unindex(database: sqlite3.Connection, rows: Iterable[int]) -> None:
    """Take passages out of the keyword index by row."""
    database.executemany("DELETE FROM keywords WHERE rowid = ?", ((row,) for row in rows))


def match(database: sqlite3.Connection, question: str, limit: int) -> list[tuple[int, float]]:
    """Rows and BM25 scores (greater is better) of the passages that share words with a question, best first."""
    sought = content_terms(question) or terms(question)
    if not sought:
        return []
    # Every term is quoted, so no character of a question can be taken for FTS5's query syntax.
    query = " OR ".join('"' + t.replace('"', '""') + '"' for t in dict.fromkeys(sought[:64]))
    found = database.execute(
        f"SELECT rowid, -bm25(keywords, {_TITLE_WEIGHT}, 1.0) AS score FROM keywords "  # noqa: S608 - a constant
        "WHERE keywords MATCH ? ORDER BY score DESC LIMIT ?",
        (query, limit),
    )
    return [(int(row), float(score)) for row, score in found]
