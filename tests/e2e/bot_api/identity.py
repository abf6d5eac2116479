"""Who the bot is."""

from __future__ import annotations

BOT = {"id": 4242, "is_bot": True, "first_name": "Press", "username": "presscite_test_bot"}
BOT_ABILITIES = {
    "can_join_groups": True,
    # Privacy mode is on, and yet every message of a group is delivered: that is how it is for administrators, and
    # the harder case for a bot that must leave alone what is not meant for it.
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
}
