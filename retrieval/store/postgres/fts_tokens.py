"""The tokens that SQLite's FTS5 makes of a term.

Scores are to be those of the embedded store, so the postings hold the very tokens that FTS5 indexes there: it takes
`o'neil` for two.  Nearly all terms are one token, themselves; of the others FTS5 is asked.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Small letters that Unicode has always had, and digits.
_PLAIN = re.compile("[a-z0-9\u0430-\u045f]+")
_LOCK = threading.Lock()


def counted_tokens(terms: Iterable[str]) -> Counter[str]:
    """How often each token stands in a text with these terms."""
    counts: Counter[str] = Counter()
    for term in terms:
        if _PLAIN.fullmatch(term):
            counts[term] += 1
        else:
            counts.update(_tokens(term))
    return counts


@lru_cache(maxsize=100_000)
def _tokens(term: str) -> tuple[str, ...]:
    with _LOCK:
        database = _asked()
        database.execute("DELETE FROM texts")
        database.execute("INSERT INTO texts(rowid, text) VALUES (1, ?)", [term])
        return tuple(
            str(token)
            for token, count in database.execute("SELECT term, cnt FROM tokens")
            for _ in range(int(count))
        )


@lru_cache(maxsize=1)
def _asked() -> sqlite3.Connection:
    database = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    database.executescript(
        'CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = "unicode61 remove_diacritics 0");'
        "CREATE VIRTUAL TABLE tokens USING fts5vocab(texts, row);"
    )
    return database
