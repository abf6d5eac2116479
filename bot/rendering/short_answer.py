"""The words that answer, where they are a name, a number, a date or a place: they stand before their sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus.languages.detection import script_of
from corpus.languages.registry import any_pattern
from retrieval.note import NoteCode
from retrieval.query.answer_kind import AnswerKind, kind_asked
from retrieval.query.answer_spans import answer_spans, capitalised_runs
from retrieval.question_kind import QuestionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answer import Answer, Sentence

_LONGEST = 60  # characters; what is longer is no name, number, date or place alone
_MOST_OF_IT = 0.5  # of its sentence: words that are most of it need not be said before it
_MOST_WORDS = 6
_NAMED = 0.5  # of what answers "who"; the rest may be a title in small letters
_ALL = 0.9  # of what answers a question that does not say what it asks for

_FIGURE = re.compile(r"(?:[$€£₽¥]\s?\d|\d\S*\s*(?:%|\s\S))")  # a number with what it counts
_DIGITS = re.compile(r"\d+")
_WITHIN_WORD = re.compile(r"(?!['’]s\b)[\w'’ʼ\-–]")  # a name in the genitive is whole
_ABBREVIATED = re.compile(r"\.\s*\w")
_MORE_THAN_WORDS = re.compile(r"[;!?]|:(?!\d)")
_PAIRS = ("()", "[]", "«»", "“”")


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """Words of a sentence of an answer.

    Attributes:
        text: The words, copied.
        citations: Numbers of what carries the sentence.
    """

    text: str
    citations: tuple[int, ...]


def short_answer(answer: Answer) -> ShortAnswer | None:
    """The words that answer a question; `None` where it asks for more, or it cannot be told which they are."""
    code = answer.note.code if answer.note else None
    if answer.kind is not QuestionKind.FACT or not answer.sentences or code is NoteCode.ARTICLES_DIFFER:
        return None
    marked, *others = _from_marked(answer)
    words = _words(marked, answer.searched_for)
    if words is None or (code is not NoteCode.REPORT_UPDATED and _is_disputed(words, others, answer)):
        return None
    return ShortAnswer(words, marked.citations)


def _from_marked(answer: Answer) -> Sequence[Sentence]:
    """The sentences from the one on that answers: the second where it goes on from the first, which has no mark."""
    first, *others = answer.sentences
    goes_on = others and not first.highlights and _of_one_article([first, others[0]], answer)
    return others if goes_on else answer.sentences


def _is_disputed(words: str, others: Sequence[Sentence], answer: Answer) -> bool:
    """Whether a further sentence answers with other words.

    Of another article only figures count: names are written in many ways.  A translation is written in other letters.
    """
    first = answer.sentences[0]
    for sentence in others:
        other = _words(sentence, answer.searched_for)
        if other is None or script_of(other) != script_of(words):
            continue
        if _of_one_article([first, sentence], answer):
            if other.casefold() != words.casefold():
                return True
        elif _figures(other) != _figures(words):
            return True
    return False


def _figures(words: str) -> list[str]:
    return _DIGITS.findall(words)


def _of_one_article(sentences: Sequence[Sentence], answer: Answer) -> bool:
    articles = {citation.number: citation.article_id for citation in answer.citations}
    one, other = ({articles.get(number) for number in sentence.citations} for sentence in sentences)
    return bool(one & other)


def _words(sentence: Sentence, question: str) -> str | None:
    """The words of a sentence that answer a question."""
    words = _marked(sentence)
    return words if words is not None and _is_of(kind_asked(question), words, question) else None


def _marked(sentence: Sentence) -> str | None:
    """The words of a sentence that are marked, where they are one short part of it and cut through no word."""
    if len(sentence.highlights) != 1:
        return None
    ((start, end),) = sentence.highlights
    words = " ".join(sentence.text[start:end].removesuffix(".").split())
    before, after = sentence.text[:start], sentence.text[end:]
    short = 0 < len(words) <= min(_LONGEST, _MOST_OF_IT * len(sentence.text))
    return words if short and _is_whole(words, before, after) else None


def _is_whole(words: str, before: str, after: str) -> bool:
    """Whether a part of a sentence can stand alone: no half of a word, of an abbreviation, or of a pair of quotes."""
    cut = _WITHIN_WORD.match(before[-1:]) or _WITHIN_WORD.match(after) or _ABBREVIATED.match(after)
    if cut or (not words[-1].isalnum() and words[-1] not in "%)]»”“\"'+"):
        return False
    paired = all(words.count(pair[0]) == words.count(pair[1]) for pair in _PAIRS)
    return paired and words.count('"') % 2 == 0 and not _MORE_THAN_WORDS.search(words)


def _is_of(kind: AnswerKind, words: str, question: str) -> bool:
    """Whether words are a name, a number, a date or a place, as a question asks for, and little else."""
    if len(words.split()) > _MOST_WORDS:
        return False
    if kind in (AnswerKind.NUMBER, AnswerKind.DATE):
        return _is_figure(kind, words, question)
    named = sum(end - start for start, end in capitalised_runs(words)) / len(words)
    if kind is AnswerKind.OTHER:
        return named >= _ALL or _FIGURE.match(words) is not None
    return named >= _NAMED if kind is AnswerKind.PERSON else kind is AnswerKind.PLACE and named > 0


def _is_figure(kind: AnswerKind, words: str, question: str) -> bool:
    """Whether words hold a number; or a date, which may be said in numbers ("two years ago") or by a month."""
    if any(char.isdecimal() for char in words) or any(answer_spans(AnswerKind.NUMBER, [words], question)):
        return True
    if kind is AnswerKind.NUMBER:
        return False
    return any(answer_spans(AnswerKind.DATE, [words], question)) or _months().search(words) is not None


@cache
def _months() -> re.Pattern[str]:
    return re.compile(any_pattern(lambda language: language.time_words.month_names), re.IGNORECASE)
