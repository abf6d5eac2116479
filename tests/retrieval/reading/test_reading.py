"""What a reading model makes of a passage."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.reading.reading import Reading, within_each

_TEXT = "It opened in 2006. It is long."


def _reading() -> Reading:
    words = [(0, 2), (3, 9), (10, 12), (13, 17), (19, 21), (22, 24), (25, 29)]
    starts, ends = np.zeros(7, dtype=np.float32), np.zeros(7, dtype=np.float32)
    starts[2], ends[3], starts[6], ends[6] = 3.0, 4.0, 1.0, 1.0
    return Reading(offsets=np.array(words), starts=starts, ends=ends, answered=2.0)


def test_best_words_of_the_passage_and_of_a_sentence() -> None:
    """The best words are marked by their characters; those of a sentence stand within it."""
    reading = _reading()
    assert reading.best is not None
    (start, end), margin = reading.best
    assert _TEXT[start:end] == "in 2006"
    assert margin == pytest.approx(7.0)
    within = reading.within((19, 30))
    assert within is not None
    assert within[0] == (25, 29)
    margins = [best[1] for best in within_each([reading] * 2, [(0, 18), (19, 30)]) if best]
    assert margins == [pytest.approx(7.0), pytest.approx(2.0)]


def test_part_that_was_not_read_has_no_words() -> None:
    """Behind the last token that was read there is nothing to mark; nor in an empty passage."""
    assert within_each([_reading()], [(40, 60)]) == [None]
    nothing = np.zeros(0, dtype=np.float32)
    assert (
        Reading(offsets=np.zeros((0, 2), dtype=np.int64), starts=nothing, ends=nothing, answered=0.0).best
        is None
    )
