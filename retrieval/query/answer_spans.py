"""The words of a sentence that are of the kind that a question asks for."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.languages.registry import any_pattern
from retrieval.query.answer_kind import AnswerKind
from retrieval.text.analysis import stop_words, term_sequences, vocabulary
from retrieval.text.letters import capitals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_YEAR = r"(?:1[0-9]{3}|20[0-9]{2})"
_WORD = re.compile(r"\w+")


def answer_spans(
    kind: AnswerKind, sentences: Sequence[str], question: str
) -> list[tuple[tuple[int, int], ...]]:
    """The words of sentences that are of a kind and that the question does not name itself.

    Args:
        kind: The kind; of reasons and of other things there are no spans.
        sentences: Where to look.
        question: What it names is no answer to it.

    Returns:
        For each sentence the offsets of such words in their order, the end exclusive.
    """
    named = vocabulary(question)
    found = [list(_spans(kind, sentence)) for sentence in sentences]
    written = [sentence[a:b] for sentence, spans in zip(sentences, found, strict=True) for a, b in spans]
    new = iter([not named.issuperset(terms) for terms in term_sequences(written)])
    return [tuple(span for span in spans if next(new)) for spans in found]


def _spans(kind: AnswerKind, sentence: str) -> Iterable[tuple[int, int]]:
    match kind:
        case AnswerKind.DATE:
            return (m.span() for m in _dates().finditer(sentence))
        case AnswerKind.NUMBER:
            dates = [m.span() for m in _dates().finditer(sentence)]
            numbers = (m.span() for m in _numbers().finditer(sentence))
            return (span for span in numbers if not any(a <= span[0] and span[1] <= b for a, b in dates))
        case AnswerKind.PERSON:
            return capitalised_runs(sentence)
        case AnswerKind.PLACE:
            return (
                span for span in capitalised_runs(sentence) if _before_place().search(sentence[: span[0]])
            )
        case _:
            return ()


def capitalised_runs(sentence: str) -> Iterator[tuple[int, int]]:
    """Runs of words with capitals: names, for all that can be told without a model.

    A single capital word at the start counts only where it is no stop word.
    """
    for match in _run().finditer(sentence):
        start, end = match.span()
        first = _WORD.match(sentence, start)
        opens = not any(c.isalnum() for c in sentence[:start])
        if opens and first and first.group().casefold() in stop_words():
            # "The Ministry said": the name begins after the stop word.
            rest = _run().search(sentence, first.end(), end)
            if rest is None:
                continue
            start = rest.start()
        yield start, end


@cache
def _run() -> re.Pattern[str]:
    word = rf"[{capitals()}][\w’'ʼ-]*"
    inside = any_pattern(lambda language: language.answer_words.inside_names)
    return re.compile(rf"{word}(?:(?:\s|\s?-\s?)(?:{inside}\s)?{word})*")


@cache
def _dates() -> re.Pattern[str]:
    month = any_pattern(lambda language: language.time_words.month_names)
    ending = any_pattern(lambda language: language.time_expressions.day_endings)
    before_month = any_pattern(lambda language: language.time_expressions.month_link)
    before_year = any_pattern(lambda language: language.time_expressions.year_noun)
    named = any_pattern(lambda language: language.calendar_words.dates)
    forms = (
        rf"\d{{1,2}}{ending}? (?:{before_month} )?{month}(?:,? (?:{before_year} )?{_YEAR})?",
        rf"{month} \d{{1,2}}{ending}?(?:,? {_YEAR})?",
        rf"{month},? (?:{before_year} )?{_YEAR}",
        r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}",
        f"{_YEAR}[–-]{_YEAR}",
        rf"{_YEAR}-\d{{2}}-\d{{2}}",
        f"{_YEAR}s?",
        named,
    )
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)


@cache
def _numbers() -> re.Pattern[str]:
    ending = any_pattern(lambda language: language.answer_words.ordinal_ending)
    percent = any_pattern(lambda language: language.answer_words.percent)
    scale = any_pattern(lambda language: language.answer_words.scales)
    word = any_pattern(lambda language: language.answer_words.numbers)
    currency = r"(?:(?:US|AU|CA)?[$€£₽¥]\s?)?"
    figure = r"(?<![\w.])\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?"
    range_end = r"(?:\s?[–-]\s?\d+(?:[.,]\d+)?)?"
    return re.compile(
        rf"{currency}{figure}{range_end}{ending}?(?:\s?%|\s{percent})?(?:\s{scale})?(?![\w])"
        rf"|\b{word}(?:[- ]{word})*\b",
        re.IGNORECASE,
    )


@cache
def _before_place() -> re.Pattern[str]:
    """What ends before the name of a place."""
    preposition = any_pattern(lambda language: language.answer_words.place_prepositions)
    noun = any_pattern(lambda language: language.answer_words.place_nouns)
    return re.compile(rf"\b{preposition}\s+{noun}?$", re.IGNORECASE)
