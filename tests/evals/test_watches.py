"""The topics that were written for standing questions, and what watches are made of."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from tests.evals.sets import HERE
from tests.evals.watches import _SETS, Case, Watch, _learned, _names, _topic

TOPICS = [json.loads(line) for line in (HERE / "watches.jsonl").read_text("utf-8").splitlines()]


def test_written_topics_are_sound() -> None:
    """Each once, on a set that is there, in at least two languages, with patterns that compile and need letters."""
    assert len({topic["en"] for topic in TOPICS}) == len(TOPICS) == 66
    for topic in TOPICS:
        assert topic["set"] in _SETS
        assert {"en", "ru"} <= set(topic) <= {"set", "about", "en", "ru", "tg"}
        assert topic["about"]
        assert not any(re.search(pattern, "") for pattern in topic["about"])


@pytest.mark.parametrize(
    ("question", "topic", "names"),
    [
        ("In what country is Normandy located?", "country Normandy located", "country Normandy"),
        ("Сколько людей жило в Варшаве в 1939 году?", "людей жило Варшаве 1939 году", "людей Варшаве 1939"),
        ("how does a steam engine work", "steam engine work", "steam engine work"),
    ],
)
def test_topics_are_made_of_questions(question: str, topic: str, names: str) -> None:
    """Content words in their order; names and numbers with the longest of the others."""
    assert (_topic(question), _names(question)) == (topic, names)


def test_learned_bar_allows_what_it_says() -> None:
    """Of unrelated articles, two in ten thousand are over the bar, and answers that stand out are."""
    chance = np.random.default_rng(1)
    cases = []
    for number in range(10):
        same = chance.normal(size=(2_000, 6))
        truth = np.zeros(2_000, dtype=np.int8)
        truth[0], same[0] = 1, 6.0
        cases.append(
            Case(
                watch=Watch("made", str(number), frozenset(), (), 0),
                same=same,
                foreign=same[:, :4],
                scores=np.zeros(2_000),
                is_foreign=np.zeros(2_000, dtype=np.bool_),
                truth=truth,
            )
        )
    weights, constant = _learned(cases, foreign=False)
    told = np.concatenate([case.same @ weights + constant >= 0 for case in cases])
    answers = np.concatenate([case.truth == 1 for case in cases])
    assert told[answers].all()
    assert 0 < told[~answers].sum() <= 5
