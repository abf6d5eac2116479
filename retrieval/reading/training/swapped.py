"""Questions in which one name or number is another one: what a passage only seems to answer."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from retrieval.text.named_text import WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from retrieval.reading.training.example import Example

_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*(?<![.,])(?!\w)")
_YEARS = range(1900, 2100)
_YEARS_AWAY = 12
_TRIED = 12  # other names or numbers that are tried for one question
_FROM_PAGE = 0.5  # of the other names; those of the same page are nearest to what is asked by mistake


@dataclass(frozen=True, slots=True)
class _SwappedPart:
    """A name or number of a question: its span, end exclusive, and its words."""

    start: int
    end: int
    text: str

    @property
    def form(self) -> tuple[int, bool, str]:
        """What another name must share to stand in its place: how many words, the alphabet, the last letter."""
        last = self.text[-1]
        return len(self.text.split()), last.isascii(), last.casefold()


@dataclass(slots=True)
class _Names:
    """The names of questions, by their form, of all pages and of each."""

    everywhere: dict[tuple[int, bool, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    of_page: dict[tuple[str, tuple[int, bool, str]], list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )

    @classmethod
    def of(cls, examples: Sequence[Example]) -> _Names:
        names = cls()
        for page, question in dict.fromkeys((example.page, example.question) for example in examples):
            for part in _named(question):
                names.everywhere[part.form].append(part.text)
                names.of_page[page, part.form].append(part.text)
        return names

    def others(self, part: _SwappedPart, page: str, random: Random) -> Iterator[str]:
        """Names that could stand in the place of one."""
        near, all_ = self.of_page.get((page, part.form), []), self.everywhere.get(part.form, [])
        for _ in range(_TRIED):
            yield random.choice(near if near and random.random() < _FROM_PAGE else all_)


def swapped_questions(examples: Sequence[Example], share: float, random: Random) -> list[Example]:
    """For a share of the answered examples, the question with another name or number in it.

    What is put in stands nowhere in the passage, so the passage no longer answers.  A name has a capital and does not
    open the question; another one is of as many words, in the same alphabet, with the same last letter, as languages
    with cases would have it.

    Args:
        examples: Examples, some with an answer.
        share: Of the answered ones, from 0 to 1; fewer come out, as not every question has a name or number.
        random: Makes the choices.
    """
    names = _Names.of(examples)
    found = (
        _swapped(example, names, random)
        for example in examples
        if example.answer is not None and random.random() < share
    )
    return [example for example in found if example is not None]


def _swapped(example: Example, names: _Names, random: Random) -> Example | None:
    parts = [*_named(example.question), *_numbered(example.question)]
    if not parts:
        return None
    part = random.choice(parts)
    others = (
        _other_numbers(part.text, random)
        if part.text[0].isdigit()
        else names.others(part, example.page, random)
    )
    there = f"{example.title} {example.text} {example.question}".casefold()
    for other in others:
        # A passage may have one word of a name alone, or a longer form of it.
        if not any(word.casefold()[:4] in there for word in other.split()):
            question = example.question[: part.start] + other + example.question[part.end :]
            return replace(example, question=question, answer=None)
    return None


def _named(question: str) -> Iterator[_SwappedPart]:
    """The runs of words with a capital that do not open a question."""
    run: list[tuple[int, int]] = []
    for number, match in enumerate(WORD.finditer(question)):
        capital = number > 0 and match.group()[0].isupper()
        if run and (not capital or question[run[-1][1] : match.start()] != " "):
            yield _part(question, run)
            run = []
        if capital:
            run.append(match.span())
    if run:
        yield _part(question, run)


def _part(question: str, run: Sequence[tuple[int, int]]) -> _SwappedPart:
    start, end = run[0][0], run[-1][1]
    return _SwappedPart(start, end, question[start:end])


def _numbered(question: str) -> Iterator[_SwappedPart]:
    for match in _NUMBER.finditer(question):
        yield _SwappedPart(match.start(), match.end(), match.group())


def _other_numbers(number: str, random: Random) -> Iterator[str]:
    """Numbers that could stand in the place of one: a year not far from it, or as many digits."""
    for _ in range(_TRIED):
        if number.isdecimal() and int(number) in _YEARS:
            yield str(int(number) + random.choice((-1, 1)) * random.randint(1, _YEARS_AWAY))
        else:
            yield re.sub(r"\d", lambda match: _digit(match.start(), random), number)


def _digit(place: int, random: Random) -> str:
    return str(random.randint(0 if place else 1, 9))
