"""A question whose articles are known, and the JSON Lines file that holds such questions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import detect_language
from retrieval.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FILTERS = ("published_after", "published_before", "sources")
_SPEAKERS = ("user", "assistant")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPassage:
    """The words that answer a question: as text, or as offsets in an article.

    Attributes:
        text: The words; empty where only their place is known.
        article_id: The article they stand in, where the place is known.
        start: Offset of their first character in the article's text.
        end: Exclusive end offset.
    """

    text: str = ""
    article_id: str | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationQuestion:
    """One question of an evaluation, with what is known of its answer.

    Attributes:
        id: Its name in the file; the file's name and line where it has none.
        question: The question.
        language: Code of its language: as the file gives it, else as told from the words, else "?".
        answerable: Whether the articles answer it.
        answers: Ways to put the right answer; an answer that contains one of them is right.
        article_ids: Articles that answer it; finding any of them counts.
        all_article_ids: Articles that are all needed to answer it; empty where one is enough.
        passages: The words that answer it; finding any of them counts.
        nearest_article: For a question that only looks answerable, the article it seems to ask about.
        filters: What the reader wants to search among, as `Filters.of` takes it.
        history: What was said before, oldest first, as pairs of speaker ("user", "assistant") and text.
    """

    id: str
    question: str
    language: str = "?"
    answerable: bool = True
    answers: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()
    all_article_ids: tuple[str, ...] = ()
    passages: tuple[GoldPassage, ...] = ()
    nearest_article: str | None = None
    filters: tuple[tuple[str, Any], ...] = ()
    history: tuple[tuple[str, str], ...] = ()

    @property
    def gold(self) -> frozenset[str]:
        """Every article that counts as found."""
        return frozenset(self.article_ids) | frozenset(self.all_article_ids)

    def to_input(self) -> dict[str, Any]:
        """The question as the chain takes it."""
        from langchain_core.messages import AIMessage, HumanMessage

        kinds = {"user": HumanMessage, "assistant": AIMessage}
        history = [kinds[speaker](text) for speaker, text in self.history]
        return {"question": self.question, "history": history, **dict(self.filters)}


def read_questions(path: Path | str) -> list[EvaluationQuestion]:
    """Read a file of questions, one JSON object a line; blank lines and unknown keys are passed over.

    `question` is needed.  `id`, `language`, `answerable`, `answers`, `article_ids`, `all_article_ids` (or
    `gold_ids`), `passage` (a text, `{"article_id", "start", "end"}`, or a list of these), `nearest_article`,
    `published_after`, `published_before`, `sources` and `history` (a list of `{"role", "content"}`) may be
    missing or null.

    Raises:
        QuestionError: The file cannot be read, holds no question, or has a line that is none; the message names
            the file and the line.
    """
    path = Path(path)
    questions = []
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    questions.append(_QuestionLine(path.name, number, line).question())
    except OSError as error:
        raise QuestionError(f"{path} cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise QuestionError(f"{path} is not UTF-8 text; save it as UTF-8") from error
    if not questions:
        raise QuestionError(f'{path} holds no questions; write one a line, as {{"question": "…"}}')
    return questions


class _QuestionLine:
    """One line of a file of questions, with words for what is wrong with it."""

    def __init__(self, file: str, number: int, line: str) -> None:
        self._place = f"{file}:{number}"
        self._fields = self._object(line)

    def question(self) -> EvaluationQuestion:
        fields = self._fields
        text = self._text(fields.get("question"), "question")
        if not text:
            raise self._error("has no question")
        every = "all_article_ids" if fields.get("all_article_ids") is not None else "gold_ids"
        return EvaluationQuestion(
            id=self._id(fields.get("id")) or self._place,
            question=text,
            language=self._text(fields.get("language"), "language") or detect_language(text) or "?",
            answerable=self._answerable(),
            answers=self._list(fields.get("answers"), "answers"),
            article_ids=self._list(fields.get("article_ids"), "article_ids", ids=True),
            all_article_ids=self._list(fields.get(every), every, ids=True),
            passages=tuple(self._passages(fields.get("passage"))),
            nearest_article=self._id(fields.get("nearest_article")) or None,
            filters=self._filters(),
            history=tuple(self._history(fields.get("history"))),
        )

    def _error(self, what: str) -> QuestionError:
        return QuestionError(f"{self._place}: {what}")

    def _object(self, line: str) -> Mapping[str, Any]:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = f" ({error.msg})" if isinstance(error, json.JSONDecodeError) else ""
            raise self._error(f"is not JSON{reason}; write one object a line") from error
        if not isinstance(value, dict):
            raise self._error('is not a JSON object; write it as {"question": "…"}')
        return value

    def _text(self, value: object, name: str) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self._error(f"{name} must be text in quotes")
        return value.strip()

    def _id(self, value: object) -> str:
        # Data sets number their records; the store knows these ids as text.
        number = isinstance(value, int) and not isinstance(value, bool)
        return str(value) if number else self._text(value, "an id")

    def _answerable(self) -> bool:
        value = self._fields.get("answerable")
        if value is None or isinstance(value, bool):
            return value is not False
        raise self._error("answerable must be true or false")

    def _list(self, value: object, name: str, *, ids: bool = False) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list):
            raise self._error(f"{name} must be a list")
        taken = (self._id(item) if ids else self._text(item, f"each of {name}") for item in value)
        return tuple(item for item in taken if item)

    def _passages(self, value: object) -> Sequence[GoldPassage]:
        values = value if isinstance(value, list) else [] if value is None else [value]
        return [self._passage(one) for one in values]

    def _passage(self, value: object) -> GoldPassage:
        if isinstance(value, str) and value.strip():
            return GoldPassage(text=value)
        if isinstance(value, dict):
            start, end = value.get("start"), value.get("end")
            article = self._id(value.get("article_id")) or self._only_article()
            if isinstance(start, int) and isinstance(end, int) and 0 <= start < end and article:
                return GoldPassage(article_id=article, start=start, end=end)
        raise self._error('passage must be a text, or {"article_id": "…", "start": 0, "end": 90}')

    def _only_article(self) -> str | None:
        ids = self._list(self._fields.get("article_ids"), "article_ids", ids=True)
        return ids[0] if len(ids) == 1 else None

    def _filters(self) -> tuple[tuple[str, Any], ...]:
        given = {name: self._fields[name] for name in _FILTERS if self._fields.get(name)}
        if not given:
            return ()
        from retrieval.store.filters import Filters

        try:
            Filters.of(given)
        except QuestionError as error:
            raise self._error(str(error)) from error
        return tuple((name, tuple(v) if isinstance(v, list) else v) for name, v in given.items())

    def _history(self, value: object) -> Sequence[tuple[str, str]]:
        turns = [] if value is None else value
        if not isinstance(turns, list):
            raise self._error("history must be a list")
        return [self._turn(turn) for turn in turns]

    def _turn(self, turn: object) -> tuple[str, str]:
        if isinstance(turn, dict) and turn.get("role") in _SPEAKERS and isinstance(turn.get("content"), str):
            return turn["role"], turn["content"]
        raise self._error('each turn of history is {"role": "user" or "assistant", "content": "…"}')
