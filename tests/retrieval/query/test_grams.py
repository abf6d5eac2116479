"""A message's letters become hashed features."""

from __future__ import annotations

import numpy as np

from retrieval.query.grams import BUCKETS, grams, hashed


def test_case_white_space_and_figures_do_not_count() -> None:
    """What is typed with other capitals, spaces and digits has the same features."""
    assert grams("Rogun  in 2018") == grams("rogun in 1999")


def test_words_and_their_order_count() -> None:
    """The same words in another order are another message."""
    assert grams("who is he") != grams("he is who")


def test_only_the_beginning_is_looked_at() -> None:
    """A message of any length has a bounded number of features."""
    assert grams("a" * 400) == grams("a" * 400 + "b")


def test_hashed_features_have_unit_size() -> None:
    """Long and short messages weigh the same, and every bucket exists."""
    buckets, values = hashed(grams("Who chairs the committee?"))
    assert np.isclose((values**2).sum(), 1.0)
    assert 0 <= buckets.min() <= buckets.max() < BUCKETS


def test_a_count_of_buckets_can_be_named() -> None:
    """The features lie in as many buckets as are asked for."""
    buckets, _ = hashed(grams("Who chairs the committee?"), 4 * BUCKETS)
    assert BUCKETS < buckets.max() < 4 * BUCKETS


def test_nothing_has_no_features() -> None:
    """No features make no numbers, and no error."""
    buckets, values = hashed(())
    assert len(buckets) == len(values) == 0
