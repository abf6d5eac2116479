"""Sentences that answer, as reading marks them."""

from __future__ import annotations

from datetime import UTC, datetime

from corpus import detect_language
from retrieval.answering.differences.stated_answer import StatedAnswer
from retrieval.answering.quote.candidate import Candidate, ReadSentence
from retrieval.query.answer_kind import AnswerKind
from retrieval.query.answer_spans import answer_spans
from retrieval.store.hit import Hit

PUBLISHED = datetime(2026, 3, 4, 12, tzinfo=UTC)


def marked(
    text: str,
    words: str,
    *,
    article: str = "a",
    kind: AnswerKind = AnswerKind.NUMBER,
    cosine: float = 0.9,
    around: str = "",
    answered: float = 3.0,
    published: datetime | None = PUBLISHED,
) -> Candidate:
    """A sentence at the beginning of a passage.

    Args:
        text: The sentence.
        words: Its words that reading marks; where there are none, the passage was not read.
        article: Id of the article.
        kind: What is asked for.
        cosine: Of question and sentence.
        around: What the passage goes on with.
        answered: Logit that the passage answers.
        published: When.
    """
    whole = f"{text} {around}".strip()
    hit = Hit(
        passage_id=article, article_id=article, text=whole, start=0, end=len(whole), title="", url=None,
        source=None, published=published, language=detect_language(text), score=1.0,
    )  # fmt: skip
    start = text.index(words)
    return Candidate(
        hit=hit, start=0, end=len(text), cosine=cosine, own_coverage=1.0, coverage=1.0, passage_coverage=1.0,
        phrases=0.0, heard=0.0, kind=1.0, answers=answer_spans(kind, [text], "")[0],
        read=ReadSentence((start, start + len(words)), 5.0, answered) if words else None,
    )  # fmt: skip


def stated(text: str, words: str, kind: AnswerKind, around: str = "") -> StatedAnswer:
    """What such a sentence answers."""
    return StatedAnswer(marked(text, words, kind=kind, around=around), kind)
