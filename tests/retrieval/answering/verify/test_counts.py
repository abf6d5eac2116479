"""Counts: what a figure counts, and in which clause it stands."""

from __future__ import annotations

import pytest

from retrieval.answering.verify.counts import miscounted, moved


@pytest.mark.parametrize(
    ("claim", "evidence", "wrong"),
    [
        ("The festival showed 38 films.", "The festival showed 17 films from 38 countries.", True),
        ("The festival showed 17 films.", "The festival showed 17 films from 38 countries.", False),
        ("The festival showed 40 films.", "The festival showed 17 films from 38 countries.", False),
        ("На фестивале показали 38 фильмов.", "Показали 17 фильмов из 38 стран.", True),
    ],
)
def test_what_is_counted(claim: str, evidence: str, wrong: bool) -> None:
    """A number does not count what another one of the evidence counts; an unknown one is not judged here."""
    assert miscounted(claim, evidence) is wrong


def test_figures_of_clauses() -> None:
    """A figure stays in the clause whose subject it belongs to."""
    evidence = "Exports rose to 3.2 billion dollars, while imports stood at 4.1 billion dollars"
    assert moved("Imports amounted to 3.2 billion dollars", evidence)
    assert not moved("Exports amounted to 3.2 billion dollars", evidence)
