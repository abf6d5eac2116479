"""Tokens of the postings in PostgreSQL: those that FTS5 indexes in the embedded store."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.store.postgres.fts_tokens import counted_tokens
from retrieval.store.schema import KEYWORDS
from retrieval.text.analysis import terms


def indexed(text: str) -> Counter[str]:
    """What FTS5 makes of the terms of a text."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(KEYWORDS)
        database.execute("CREATE VIRTUAL TABLE each USING fts5vocab(keywords, row)")
        database.execute("INSERT INTO keywords(body) VALUES (?)", [" ".join(terms(text))])
        return Counter(dict(database.execute("SELECT term, cnt FROM each")))


@pytest.mark.parametrize(
    "text",
    [
        "The dam's engineers said it cost US$60-70 million in 2015",
        "O'Neil and o’neil, rock'n'roll",
        "snake_case stays_apart",
        "Эмомалӣ Раҳмон посетил Ҳиссор",
        "naïve café Straße İstanbul",
        "٣ ² ½ Ⅷ",
        "می\u200cخواهم",
    ],
)
def test_terms_fall_into_the_tokens_of_fts5(text: str) -> None:
    """Apostrophes and low lines part them; letters of other scripts and figures of all kinds are as FTS5 has them."""
    assert counted_tokens(terms(text)) == indexed(text)


@given(st.text(max_size=60))
def test_so_do_those_of_any_text(text: str) -> None:
    """Whatever stands in an article."""
    text = text.replace("\0", "").encode("utf-8", "ignore").decode()
    assert counted_tokens(terms(text)) == indexed(text)
