"""The state of the server."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from tests.e2e.bot_api.chats import Chats
from tests.e2e.bot_api.faults import Faults, RandomFaults
from tests.e2e.bot_api.flood import Flood
from tests.e2e.bot_api.identity import BOT_ABILITIES
from tests.e2e.bot_api.journal import Journal
from tests.e2e.bot_api.messages import Message, Messages, as_telegram
from tests.e2e.bot_api.queries import Queries
from tests.e2e.bot_api.updates import Updates
from tests.e2e.bot_api.webhook import Webhook
from tests.e2e.judge import found_entities

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.bot_api.parameters import Parameters


class BotApi:
    """The Bot API of one bot.

    Args:
        token: The bot's token; may be changed, as @BotFather does on /revoke.
        strangers: Let the bot write to chats that nobody ever wrote from; see `Chats`.

    Attributes:
        abilities: What getMe says of the bot beside its name.
        refused: Every 400, with `method`, `reason`, `chat_id`, `text` and its `kind`: "content" where what the bot
            wrote is wrong, "state" where it came too late or to the wrong place.
        calls: How often each method was called.
        journal: In which order calls began and ended.
        outcomes: With which status each call of a method ended; 0 where its connection was dropped.
        actions: What sendChatAction showed, with the time.
        drafts: What sendMessageDraft showed, in order.
        menus: The commands by scope, then by language.
        descriptions: What the bot says of itself, by method and language.
        files: What was uploaded, by file_id.
    """

    def __init__(self, token: str, *, strangers: bool = False) -> None:
        self.token = token
        self.abilities: dict[str, Any] = dict(BOT_ABILITIES)
        self.chats = Chats(strangers=strangers)
        self.messages = Messages()
        self.updates = Updates()
        self.webhook = Webhook(self.updates)
        self.queries = Queries()
        self.faults = Faults()
        self.random_faults = RandomFaults()
        self.flood = Flood()
        self.refused: list[dict[str, Any]] = []
        self.calls: dict[str, int] = defaultdict(int)
        self.journal = Journal()
        self.outcomes: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        self.actions: list[dict[str, Any]] = []
        self.drafts: list[dict[str, Any]] = []
        self.menus: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(dict)
        self.descriptions: dict[str, dict[str, str]] = defaultdict(dict)
        self.files: dict[str, bytes] = {}
        self._news = asyncio.Condition()

    @property
    def sent(self) -> list[Message]:
        """What the bot sent, in order."""
        return self.messages.sent

    @property
    def commands(self) -> dict[str, list[dict[str, str]]]:
        """The menu that everybody sees, by language."""
        return self.menus["default"]

    @property
    def polled_at(self) -> float:
        """When the bot last fetched updates, in seconds since the epoch."""
        return self.updates.polled_at

    async def add_update(self, content: dict[str, Any], kind: str = "message") -> dict[str, Any]:
        """Let something happen; of a new message, what Telegram adds by itself is added."""
        if kind in {"message", "channel_post"}:
            # An edit that comes before the update is fetched does not change it.
            content = as_telegram(self.messages.take({**content, **_entities(content)}))
            self.chats.saw(content)
        update = self.updates.add(kind, content)
        self.webhook.wake()
        await self.announce()
        return update

    async def announce(self) -> None:
        """Tell everybody who waits that something is new."""
        async with self._news:
            self._news.notify_all()

    async def wait_for(self, ready: Callable[[], bool], seconds: float) -> None:
        """Wait until something has come that makes `ready` true, or the time is over."""
        async with self._news:
            try:
                await asyncio.wait_for(self._news.wait_for(ready), seconds)
            except TimeoutError:
                return

    def refuse(self, method: str, data: Parameters, kind: str, reason: str) -> None:
        """Keep what was refused."""
        about = {"text": data.text("text") or data.text("caption"), "chat_id": data.text("chat_id")}
        self.refused.append({"method": method, "kind": kind, "reason": reason, **about})

    async def close(self) -> None:
        """Stop delivering."""
        await self.webhook.close()


def _entities(message: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for words, marks in (("text", "entities"), ("caption", "caption_entities")):
        if words in message and marks not in message and (entities := found_entities(message[words])):
            found[marks] = entities
    return found
