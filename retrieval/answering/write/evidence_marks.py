"""Marks by which a reply points to its evidence, in the forms that models give them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.languages.registry import any_pattern
from retrieval.answering.verify.claim import CitedQuote
from retrieval.text.letters import capitals

if TYPE_CHECKING:
    from collections.abc import Iterator

_FLAGS = re.DOTALL | re.IGNORECASE
_OPEN, _CLOSE = r"[\[(【]", r"[\])】]"
_QUOTE_OPEN, _QUOTE_CLOSE = "[\"“«„‘']", "[\"”»“’']"
_NUMBER = r"(?P<number>\d{1,3})"
_OUTSIDE_WORDS = r"[\"“«](?P<words>[^\"”»\n]{2,400})[\"”»]"
_AFTER = r"(?=\s|$|[.,;:!?\[(【])"
_BETWEEN_QUOTES = re.compile(rf"{_QUOTE_CLOSE}\s*[,;]\s*(?:(?P<n>\d{{1,3}})\s*:\s*)?{_QUOTE_OPEN}")


class _MarkForm(NamedTuple):
    """A form of marks: the groups `number` and `words`, or `numbers`."""

    name: str
    pattern: str


@cache
def _forms() -> tuple[_MarkForm, ...]:
    """The forms, in the order in which they are tried."""
    label = rf"(?:{any_pattern(lambda language: language.reply_labels.passage)}\s*)?[#^]?"
    open_label = any_pattern(lambda language: language.reply_labels.open_passage)
    quoted = rf"(?P<words>{_QUOTE_OPEN}.{{2,400}}?{_QUOTE_CLOSE})"
    numbers = r"(?P<numbers>\d{1,3}(?:\s*[,;]\s*\d{1,3})*)"
    sentence_goes_on = rf"(?=\s*(?:[.,;!?\[(【\n]|$|(?-i:[{capitals()}0-9])))"
    return (
        # [2: "words"], (2: "words"), 【passage 2, "words"】
        _MarkForm("quoted inside", rf"{_OPEN}\s*{label}{_NUMBER}\s*[:,|–—-]\s*{quoted}\s*{_CLOSE}{_AFTER}"),
        # [2: words]
        _MarkForm(
            "bare inside",
            rf"[\[【]\s*{label}{_NUMBER}\s*[:|]\s*(?P<words>[^\]】\n]{{2,400}}?)\s*[\]】]{_AFTER}",
        ),
        # [2] "words"
        _MarkForm("quoted after", rf"{_OPEN}\s*{label}{_NUMBER}\s*{_CLOSE}\s*[:–—-]?\s*{_OUTSIDE_WORDS}"),
        # passage 2: "words"
        _MarkForm("without brackets", rf"\b{open_label}\s*{_NUMBER}\s*[:,]\s*{_OUTSIDE_WORDS}"),
        # Numbers alone: [2] or [1, 2], and (2).
        _MarkForm("numbers", rf"[\[【]\s*{label}{numbers}\s*[\]】]{sentence_goes_on}"),
        _MarkForm("number", rf"\(\s*{label}(?P<numbers>\d{{1,2}})\s*\)(?=\s*(?:[.,;\[(\n]|$))"),
    )


@cache
def _compiled() -> dict[str, re.Pattern[str]]:
    return {form.name: re.compile(form.pattern, _FLAGS) for form in _forms()}


@cache
def _any_form() -> str:
    """A pattern for a mark in any form, without groups."""
    return "|".join(re.sub(r"\(\?P<\w+>", "(?:", form.pattern) for form in _forms())


@cache
def mark() -> re.Pattern[str]:
    """A mark, in any form."""
    return re.compile(_any_form(), _FLAGS)


@cache
def run_of_marks() -> re.Pattern[str]:
    """Marks side by side, which belong to one sentence."""
    one = f"(?:{_any_form()})"
    return re.compile(rf"{one}(?:[\s.,;]*{one})*", _FLAGS)


def quotes_of(run: str) -> Iterator[CitedQuote]:
    """The quotes that a run of marks points to, in order."""
    for found in mark().finditer(run):
        yield from _quotes(found.group())


def _quotes(one: str) -> Iterator[CitedQuote]:
    """The quotes of one mark."""
    for name, pattern in _compiled().items():
        if (found := pattern.fullmatch(one)) is None:
            continue
        if name == "quoted inside":
            yield from _several(int(found["number"]), found["words"][1:-1])
        elif name == "bare inside":
            yield CitedQuote(int(found["number"]), found["words"].strip("\"“”«»„' "))
        elif name in ("quoted after", "without brackets"):
            yield CitedQuote(int(found["number"]), found["words"])
        else:
            yield from (CitedQuote(int(number), "") for number in re.findall(r"\d+", found["numbers"]))
        return


def _several(number: int, quoted: str) -> Iterator[CitedQuote]:
    """One or several quotes of one bracket: "a", "b"; or of several passages: "a"; 2: "b"."""
    at = 0
    for between in _BETWEEN_QUOTES.finditer(quoted):
        yield CitedQuote(number, quoted[at : between.start()])
        number, at = int(between["n"] or number), between.end()
    yield CitedQuote(number, quoted[at:])
