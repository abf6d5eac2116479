"""Annotated texts -> passages as long as those of a store, with the answer, or with everything but the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.reading.training.example import Example

if TYPE_CHECKING:
    from random import Random

    from retrieval.reading.training.annotated import AnnotatedQuestion

_SHORTEST, _LONGEST = 150, 700  # characters of a window; a store's passages have about 400
_TITLE_DROPPED = 0.25  # so that the model reads passages of articles without a headline too
_FIRST_AS_TITLE = 0.6  # of the texts whose first sentence is their headline


class Windows:
    """Cuts examples from annotated texts.

    Args:
        random: Decides lengths, places and titles; with one seed the examples are the same.
    """

    def __init__(self, random: Random) -> None:
        self._random = random

    def around(self, asked: AnnotatedQuestion) -> Example:
        """A window with the answer, or around the nearest sentence where there is none."""
        first, last = self._grown(asked, self._middle(asked))
        return self._example(asked, first, last, asked.answer)

    def elsewhere(self, asked: AnnotatedQuestion) -> Example | None:
        """A window of the same text without the answer; `None` where the text has no other part."""
        if asked.answer is None:
            return None
        answer = asked.text[slice(*asked.answer)].casefold()
        others = [
            n
            for n, span in enumerate(asked.sentences)
            if not _overlap(span, asked.answer) and answer not in asked.text[slice(*span)].casefold()
        ]
        if not others:
            return None
        first = last = self._random.choice(others)
        length = self._random.randint(_SHORTEST, _LONGEST)
        while last + 1 in others and asked.sentences[last + 1][1] - asked.sentences[first][0] < length:
            last += 1
        while first - 1 in others and asked.sentences[last][1] - asked.sentences[first - 1][0] < length:
            first -= 1
        return self._example(asked, first, last, None)

    def without_answer(self, asked: AnnotatedQuestion) -> Example | None:
        """A window from which the sentences with the answer were taken out; `None` where nothing would be left."""
        if asked.answer is None:
            return None
        answer = asked.text[slice(*asked.answer)].casefold()
        first, last = self._grown(asked, self._middle(asked))
        parts = [asked.text[slice(*span)] for span in asked.sentences[first : last + 1]]
        kept = " ".join(part for part in parts if answer not in part.casefold())
        if len(kept) < _SHORTEST // 2:
            return None
        title = self._title(asked, first)
        if answer in title.casefold():
            return None
        return Example(
            question=asked.question, title=title, text=kept, answer=None, source=asked.source, page=asked.page
        )

    def _middle(self, asked: AnnotatedQuestion) -> int:
        if asked.answer is not None:
            return next((n for n, span in enumerate(asked.sentences) if _overlap(span, asked.answer)), 0)
        if asked.nearest is not None:
            return min(asked.nearest, len(asked.sentences) - 1)
        return self._random.randrange(max(1, len(asked.sentences)))

    def _grown(self, asked: AnnotatedQuestion, middle: int) -> tuple[int, int]:
        """First and last sentence of a window of some length around a sentence."""
        spans, first = asked.sentences, middle
        last = middle
        if asked.answer is not None:  # an answer may reach into the next sentence
            while last + 1 < len(spans) and spans[last][1] < asked.answer[1]:
                last += 1
        length = self._random.randint(_SHORTEST, _LONGEST)
        while spans[last][1] - spans[first][0] < length:
            sides = [side for side, there in ((-1, first > 0), (1, last + 1 < len(spans))) if there]
            if not sides:
                break
            if self._random.choice(sides) < 0:
                first -= 1
            else:
                last += 1
        return first, last

    def _example(
        self, asked: AnnotatedQuestion, first: int, last: int, answer: tuple[int, int] | None
    ) -> Example:
        start, end = asked.sentences[first][0], asked.sentences[last][1]
        return Example(
            question=asked.question,
            title=self._title(asked, first),
            text=asked.text[start:end],
            answer=(answer[0] - start, min(answer[1], end) - start) if answer else None,
            source=asked.source,
            page=asked.page,
        )

    def _title(self, asked: AnnotatedQuestion, first: int) -> str:
        if asked.title:
            return "" if self._random.random() < _TITLE_DROPPED else asked.title
        headline = asked.text[slice(*asked.sentences[0])]
        headed = first > 0 and len(headline) < 150 and self._random.random() < _FIRST_AS_TITLE
        # Where the answer stands in the headline it is not one that the text may lack.
        if headed and not (asked.answer and asked.answer[0] < asked.sentences[0][1]):
            return headline
        return ""


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
