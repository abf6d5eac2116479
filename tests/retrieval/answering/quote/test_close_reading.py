"""The best sentences are read once more, each by itself."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.answering.quote.candidate import Candidate, ReadSentence
from retrieval.answering.quote.close_reading import READ_CLOSELY, CloseFeatures, read_closely
from retrieval.reading.reading import Reading
from tests.retrieval.fake_snapshot import passage
from tests.retrieval.scripted_reader import ScriptedReader

TEXTS = [f"Sentence {number} tells of one thing." for number in range(READ_CLOSELY + 3)]


def _ranked(*, read: bool = True) -> list[Candidate]:
    """One sentence a passage, each a little worse than the one before it."""
    return [
        Candidate(
            hit=passage(text, f"p{number}", title="Things"), start=0, end=len(text), cosine=0.8 - number / 10_000,
            own_coverage=0.5, coverage=0.5, passage_coverage=0.5, phrases=0.0, heard=0.0, kind=0.5, answers=(),
            read=ReadSentence((0, 8), 0.0, 0.0) if read else None,
        )
        for number, text in enumerate(TEXTS)
    ]  # fmt: skip


def test_the_one_that_answers_by_itself_comes_first() -> None:
    """The best change places among themselves; no score changes."""
    ranked, reader = _ranked(), ScriptedReader("Sentence 3")
    found = read_closely("What?", ranked, reader)
    assert reader.read_texts == TEXTS[:READ_CLOSELY]
    assert found == [ranked[3], *ranked[:3], *ranked[4:]]


def test_one_that_is_not_read_stays_behind() -> None:
    """Whatever it would say by itself."""
    found = read_closely("What?", _ranked(), ScriptedReader(f"Sentence {READ_CLOSELY}"))
    assert [c.text for c in found] == TEXTS


@pytest.mark.parametrize("count", [0, 1])
def test_there_is_nothing_to_choose_among_few(count: int) -> None:
    """Of one sentence or none."""
    reader = ScriptedReader("Sentence")
    assert read_closely("What?", _ranked()[:count], reader) == _ranked()[:count]
    assert reader.read_texts == []


def test_what_was_not_read_keeps_its_order() -> None:
    """Where there is no reader, and where the passages were not read."""
    assert read_closely("What?", _ranked(), None) == _ranked()
    reader = ScriptedReader("Sentence 3")
    assert read_closely("What?", _ranked(read=False), reader) == _ranked(read=False)
    assert reader.read_texts == []


def test_what_a_reading_shows() -> None:
    """A margin below 0 counts apart; a sentence of which nothing was read is as far from an answer as can be."""
    offsets, ends = np.array([[0, 4]]), np.zeros(1, dtype=np.float32)
    sure = Reading(offsets=offsets, starts=np.full(1, 2.0, np.float32), ends=ends, answered=1.5)
    assert CloseFeatures.of(sure) == (1.5, 2.0, 0.0)
    unsure = Reading(offsets=offsets, starts=np.full(1, -2.0, np.float32), ends=ends, answered=-1.0)
    assert CloseFeatures.of(unsure) == (-1.0, -2.0, -2.0)
    empty = Reading(offsets=offsets[:0], starts=ends[:0], ends=ends[:0], answered=-3.0)
    assert CloseFeatures.of(empty) == (-3.0, -20.0, -20.0)
    nothing_fits = Reading(offsets=offsets[:0], starts=ends[:0], ends=ends[:0], answered=float("-inf"))
    assert CloseFeatures.of(nothing_fits) == (-20.0, -20.0, -20.0)
