"""Reports of other things are told apart from reports of the same."""

from __future__ import annotations

from typing import Any

import pytest

from retrieval.answering.differences.answering_report import AnsweringReport
from retrieval.answering.differences.same_subject import same_subject, subject_features
from retrieval.answering.differences.stated_answer import StatedAnswer
from retrieval.query.query import Query
from tests.retrieval.answering.differences.marked import marked
from tests.retrieval.fake_snapshot import FakeSnapshot


def reports(
    question: str, one: str, other: str, **values: Any
) -> tuple[Query, AnsweringReport, AnsweringReport]:
    """Two reports, each given as its sentence with the words that answer in brackets."""
    query = Query(question, FakeSnapshot())  # type: ignore[arg-type]
    found = []
    for text in (one, other):
        words = text[text.index("[") + 1 : text.index("]")]
        sentence = text.replace("[", "").replace("]", "")
        found.append(
            AnsweringReport(StatedAnswer(marked(sentence, words, kind=query.kind, **values), query.kind))
        )
    return query, found[0], found[1]


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "How many people died in the flood in Sughd?",
            "The flood in Sughd killed [12] people.",
            "The flood in Sughd killed [17] people, says Sughd's governor.",
        ),
        (
            "When will the Harwell bridge reopen?",
            "The Harwell bridge will reopen on [14 July].",
            "The Harwell bridge will reopen on [2 September] because of cracks.",
        ),
        (
            "Сколько домов затопило в Орске?",
            "В Орске затоплено [340] домов.",
            "В Орске под водой уже [1 870] домов.",
        ),
    ],
)
def test_one_thing(question: str, one: str, other: str) -> None:
    """The same event, told of by two."""
    assert same_subject(*reports(question, one, other))


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("How tall is the Nurek dam?", "The Nurek dam is [300] metres tall.", "The Rogun dam is [335] metres tall."),
        (
            "How many nurses are on strike in Manitoba?",
            "[8,500] nurses are on strike in Manitoba.",
            "[5,100] teachers are on strike in Manitoba.",
        ),
        (
            "How many people were killed in the stampede in Varanasi?",
            "[18] people were killed in the stampede in Varanasi.",
            "[74] people were hurt in the stampede in Varanasi.",
        ),
        (
            "How many soldiers does Norway send to Latvia?",
            "Norway sends [600] soldiers to Latvia.",
            "Norway sends soldiers to Latvia, and [150] of the 600 are there.",
        ),
        (
            "How many houses were built in Derna?",
            "[3,400] houses were built in Derna.",
            "The fund wants to build [8,000] houses in Derna.",
        ),
        (
            "How many tourists visited Bhutan?",
            "[145,000] tourists visited Bhutan in 2024.",
            "[209,000] tourists visited Bhutan in 2025.",
        ),
        (
            "Who is the rector of Khatlon University?",
            "The rector of Khatlon University is [Anna Berg].",
            "The deputy rector of Khatlon University is [Paul Kim].",
        ),
        (
            "Сколько человек погибло при обрушении школы в Ургенче?",
            "Погибли [пять] человек в Ургенче.",
            "При обрушении школы в Ургенче ранено [32] человека.",
        ),
        (
            "How many people died in the flood?",
            "[12] people died in the flood in Sughd.",
            "[90] people died in the flood in Assam.",
        ),
    ],
)  # fmt: skip
def test_two_things(question: str, one: str, other: str) -> None:
    """Another dam, group, toll, part, plan, year, or place than the one that is asked for."""
    assert not same_subject(*reports(question, one, other))


def test_what_answers_far_less_well_is_of_something_else() -> None:
    """The less near a sentence is to the question, the less likely it speaks of the same."""
    query, best, near = reports(
        "How many died in Sughd?", "The flood in Sughd killed [12].", "The flood in Sughd killed [17]."
    )
    _, _, far = reports(
        "How many died in Sughd?",
        "The flood in Sughd killed [12].",
        "The flood in Sughd killed [17].",
        cosine=0.6,
    )
    found = subject_features(query, best, near), subject_features(query, best, far)
    assert found[0] is not None
    assert found[1] is not None
    assert found[0].confidence > found[1].confidence
    assert same_subject(query, best, near)
    assert not same_subject(query, best, far)


def test_what_a_figure_counts() -> None:
    """Scales are passed over, and a measure counts nothing."""
    _, one, other = reports("How much?", "They sold [3 million] cars.", "They need [19 tonnes] of rice.")
    assert one.counted == "car"
    assert other.counted is None


def test_two_dams_in_the_same_words_are_no_update() -> None:
    """A near-copy has to name what the sentence names, but for what answers."""
    query, tall, _ = reports("How tall is the dam?", "The Nurek dam is [300] metres tall.", "[1]")
    assert tall.is_named_in("The Nurek dam is 304 metres tall.", query)
    assert not tall.is_named_in("The Rogun dam is 335 metres tall.", query)
    query, mayor, _ = reports("Who is the mayor of Kulob?", "The mayor of Kulob is [Anna Berg].", "[A]")
    assert mayor.is_named_in("The mayor of Kulob is Paul Kim.", query)
    assert not mayor.is_named_in("The mayor of Bokhtar is Paul Kim.", query)
