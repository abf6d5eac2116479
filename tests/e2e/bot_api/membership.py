"""Who is what in a chat."""

from __future__ import annotations

from typing import Any

from tests.e2e.bot_api.identity import BOT

_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


def membership(status: str, user: dict[str, Any] | None = None) -> dict[str, Any]:
    """A ChatMember with every field that its status asks for; of the bot, where no user is given."""
    member: dict[str, Any] = {"user": user or BOT, "status": status}
    if status == "kicked":
        member["until_date"] = 0
    if status == "administrator":
        member |= dict.fromkeys(_RIGHTS, True) | {"can_be_edited": False, "is_anonymous": False}
    return member
