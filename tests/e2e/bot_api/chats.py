"""Who may be written to, and in which topics."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from tests.e2e.bot_api.errors import ApiError, bad_request
from tests.e2e.bot_api.identity import BOT
from tests.e2e.bot_api.membership import membership

_HERE = frozenset({"creator", "administrator", "member", "restricted"})


class Chats:
    """The chats that the bot knows of, because somebody wrote there or added it.

    Args:
        strangers: Let the bot write to chats that nobody ever wrote from, in any topic.  For tests that hand
            messages to the bot which never passed the server; Telegram does not allow it.

    Attributes:
        topics: The open topics of each forum.
        closed: Topics in which only administrators write.
        blocked: People who do not want to hear of the bot.
        migrated: Groups that became supergroups: the old id, and the new one.
        status: What the bot is in each chat, where somebody changed it.
    """

    def __init__(self, *, strangers: bool = False) -> None:
        self.topics: dict[int, set[int]] = defaultdict(set)
        self.closed: set[tuple[int, int]] = set()
        self.blocked: set[int] = set()
        self.migrated: dict[int, int] = {}
        self.status: dict[int, str] = {}
        self._strangers = strangers
        self._known: dict[int, dict[str, Any]] = {}
        self._members: dict[int, dict[int, dict[str, Any]]] = defaultdict(dict)

    def saw(self, message: dict[str, Any]) -> None:
        """Learn from a message where it stands, and who wrote it."""
        chat = message["chat"]
        self._known[chat["id"]] = chat
        if "from" in message:
            self._members[chat["id"]][message["from"]["id"]] = message["from"]
        if message.get("is_topic_message") and message.get("message_thread_id"):
            self.topics[chat["id"]].add(message["message_thread_id"])

    def know(self, chat: dict[str, Any]) -> None:
        """Learn that there is a chat."""
        self._known.setdefault(chat["id"], chat)

    def migrate(self, old: int, new: int) -> None:
        """A group becomes a supergroup."""
        self.migrated[old] = new
        self._known[new] = {**self._known.get(old, {"title": "Readers"}), "id": new, "type": "supergroup"}

    def status_of(self, chat_id: int) -> str:
        """What the bot is in a chat; a member wherever it ever got a message from, as nothing else was said."""
        return self.status.get(chat_id, "member" if chat_id in self._known else "left")

    def find(self, chat_id: int) -> dict[str, Any]:
        """A chat that the bot may look at.

        Raises:
            ApiError: There is none.
        """
        if chat_id in self.migrated:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=self.migrated[chat_id],
            )
        if chat_id in self._known:
            return self._known[chat_id]
        if self._strangers:
            return {"id": chat_id, "type": "private"} if chat_id > 0 else _group(chat_id)
        raise bad_request("chat not found")

    def enter(self, chat_id: int, thread: int = 0) -> dict[str, Any]:
        """A chat, and a topic of it, that the bot may write to.

        Raises:
            ApiError: There is none, or the bot is not welcome.
        """
        chat = self.find(chat_id)
        if chat_id in self.blocked:
            raise ApiError(403)
        status = self.status.get(chat_id, "member")
        if status not in _HERE:
            how = "was kicked from" if status == "kicked" else "is not a member of"
            raise ApiError(403, f"Forbidden: bot {how} the {chat['type']} chat")
        if thread and chat_id in self._known:
            self._enter_topic(chat_id, thread)
        return chat

    def _enter_topic(self, chat_id: int, thread: int) -> None:
        # The topic "General" has no number of its own: message_thread_id=1 is not found on Telegram either.
        if thread not in self.topics[chat_id]:
            raise bad_request("message thread not found")
        if (chat_id, thread) in self.closed and self.status.get(chat_id) != "administrator":
            raise bad_request("TOPIC_CLOSED")

    def member(self, chat_id: int, user_id: int) -> dict[str, Any]:
        """A ChatMember.

        Raises:
            ApiError: Nobody of that id was ever seen there.
        """
        self.find(chat_id)
        if user_id == BOT["id"]:
            return membership(self.status.get(chat_id, "member"))
        if user_id not in self._members[chat_id]:
            raise bad_request("PARTICIPANT_ID_INVALID")
        return membership("member", self._members[chat_id][user_id])


def _group(chat_id: int) -> dict[str, Any]:
    return {"id": chat_id, "type": "supergroup", "title": "Readers"}
