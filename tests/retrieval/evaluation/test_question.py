"""Files of questions: what a line may hold, and what is said of one that is wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from retrieval.errors import QuestionError
from retrieval.evaluation.question import EvaluationQuestion, GoldPassage, read_questions

if TYPE_CHECKING:
    from pathlib import Path


def read(tmp_path: Path, *lines: str) -> list[EvaluationQuestion]:
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(lines), "utf-8")
    return read_questions(file)


def one(tmp_path: Path, **fields: Any) -> EvaluationQuestion:
    return read(tmp_path, json.dumps({"question": "Who built the dam?", **fields}))[0]


def test_only_the_question_is_needed(tmp_path: Path) -> None:
    """A bare question gets its line as its id and its language from its words; unknown keys are passed over."""
    found = one(tmp_path, difficulty="hard")
    assert found == EvaluationQuestion(id="questions.jsonl:1", question="Who built the dam?", language="en")
    assert found.answerable


def test_everything_a_line_may_hold(tmp_path: Path) -> None:
    """Numbers serve as ids, `gold_ids` is another name for `all_article_ids`, null is like missing."""
    found = one(
        tmp_path,
        id=7,
        language="ru",
        answerable=False,
        answers=["Sabir", "the Iranian company Sabir"],
        article_ids=["a", 3],
        gold_ids=[1, 2],
        all_article_ids=None,
        passage={"article_id": "a", "start": 2, "end": 9},
        nearest_article="a",
        published_after="2020-01-01",
        sources=["Tasnim"],
        history=[
            {"role": "user", "content": "Hello"},
            {"role": "assistant", "content": "Hi", "model": "x"},
        ],
    )
    assert found == EvaluationQuestion(
        id="7",
        question="Who built the dam?",
        language="ru",
        answerable=False,
        answers=("Sabir", "the Iranian company Sabir"),
        article_ids=("a", "3"),
        all_article_ids=("1", "2"),
        passages=(GoldPassage(article_id="a", start=2, end=9),),
        nearest_article="a",
        filters=(("published_after", "2020-01-01"), ("sources", ("Tasnim",))),
        history=(("user", "Hello"), ("assistant", "Hi")),
    )
    assert found.gold == {"a", "3", "1", "2"}


def test_passages_may_be_words_places_or_several(tmp_path: Path) -> None:
    """A place without an article is in the only one that the question names."""
    found = one(tmp_path, article_ids=["a"], passage=["The dam.", {"start": 0, "end": 8}])
    assert found.passages == (GoldPassage(text="The dam."), GoldPassage(article_id="a", start=0, end=8))


def test_input_of_the_chain(tmp_path: Path) -> None:
    """The chain gets the question with its filters, and the history as messages."""
    given = one(
        tmp_path, published_before="2021-01-01", history=[{"role": "user", "content": "Hello"}]
    ).to_input()
    assert given["question"] == "Who built the dam?"
    assert given["published_before"] == "2021-01-01"
    assert [(m.type, m.content) for m in given["history"]] == [("human", "Hello")]


def test_blank_lines_are_passed_over_and_counted(tmp_path: Path) -> None:
    """The line in an id is the line in the file."""
    found = read(tmp_path, "\ufeff", "", '{"question": "Кто построил плотину?"}', "  ")
    assert [(q.id, q.language) for q in found] == [("questions.jsonl:3", "ru")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ('["Who?"]', "is not a JSON object"),
        ("{}", "has no question"),
        ('{"question": "  "}', "has no question"),
        ('{"question": 5}', "question must be text"),
        ('{"question": "Who?", "answerable": "no"}', "answerable must be true or false"),
        ('{"question": "Who?", "answers": "Sabir"}', "answers must be a list"),
        ('{"question": "Who?", "article_ids": [true]}', "an id must be text"),
        ('{"question": "Who?", "passage": {"start": 0, "end": 5}}', "passage must be"),
        ('{"question": "Who?", "article_ids": ["a"], "passage": {"start": 5, "end": 5}}', "passage must be"),
        ('{"question": "Who?", "published_after": "soon"}', "published_after = 'soon' is not a date"),
        ('{"question": "Who?", "history": "Hello"}', "history must be a list"),
        ('{"question": "Who?", "history": [{"role": "system", "content": "x"}]}', "each turn of history"),
    ],
)
def test_bad_lines_are_named(tmp_path: Path, line: str, said: str) -> None:
    """What is wrong is said with the file and the line."""
    with pytest.raises(QuestionError, match=r"^questions\.jsonl:2: ") as caught:
        read(tmp_path, '{"question": "Who?"}', line)
    assert said in str(caught.value)


def test_bad_files_are_named(tmp_path: Path) -> None:
    """A file that is missing, empty or no text is refused by name."""
    with pytest.raises(QuestionError, match=r"none\.jsonl cannot be read"):
        read_questions(tmp_path / "none.jsonl")
    with pytest.raises(QuestionError, match="holds no questions"):
        read(tmp_path, "")
    (tmp_path / "latin.jsonl").write_bytes(b'{"question": "caf\xe9"}')
    with pytest.raises(QuestionError, match="not UTF-8"):
        read_questions(tmp_path / "latin.jsonl")
