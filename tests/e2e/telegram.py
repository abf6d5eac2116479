"""The control side of the Bot API server: what it is told to do, and what it says of the bot."""

from __future__ import annotations

from typing import Any

import httpx

from tests.e2e.reply import Reply


class Telegram:
    """The control side of the Bot API server.

    Args:
        url: Where the server listens.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        # A test must reach loopback whatever proxy the machine is told to use.
        self._client = httpx.Client(base_url=f"{url}/control", timeout=150, trust_env=False)

    def post(self, path: str, **body: object) -> dict[str, Any]:
        answer: dict[str, Any] = self._read(self._client.post(path, json=body))
        return answer

    def get(self, path: str, **query: Any) -> Any:
        return self._read(self._client.get(path, params=query))

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = self.get("/state")
        return state

    def refused(self, kind: str = "content") -> list[dict[str, Any]]:
        """What the server refused: "content" for what the bot wrote badly, "state" for what came too late."""
        return [refusal for refusal in self.state()["refused"] if refusal["kind"] == kind]

    def fail(self, method: str, **fault: object) -> None:
        """Make the next call of a method fail; tests/e2e/bot_api/faults.py says in which ways."""
        self.post("/faults", method=method, **fault)

    def fail_at_random(self, **given: object) -> None:
        """Let calls fail at random from now on; `share=0` ends it."""
        self.post("/random-faults", **given)

    def change(self, **settings: object) -> None:
        """Change the server: `flood`, `lifetimes`, `abilities`, `routes`, `pause`, `longest_pause`, `timeout`."""
        self.post("/settings", **settings)

    def change_chat(self, chat_id: int, **changes: object) -> None:
        """`open_topics`, `close_topics`, `delete_topics` (lists of numbers), `migrated_to` (the new id)."""
        self.post("/chats", chat_id=chat_id, **changes)

    def webhook(self) -> dict[str, Any]:
        """Its WebhookInfo, and every attempt to deliver."""
        info: dict[str, Any] = self.get("/webhook")
        return info

    def file(self, file_id: str) -> bytes:
        """What the bot uploaded."""
        answer = self._client.get(f"/files/{file_id}")
        answer.raise_for_status()
        return answer.content

    def struck(self) -> list[dict[str, Any]]:
        """Every call that failed as `fail` and `fail_at_random` said; see tests/e2e/bot_api/faults.py."""
        found: list[dict[str, Any]] = self.get("/faults")
        return found

    def sent(self, chat_id: int | None, after: int = 0, count: int = 1, seconds: float = 60) -> list[Reply]:
        """What the bot sent to a chat, or with None to all, waiting for so many messages; those it deleted again are
        among them.
        """
        chat = {} if chat_id is None else {"chat_id": chat_id}
        found = self.get("/sent", **chat, after=after, count=count, seconds=seconds)
        return [Reply.of(raw) for raw in found]

    def message(self, reply: Reply, versions: int = 1, seconds: float = 60) -> Reply:
        """A message of the bot as it is now, or as soon as it has so many versions."""
        return self._message(reply, seconds, versions=versions)

    def gone(self, reply: Reply, seconds: float = 60) -> bool:
        """Whether the bot has deleted a message, waiting for it."""
        return self._message(reply, seconds, gone=1).deleted

    def drafts(
        self, chat_id: int, since: float = 0, count: int = 1, seconds: float = 60
    ) -> list[dict[str, Any]]:
        """What drafts showed in a chat after a moment (seconds since the epoch), waiting for so many."""
        found: list[dict[str, Any]] = self.get(
            "/drafts", chat_id=chat_id, since=since, count=count, seconds=seconds
        )
        return found

    def actions(self, chat_id: int, count: int = 1, seconds: float = 60) -> list[dict[str, Any]]:
        """What a chat was shown by sendChatAction, waiting for so many."""
        found: list[dict[str, Any]] = self.get("/actions", chat_id=chat_id, count=count, seconds=seconds)
        return found

    def calls(self, chat_id: int, *methods: str) -> list[dict[str, Any]]:
        """The calls about a chat, of some methods or of all, in order; tests/e2e/bot_api/journal.py describes them."""
        return [
            call
            for call in self.get("/journal")
            if call.get("chat_id") == str(chat_id) and (not methods or call["method"] in methods)
        ]

    def acknowledgement(self, query: dict[str, Any]) -> dict[str, Any]:
        """The call that answered a query."""
        found: dict[str, Any] = next(
            call for call in self.get("/journal") if call.get("query") == query["id"]
        )
        return found

    def answer(self, query: dict[str, Any], seconds: float) -> dict[str, Any]:
        """What the bot answered to a query.

        Raises:
            AssertionError: Nothing, in that time.
        """
        answered: dict[str, Any] = self.get(f"/queries/{query['id']}", seconds=seconds)
        assert answered["answered_after"] is not None, f"no answer to query {query['id']} in {seconds} s"
        return {"after": answered["answered_after"], **answered["answer"]}

    def close(self) -> None:
        self._client.close()

    def _message(self, reply: Reply, seconds: float, **query: object) -> Reply:
        place = {"chat_id": reply.raw["chat"]["id"], "message_id": reply.message_id}
        return Reply.of(self.get("/message", **place, **query, seconds=seconds))

    @staticmethod
    def _read(answer: httpx.Response) -> Any:
        # The server tells a test what it asked for and nobody can do.
        assert answer.status_code != 409, answer.json()["error"]
        answer.raise_for_status()
        return answer.json()
