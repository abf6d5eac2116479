"""Fusion: both halves count, each on a scale of its own."""

from __future__ import annotations

from retrieval.search.fusion import VECTOR_WEIGHT, fuse
from retrieval.store.postings import Matches


def test_best_of_both_is_one() -> None:
    """The nearest passage that holds every word scores 1."""
    scores = fuse([("a", 0.9), ("b", 0.85)], Matches([("a", 12.0)], ideal=10.0))
    assert scores["a"] == 1.0
    assert round(scores["b"], 6) == VECTOR_WEIGHT / 2


def test_few_shared_words_count_for_little() -> None:
    """A chance match of one common word does not overturn the vectors."""
    scores = fuse([("right", 0.85), ("wrong", 0.82)], Matches([("wrong", 0.5)], ideal=10.0))
    assert scores["right"] > scores["wrong"]


def test_another_language_is_no_fault() -> None:
    """A passage that cannot hold the question's words is not put behind one that holds a word by chance."""
    by_vector, by_keyword = [("foreign", 0.85), ("own", 0.84)], Matches([("own", 1.0)], ideal=10.0)
    assert fuse(by_vector, by_keyword)["own"] > fuse(by_vector, by_keyword)["foreign"]
    scores = fuse(by_vector, by_keyword, foreign={"foreign"})
    assert scores["foreign"] > scores["own"]
    strong = fuse(by_vector, Matches([("own", 8.0)], ideal=10.0), foreign={"foreign"})
    assert strong["own"] > strong["foreign"]


def test_keyword_only_passages_are_in() -> None:
    """What only keywords found stands as far as the last that vectors found, plus what its words are worth."""
    scores = fuse([("a", 0.85), ("b", 0.80)], Matches([("c", 9.0)], ideal=10.0))
    assert scores["c"] > scores["a"] > scores["b"]


def test_either_half_may_be_empty() -> None:
    """One ranking alone is a result too."""
    assert fuse([], Matches([])) == {}
    assert list(fuse([("a", 0.8)], Matches([]))) == ["a"]
    assert list(fuse([], Matches([("a", 3.0)], ideal=5.0))) == ["a"]
