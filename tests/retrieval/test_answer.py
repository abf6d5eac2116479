"""Answers: text with marks, refusals in words, plain JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from retrieval.answer import Answer, Citation, Sentence
from retrieval.note import Note, NoteCode
from retrieval.question_kind import QuestionKind

CITATION = Citation(
    number=1, quote="q", title="t", url=None, published=datetime(2021, 4, 6, tzinfo=UTC), source="s",
    article_id="a", start=0, end=1,
)  # fmt: skip


def test_text_carries_the_marks() -> None:
    """Every sentence is followed by the numbers of its citations."""
    sentences = (Sentence(text="One.", citations=(1, 2)), Sentence(text="Two.", citations=(3,)))
    answer = Answer(question="?", searched_for="?", sentences=sentences)
    assert answer.text == "One. [1][2] Two. [3]"


def test_refusal_speaks_the_language_of_the_question() -> None:
    """English where the language is not one of ours."""
    texts = {
        language: Answer(question="?", searched_for="?", refused=True, language=language).text
        for language in ("en", "ru", "tg", "xx")
    }
    assert texts["xx"] == texts["en"] == "The articles do not say."
    assert len(set(texts.values())) == 3


@pytest.mark.parametrize(("language", "words"), [("en", "“a”, “b”"), ("ru", "«a», «b»"), ("tg", "«a», «b»")])
def test_missing_words_are_quoted_as_the_language_does(language: str, words: str) -> None:
    """With the quotation marks of that language."""
    answer = Answer(question="?", searched_for="?", refused=True, missing=("a", "b"), language=language)
    assert words in answer.text


def test_json_has_everything() -> None:
    """`to_dict` is plain JSON, with the text, ISO dates and the note in words."""
    answer = Answer(
        question="?",
        searched_for="?",
        sentences=(Sentence(text="One.", citations=(1,)),),
        citations=(CITATION,),
        note=Note(code=NoteCode.ARTICLES_DIFFER),
    )
    facts = json.loads(json.dumps(answer.to_dict()))
    assert facts["text"] == "One. [1]"
    assert facts["citations"][0]["published"] == "2021-04-06T00:00:00+00:00"
    assert facts["note"] == "The articles give different answers; the newest comes first."
    assert Answer(question="?", searched_for="?").to_dict()["note"] is None
    assert set(facts["citations"][0]) == set(CITATION.__dataclass_fields__) - {"reading_url"}
    read = replace(answer, citations=(replace(CITATION, reading_url="https://news.example/read/x"),))
    assert set(read.to_dict()["citations"][0]) == set(CITATION.__dataclass_fields__)


@pytest.mark.parametrize("kind", [QuestionKind.COURTESY, QuestionKind.HELP])
def test_what_is_not_searched_for_is_no_refusal(kind: QuestionKind) -> None:
    """A word back in the reader's language, with nothing cited; the kind is a plain string in JSON."""
    texts = {
        language: Answer(question="?", searched_for="?", kind=kind, language=language).text
        for language in ("en", "ru", "tg")
    }
    assert len(set(texts.values())) == 3
    facts = json.loads(json.dumps(Answer(question="?", searched_for="?", kind=kind).to_dict()))
    assert facts["kind"] == kind.value
    assert facts["text"] == texts["en"]
    assert facts["refused"] is False
    assert facts["citations"] == facts["sentences"] == []


def test_the_cited_articles_go_along_and_are_no_part_of_what_is_said() -> None:
    """Parts of an answer bring theirs together; JSON and comparisons have none."""
    parts = [Answer(question="?", searched_for="?", articles={id_: f"Text of {id_}."}) for id_ in "ab"]
    whole = parts[0] + parts[1]
    assert whole.articles == {"a": "Text of a.", "b": "Text of b."}
    assert "articles" not in whole.to_dict()
    assert whole == replace(whole, articles={})
