"""A bot without a bot: it calls the server of the tests, and nothing else."""

from __future__ import annotations

import json
import struct
import zlib
from typing import TYPE_CHECKING, Any

from tests.e2e.bot_api import answered
from tests.e2e.bot_api.people import People

if TYPE_CHECKING:
    from tests.e2e.bot_api import BotApi

TOKEN = "4242:unit-test-TOKEN"  # noqa: S105 - of no bot
READER = {"id": 7, "is_bot": False, "first_name": "Reader"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Reader"}
GROUP = {"id": -100, "type": "supergroup", "title": "Readers", "is_forum": True}


class Caller:
    """A bot that calls the server: parameters that are no strings travel as JSON, as in HTTP."""

    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.people = People(api)

    async def __call__(self, method: str, token: str = TOKEN, **given: Any) -> Any:
        """Call a method; the result, or the whole answer where it is no success."""
        values = {k: v if isinstance(v, (str, bytes)) else json.dumps(v) for k, v in given.items()}
        status, body = await answered(self.api, token, method, values)
        answer = json.loads(body)
        assert status == answer.get("error_code", 200)
        return answer["result"] if answer["ok"] else answer

    async def refusal(self, method: str, **given: Any) -> str:
        """Call a method that must fail; Telegram's words."""
        answer = await self(method, **given)
        assert isinstance(answer, dict), answer
        assert answer.get("ok") is False, answer
        return str(answer["description"])

    async def written(self, text: str = "Which tunnel?", **extra: Any) -> int:
        """Somebody writes; the id of the message."""
        update = await self.people.write({"from": READER, "chat": PRIVATE, "text": text} | extra)
        return int(update["message"]["message_id"])


def png(width: int, height: int) -> bytes:
    """A black picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 1) * height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    """One row of buttons."""
    return {"inline_keyboard": [list(buttons)]}
