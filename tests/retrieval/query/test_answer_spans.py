"""The words of a sentence that are of the kind asked for."""

from __future__ import annotations

import pytest

from retrieval.query.answer_kind import AnswerKind
from retrieval.query.answer_spans import answer_spans

PERSON, DATE, NUMBER, PLACE, REASON, OTHER = AnswerKind


def words_of(kind: AnswerKind, sentence: str, question: str) -> list[str]:
    (spans,) = answer_spans(kind, [sentence], question)
    return [sentence[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("kind", "sentence", "found"),
    [
        (DATE, "It was opened on 3 March 2021 and closed in 2022.", ["3 March 2021", "2022"]),
        (DATE, "Мост открыли 12 июня 2019 года, в среду.", ["12 июня 2019", "среду"]),
        (NUMBER, "Trade fell to US$60-70 million in 2015, by 3.5% a year.", ["US$60-70 million", "3.5%"]),
        (NUMBER, "Some 1,200 families and twenty-five schools.", ["1,200", "twenty-five"]),
        (NUMBER, "Пострадали 1 200 человек, ущерб — 3,5 млн сомони.", ["1 200", "3,5 млн"]),
        (PERSON, "The minister met Sherali Mirzo in Tehran.", ["Sherali Mirzo", "Tehran"]),
        (PERSON, "На выборах победил Касым-Жомарт Токаев.", ["Касым-Жомарт Токаев"]),
        (PLACE, "Rahmon met Zarif in Dushanbe, said IRNA.", ["Dushanbe"]),
        (REASON, "Because of the snow in 2015.", []),
        (OTHER, "Ann Lee met 3 people in Oslo.", []),
    ],
)
def test_words_of_a_kind(kind: AnswerKind, sentence: str, found: list[str]) -> None:
    """Dates are no numbers; names at the start count unless they are a small word."""
    assert words_of(kind, sentence, "?") == found


def test_what_the_question_names_is_no_answer() -> None:
    """The year and the name in the question are not marked in the sentence."""
    sentence = "In 2015 Iran invited Muhiddin Kabiri, and in 2016 it did not."
    assert words_of(DATE, sentence, "What happened in 2015?") == ["2016"]
    assert words_of(PERSON, sentence, "Whom did Iran invite?") == ["Muhiddin Kabiri"]


def test_each_sentence_has_its_own_words() -> None:
    """In the order of the sentences, whether they hold any or not."""
    sentences = ["In 2015 it began.", "Nobody knows.", "It ended in 2016, not in 2017."]
    assert answer_spans(DATE, sentences, "What happened in 2015?") == [(), (), ((12, 16), (25, 29))]
    assert answer_spans(DATE, [], "When?") == []
