"""Who may use the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.updates.access_list import AccessList
from tests.bot.updates.updates import GROUP, message_update

if TYPE_CHECKING:
    from telegram import Bot


@pytest.mark.parametrize(
    ("allowed", "person", "in_group", "admitted"),
    [
        ((), 77, False, True),
        ((77,), 77, False, True),
        ((77,), 78, False, False),
        ((77,), 77, True, True),
        ((-100,), 78, True, True),
        ((-100,), 78, False, False),
        ((77,), 1, False, True),
    ],
    ids=["everybody", "listed", "not listed", "listed, in a group", "in a listed group", "outside of it", "an admin"],
)  # fmt: skip
async def test_who_is_admitted(
    bot: Bot,
    allowed: tuple[int, ...],
    person: int,
    in_group: bool,
    admitted: bool,
) -> None:
    """People by their number, everybody in a group by its number, admins always; without a list, everybody."""
    update = message_update(bot, person=person, **({"chat": GROUP} if in_group else {}))  # type: ignore[arg-type] # facts
    assert AccessList(allowed, admins=(1,)).admits(update) is admitted
