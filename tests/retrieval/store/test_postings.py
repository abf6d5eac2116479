"""Keywords: stemmed English and Russian, BM25, and no character that can break a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.store.postings import Postings
from retrieval.store.postings_writer import PassageWords, PostingsWriter
from tests.retrieval.store.passage_database import add_passages, passage_database

if TYPE_CHECKING:
    from retrieval.store.database import WritableDatabase
    from retrieval.store.postings import Matches

PASSAGES = [
    PassageWords(
        1, "Rogun", "The dams on the river were built by engineers from Dushanbe.", "It stands on the Vakhsh."
    ),
    PassageWords(2, "Trade", "Trade between the countries fell to US$60-70 million in 2015.", ""),
    PassageWords(3, "Визит", "Министр обороны Таджикистана прибыл в Тегеран с рабочим визитом.", ""),
]


@pytest.fixture
def database() -> WritableDatabase:
    return passage_database(PASSAGES)


def match(database: WritableDatabase, question: str, count: int = len(PASSAGES)) -> Matches:
    return Postings(database).match(question, 5, count)


def found(database: WritableDatabase, question: str) -> list[tuple[int, float]]:
    return [(int(id_), score) for id_, score in match(database, question).found]


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
def test_other_forms_of_a_word_are_found(database: WritableDatabase, question: str, row: int) -> None:
    """Plural, case and capitals do not matter, in English or in Russian."""
    assert found(database, question)[0][0] == row


def test_scores_fall(database: WritableDatabase) -> None:
    """Greater is better, best first."""
    scores = [score for _, score in found(database, "trade dam river engineers million")]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_removed_passage_is_not_found(database: WritableDatabase) -> None:
    """What was taken out is gone."""
    PostingsWriter(database).remove([2])
    assert found(database, "trade million 2015") == []


def test_question_of_stop_words_only_still_searches(database: WritableDatabase) -> None:
    """Words that say nothing are used where there are no others."""
    assert found(database, "who was on the")


@given(st.text(max_size=200))
def test_no_question_breaks_the_query(question: str) -> None:
    """Quotes, operators, column names, emoji and control characters are all just text."""
    database = passage_database(PASSAGES)
    for asked in (question, f'"{question}" NEAR( title: * ^ AND OR NOT {question}'):
        for row, score in found(database, asked.encode("utf-8", "ignore").decode()):
            assert row in (1, 2, 3)
            assert score == score  # noqa: PLR0124 - not NaN


def test_words_beside_a_passage_count_a_little(database: WritableDatabase) -> None:
    """A passage is found by the words of its neighbours too, behind one that holds them itself."""
    add_passages(database, [PassageWords(4, "Other", "The Vakhsh is long.", "")])
    assert [row for row, _ in found(database, "Vakhsh")] == [4, 1]


def test_share_of_the_ideal_tells_how_much_of_a_question_is_there(database: WritableDatabase) -> None:
    """A question whose words all stand in a passage comes near its ideal; one in another language does not."""
    whole = match(database, "Министр обороны Таджикистана прибыл в Тегеран с визитом")
    hardly = match(database, "Which bananas and trams are cheapest in 2015?")
    assert whole.found[0][1] / whole.ideal > 0.5
    assert hardly.found[0][1] / hardly.ideal < 0.35


def test_terms_by_their_first_letter(database: WritableDatabase) -> None:
    """Of headlines and passages, as they are indexed."""
    postings = Postings(database)
    assert {"river", "rogun"} <= set(postings.beginning("r"))
    assert "визит" in postings.beginning("в")
    assert all(term.startswith("d") for term in postings.beginning("d"))
    assert postings.beginning("z") == []


def test_frequent_terms_are_left_out_where_rarer_ones_do() -> None:
    """Work is bounded: with rare terms at hand, those that stand everywhere are not looked up."""
    count = 5_000
    texts = ["common " + ("rare unusual" if n == 7 else f"word{n}") for n in range(count)]
    database = passage_database([PassageWords(n, "", text, "") for n, text in enumerate(texts)])
    assert [id_ for id_, _ in match(database, "common rare unusual", count).found] == ["7"]
    assert len(match(database, "common", count).found) == 5
