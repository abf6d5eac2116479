"""What is known of a question: each thing worked out once, and only when it is used."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime

import pytest

from retrieval.query.answer_kind import AnswerKind
from retrieval.query.breadth import Breadth
from retrieval.query.heard_words import HeardWords
from retrieval.query.query import LONGEST_QUERY, SYNONYM
from retrieval.query.sound import consonants
from retrieval.text.analysis import term_sequences, vocabulary, words
from tests.retrieval.fake_snapshot import FakeSnapshot, passage, query


def test_nothing_is_asked_of_the_snapshot_before_it_is_used_and_nothing_twice() -> None:
    """A search needs no weights, and an answer asks for them again and again."""
    snapshot = FakeSnapshot(names=["Asia-Plus"])
    asked = query("What does Asia-Plus say of the dam?", snapshot)
    assert (asked.language, asked.kind, asked.numbers) == ("en", AnswerKind.OTHER, ())
    assert snapshot.asked == []
    for _ in range(2):
        assert asked.outlets == ("Asia-Plus",)
        assert asked.breadth is Breadth.ONE
        asked.coverage(frozenset(["dam"]))
    assert sorted(snapshot.asked) == ["counts", "frequencies", "outlets"]


@pytest.mark.parametrize(
    ("text", "blank"),
    [("", True), (" ?! \N{GRINNING FACE}", True), ("\ud800", True), ("7", False), ("да", False)],
)
def test_blank_is_what_has_no_letter_and_no_digit(text: str, blank: bool) -> None:
    """Characters that are none are dropped first."""
    assert query(text).is_blank is blank


def test_what_stands_after_a_question_counts_for_nothing() -> None:
    """Somebody may paste an article."""
    asked = query("Who won? " + "x" * LONGEST_QUERY + " Rogun 2015")
    assert len(asked.text) == LONGEST_QUERY
    assert (asked.names, asked.numbers) == ((), ())


def test_names_and_numbers_are_as_they_stand() -> None:
    """A capital at the beginning makes no name, nor does one of a stop word."""
    asked = query("Did President Rahmon open The tunnel in July 2006 or 15 years later?")
    assert asked.names == ("President", "Rahmon", "July")
    assert asked.numbers == ("2006", "15")


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("Халима Кодирова", "Духтур Ҳалима Қодирова гуфт"), ("Ҳалима Қодирова", "Духтур Халима Кодирова гуфт"),
        ("Њалима Ќодирова чї гуфт?", "Духтур Ҳалима Қодирова гуфт"), ("Тоқаев", "президент Токаев"),
        ("علی کریمی", "وزير علي كريمي گفت"), ("O'zbekiston", "Oʻzbekiston"),
    ],
)  # fmt: skip
def test_words_are_covered_however_they_were_typed(asked: str, text: str) -> None:
    """Nothing of a question is missing from a text that has it in other letters."""
    assert query(asked).coverage(vocabulary(text)) == 1.0


def test_a_compound_is_covered_in_one_word_and_by_its_parts() -> None:
    """A non-joiner may be left out or be a space; the parts in one word count as words that say the same."""
    asked = query("علی‌رضا پناهیان")
    assert asked.coverage(vocabulary("علی رضا پناهیان")) == 1.0
    assert SYNONYM < asked.coverage(vocabulary("علیرضا پناهیان")) < 1.0
    assert query("علیرضا پناهیان").coverage(vocabulary("علی‌رضا پناهیان")) == 1.0


def test_times_are_counted_from_now() -> None:
    """As somebody means them who asks at that moment."""
    asked = query("What was reported last month?", now=datetime(2021, 3, 10, tzinfo=UTC))
    (period,) = asked.periods
    assert (period.start, period.end) == (date(2021, 2, 1), date(2021, 3, 1))


def test_two_outlets_ask_for_what_each_of_them_says() -> None:
    """They are told apart by the names in the store."""
    snapshot = FakeSnapshot(names=["IRNA", "Ozodi", "Tasnim"])
    asked = query("What do Tasnim and IRNA report about the visit?", snapshot)
    assert asked.outlets == ("Tasnim", "IRNA")
    assert asked.breadth is Breadth.SEVERAL


def test_rare_terms_weigh_more() -> None:
    """By the logarithm of how rare they are among the passages."""
    asked = query("the dam and the tunnel", FakeSnapshot(frequency={"dam": 499}))
    weights = {term: weight for term, _, weight in asked.weighted}
    assert weights == {"dam": math.log(1 + 1_000 / 500), "tunnel": math.log(1 + 1_000)}
    whole = sum(weights.values())
    assert asked.coverages([vocabulary("A dam."), vocabulary("The tunnels.")]) == [
        pytest.approx(weights["dam"] / whole),
        pytest.approx(weights["tunnel"] / whole),
    ]
    assert asked.coverage(vocabulary("A dam."), without=frozenset(["tunnel"])) == 1
    assert asked.coverage(vocabulary("A dam."), without=frozenset(["dam", "tunnel"])) == 0


def test_terms_are_heard_across_alphabets() -> None:
    """A name as another alphabet writes it counts as much as one in the question's own; other words do not."""
    asked = query("сколько стоит мука в худжанде", FakeSnapshot(frequency={"мук": 499}))
    weights = {term: weight for term, _, weight in asked.weighted}
    heard = asked.heard(HeardWords.of(words("Дар Хуҷанд орд қимат шуд")))
    town = next(weight for term, weight in weights.items() if term.startswith("худж"))
    counted = sum(weight for term, weight in weights.items() if len(consonants(term)) > 1)
    assert heard == pytest.approx(town / counted)
    assert asked.heard(HeardWords.of([])) == 0
    assert query("?!").heard(HeardWords.of(["dam"])) == 0


def test_a_synonym_covers_a_term_in_part() -> None:
    """What fell also dropped, or nearly so."""
    assert query("fell").coverage(vocabulary("It dropped.")) == pytest.approx(SYNONYM)
    assert query("fell").coverage(vocabulary("It fell and dropped.")) == 1


def test_phrases_are_pairs_of_neighbours() -> None:
    """In the same order, wherever the pair stands."""
    asked = query("joint defence committee")
    sentences = [
        "A joint defence committee.",
        "A committee for joint defence.",
        "Defence, joint committee.",
        "",
    ]
    assert asked.phrases(term_sequences(sentences)) == [1, 0.5, 0, 0]


@pytest.mark.parametrize(
    ("text", "language", "foreign"),
    [
        ("Who built the dam?", "en", False),
        ("Who built the dam?", "ru", True),
        ("Who built the dam?", None, False),
        ("Rogun", "ru", False),
    ],
)
def test_foreign_is_what_is_known_to_be(text: str, language: str | None, foreign: bool) -> None:
    """Where one of the languages cannot be told, nothing is."""
    assert query(text).is_foreign(passage("x", language=language)) is foreign
