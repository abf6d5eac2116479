"""Which sentences contradict each other."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from retrieval.answering.quote.candidate import Candidate, ReadSentence
from retrieval.answering.quote.conflicts import conflicts
from retrieval.query.answer_kind import AnswerKind
from retrieval.query.answer_spans import answer_spans
from retrieval.store.hit import Hit


@dataclass
class Asked:
    """What `conflicts` needs to know of a question."""

    kind: AnswerKind
    foreign: bool = False

    def is_foreign(self, _: Hit) -> bool:
        return self.foreign


def candidate(article: str, text: str, kind: AnswerKind, coverage: float = 1.0) -> Candidate:
    hit = Hit(
        passage_id=article, article_id=article, text=text, start=0, end=len(text), title="t", url=None,
        source=None, published=None, language="en", score=1.0,
    )  # fmt: skip
    return Candidate(
        hit=hit, start=0, end=len(text), cosine=0.9, own_coverage=coverage, coverage=coverage,
        passage_coverage=coverage, phrases=0.0, kind=1.0, answers=answer_spans(kind, [text], "")[0],
    )  # fmt: skip


TOLL = "The flood in Sughd killed {} people, officials said."


@pytest.mark.parametrize(
    ("kind", "texts", "found"),
    [
        (AnswerKind.NUMBER, [TOLL.format(12), TOLL.format(17)], ["1"]),
        (AnswerKind.NUMBER, [TOLL.format(12), TOLL.format(12)], []),
        (AnswerKind.NUMBER, [TOLL.format("1,200"), TOLL.format("1 200")], []),
        (AnswerKind.NUMBER, [TOLL.format(12), "The flood in Sughd cost 17 dollars, officials said."], []),
        (AnswerKind.NUMBER, [TOLL.format(12), "A school with 640 people in class opened in Kulob."], []),
        (
            AnswerKind.DATE,
            ["The bridge was opened in May 2019.", "The bridge was opened in July 2020."],
            ["1"],
        ),
        (AnswerKind.OTHER, [TOLL.format(12), TOLL.format(17)], []),
        (AnswerKind.NUMBER, [TOLL.format(12), TOLL.format(17), TOLL.format(20), TOLL.format(25)], ["1", "2"]),
    ],
)
def test_conflicts(kind: AnswerKind, texts: list[str], found: list[str]) -> None:
    """Other values of one thing, in other articles; equal values in another spelling are no conflict."""
    ranked = [candidate(str(n), text, kind) for n, text in enumerate(texts)]
    assert [c.hit.article_id for c in conflicts(ranked, Asked(kind))] == found  # type: ignore[arg-type]


def test_one_article_does_not_contradict_itself() -> None:
    """Two figures in one article are its own affair."""
    ranked = [candidate("same", TOLL.format(n), AnswerKind.NUMBER) for n in (12, 17)]
    assert conflicts(ranked, Asked(AnswerKind.NUMBER)) == []  # type: ignore[arg-type]


def test_what_holds_few_of_the_questions_words_is_no_conflict() -> None:
    """It speaks of something else."""
    ranked = [
        candidate("a", TOLL.format(12), AnswerKind.NUMBER),
        candidate("b", TOLL.format(17), AnswerKind.NUMBER, coverage=0.4),
    ]
    assert conflicts(ranked, Asked(AnswerKind.NUMBER)) == []  # type: ignore[arg-type]


def test_nothing_has_no_conflicts() -> None:
    """Where nothing was found nothing differs."""
    assert conflicts([], Asked(AnswerKind.NUMBER)) == []  # type: ignore[arg-type]


def read(candidate_: Candidate, words: str, margin: float, answered: float) -> Candidate:
    """The candidate as reading has marked it."""
    start = candidate_.text.index(words)
    sentence = ReadSentence((start, start + len(words)), margin, answered)
    return replace(candidate_, read=sentence)


@pytest.mark.parametrize(
    ("words", "margin", "answered", "found"),
    [
        ("17", 5.0, 3.0, ["1"]),
        ("17", -2.0, 3.0, []),  # far less sure than in the best
        ("17", 5.0, -3.0, []),  # the passage does not answer
        ("Sughd", 5.0, 3.0, []),  # what answers is no number
    ],
)
def test_where_passages_were_read_both_must_answer(
    words: str, margin: float, answered: float, found: list[str]
) -> None:
    """A number that only looks like another answer makes no difference to tell of."""
    first = read(candidate("0", TOLL.format(12), AnswerKind.NUMBER), "12", 6.0, 4.0)
    other = read(candidate("1", TOLL.format(17), AnswerKind.NUMBER), words, margin, answered)
    ranked = [first, replace(other, cosine=other.cosine)]
    differing = conflicts(ranked, Asked(AnswerKind.NUMBER))  # type: ignore[arg-type]
    assert [c.hit.article_id for c in differing] == found
