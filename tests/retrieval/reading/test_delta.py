"""What training changed, in 4 bits a value."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.reading.delta import pack, unpack


@pytest.mark.parametrize("scale", [1e-4, 1.0, 300.0])
def test_values_come_back_within_a_fifteenth_of_their_block(scale: float) -> None:
    """Every value comes back to within half a level of its block."""
    values = np.random.default_rng(7).normal(size=3_200).astype(np.float32) * np.float32(scale)
    packed = pack(values)
    assert packed.shape == (100, 18)
    assert packed.dtype == np.uint8
    back = unpack(packed)
    largest = np.abs(values.reshape(-1, 32)).max(axis=1).repeat(32)
    assert (np.abs(back - values) <= largest / 10).all()
    assert np.corrcoef(back, values)[0, 1] > 0.99


def test_nothing_changed_is_nothing() -> None:
    """A block of zeros comes back as zeros."""
    assert not unpack(pack(np.zeros(64, dtype=np.float32))).any()


def test_largest_value_of_a_block_is_kept_with_its_sign() -> None:
    """Blocks whose largest value is positive keep it as well as those in which it is negative."""
    for sign in (1.0, -1.0):
        values = np.zeros(32, dtype=np.float32)
        values[5] = sign * 0.5
        assert unpack(pack(values))[5] == pytest.approx(sign * 0.5, rel=1e-3)
