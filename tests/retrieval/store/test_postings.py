"""Keywords: stemmed English and Russian, BM25, and no character that can break a query."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.store import postings
from retrieval.store.postings import match
from retrieval.text.analysis import content_terms, fold, term, terms

PASSAGES = [
    (1, "Rogun", "The dams on the river were built by engineers from Dushanbe.", "It stands on the Vakhsh."),
    (2, "Trade", "Trade between the countries fell to US$60-70 million in 2015.", ""),
    (3, "Визит", "Министр обороны Таджикистана прибыл в Тегеран с рабочим визитом.", ""),
]


@pytest.fixture
def database() -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.executescript(postings.SCHEMA)
    postings.index(database, PASSAGES)
    return database


def found(database: sqlite3.Connection, question: str) -> list[tuple[int, float]]:
    return match(database, question, 5, len(PASSAGES)).found


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Which dam was built?", 1),
        ("trading in 2015", 2),
        ("министры обороны", 3),
        ("визиты в Таджикистан", 3),
        ("DUSHANBE", 1),
    ],
)
def test_other_forms_of_a_word_are_found(database: sqlite3.Connection, question: str, row: int) -> None:
    """Plural, case and capitals do not matter, in English or in Russian."""
    assert found(database, question)[0][0] == row


def test_scores_fall(database: sqlite3.Connection) -> None:
    """Greater is better, best first."""
    scores = [score for _, score in found(database, "trade dam river engineers million")]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_removed_passage_is_not_found(database: sqlite3.Connection) -> None:
    """What was taken out is gone."""
    postings.unindex(database, [2])
    assert found(database, "trade million 2015") == []


def test_question_of_stop_words_only_still_searches(database: sqlite3.Connection) -> None:
    """Words that say nothing are used where there are no others."""
    assert found(database, "who was on the")


@given(st.text(max_size=200))
def test_no_question_breaks_the_query(question: str) -> None:
    """Quotes, operators, column names, emoji and control characters are all just text."""
    database = sqlite3.connect(":memory:")
    database.executescript(postings.SCHEMA)
    postings.index(database, PASSAGES)
    for asked in (question, f'"{question}" NEAR( title: * ^ AND OR NOT {question}'):
        for row, score in found(database, asked.encode("utf-8", "ignore").decode()):
            assert row in (1, 2, 3)
            assert score == score  # noqa: PLR0124 - not NaN


def test_yo_and_e_are_one_letter() -> None:
    """Russian ё is often written е."""
    assert term("самолёт") == term("самолет")


def test_short_i_and_tajik_letters_stay() -> None:
    """й is no и with an accent, and қ is no к."""
    assert fold("край") != fold("краи")
    assert terms("қароргоҳ") != terms("кароргох")


def test_accents_of_latin_letters_go() -> None:
    """A name is found with or without its accents."""
    assert term("Erdoğan") == term("Erdogan")


def test_content_terms_are_what_a_question_is_about() -> None:
    """Question words and helpers are left out, and each term comes once."""
    assert content_terms("Who was the minister and who is the minister?") == [term("minister")]
    assert content_terms("Кто и когда построил туннель?") == [term("построил"), term("туннель")]


def test_words_beside_a_passage_count_a_little(database: sqlite3.Connection) -> None:
    """A passage is found by the words of its neighbours too, behind one that holds them itself."""
    postings.index(database, [(4, "Other", "The Vakhsh is long.", "")])
    assert [row for row, _ in found(database, "Vakhsh")] == [4, 1]


def test_share_of_the_ideal_tells_how_much_of_a_question_is_there(database: sqlite3.Connection) -> None:
    """A question whose words all stand in a passage comes near its ideal; one in another language does not."""
    whole = match(database, "Министр обороны Таджикистана прибыл в Тегеран с визитом", 5, len(PASSAGES))
    hardly = match(database, "Which bananas and trams are cheapest in 2015?", 5, len(PASSAGES))
    assert whole.found[0][1] / whole.ideal > 0.5
    assert hardly.found[0][1] / hardly.ideal < 0.35


def test_frequent_terms_are_left_out_where_rarer_ones_do() -> None:
    """Work is bounded: with rare terms at hand, those that stand everywhere are not looked up."""
    database = sqlite3.connect(":memory:")
    database.executescript(postings.SCHEMA)
    count = 5_000
    rows = [(n, "", "common " + ("rare unusual" if n == 7 else f"word{n}"), "") for n in range(count)]
    postings.index(database, rows)
    assert [row for row, _ in match(database, "common rare unusual", 5, count).found] == [7]
    assert len(match(database, "common", 5, count).found) == 5
