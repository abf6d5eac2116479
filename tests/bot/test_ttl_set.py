"""A set whose members are forgotten after a while."""

from __future__ import annotations

from bot.ttl_set import TtlSet


def test_members_have_a_time_to_live() -> None:
    """It begins anew when a member is added again."""
    now = 100.0
    members = TtlSet(10, lambda: now)
    members.add(1)
    now = 105.0
    members.add(2)
    assert (1 in members, 2 in members, 3 in members) == (True, True, False)
    assert members.added_at(1) == 100.0
    now = 110.0
    assert (1 in members, members.added_at(1), 2 in members) == (False, None, True)
    members.add(2)
    now = 119.0
    assert 2 in members


def test_who_is_forgotten_takes_no_memory() -> None:
    """Adding one removes those whose time is over."""
    now = 0.0
    members = TtlSet(10, lambda: now)
    for number in range(100):
        members.add(number)
    now = 20.0
    members.add(7)
    assert len(members._added) == 1
