"""What is known of the articles that were looked through."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.state.state import State


def test_the_last_one_is_kept(state: State) -> None:
    """Each under its name, in place of the one before."""
    assert state.baselines.get("articles") is None
    state.baselines.keep("articles", b"one")
    state.baselines.keep("articles", b"two\x00\xff")
    assert state.baselines.get("articles") == b"two\x00\xff"
    assert state.baselines.get("other") is None
