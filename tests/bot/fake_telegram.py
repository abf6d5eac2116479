"""The edges of the bot in unit tests: a Bot API without sockets, and a chain with scripted answers."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable, RunnableConfig
from telegram import Update
from telegram.error import NetworkError
from telegram.ext import Application
from telegram.request import BaseRequest, RequestData

from bot.handlers import Handlers
from retrieval.answer import Answer, Citation, Sentence
from tests.e2e.bot_api import BotApi, answered

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.refreshing import Refresher

TOKEN = "123456:unit-test-token"  # noqa: S105 - of no bot

CITATION = Citation(
    number=1,
    quote="The Istiqlol Tunnel was named as a positive example.",
    title="Neighbours meet",
    url="https://news.example/neighbours?a=1&b=2",
    published=None,
    source="Example Agency",
    article_id="neighbours",
    start=0,
    end=51,
)
ANSWER = Answer(
    question="Which tunnel?",
    searched_for="Which tunnel?",
    sentences=(Sentence(text="It was the Istiqlol Tunnel.", citations=(1,), highlights=((11, 26),)),),
    citations=(CITATION,),
)


class ScriptedChain(Runnable[Any, Answer]):
    """Answers each question with what `script` makes of it; an exception is raised.

    Args:
        script: A question in; an Answer or an exception out.
        seconds: How long each answer takes.
    """

    def __init__(
        self, script: Callable[[str], Answer | Exception] = lambda _: ANSWER, seconds: float = 0
    ) -> None:
        self.asked: list[str] = []
        self._script = script
        self._seconds = seconds

    def invoke(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:  # noqa: A002 - LangChain's names
        self.asked.append(input)
        answer = self._script(input)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def ainvoke(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:  # noqa: A002 - LangChain's names
        await asyncio.sleep(self._seconds)
        return self.invoke(input, config, **kwargs)


class NoSockets(BaseRequest):
    """Takes calls of the Bot API straight to its state."""

    def __init__(self, api: BotApi) -> None:
        self._api = api

    @property
    def read_timeout(self) -> float | None:
        return 5

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *timeouts: object,
        **more_timeouts: object,
    ) -> tuple[int, bytes]:
        token, _, name = url.partition("/bot")[2].partition("/")
        data = request_data.json_parameters if request_data else {}
        try:
            status, body = await answered(self._api, token, name, dict(data))
        except ConnectionError as error:
            raise NetworkError("connection lost") from error
        return status, json.dumps(body).encode()


class FakeTelegram:
    """A bot that is wired to a Bot API in this process; use it as an async context manager.

    Args:
        chain: What answers its questions.
        refresher: Refreshes its articles.
        admins: Who may say so.
    """

    def __init__(
        self,
        chain: Runnable[Any, Answer],
        refresher: Refresher | None = None,
        admins: tuple[int, ...] = (),
    ) -> None:
        self.api = BotApi(TOKEN)
        request = NoSockets(self.api)
        self.application = (
            Application.builder()
            .token(TOKEN)
            .updater(None)
            .request(request)
            .get_updates_request(request)
            .build()
        )
        Handlers(chain, refresher, admins).register(self.application)

    async def __aenter__(self) -> FakeTelegram:
        await self.application.initialize()
        await self.application.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.application.stop()
        await self.application.shutdown()

    async def receive(self, **message: Any) -> list[dict[str, Any]]:
        """Let a message arrive, and return what the bot sent while it was handled."""
        before = len(self.api.sent)
        sender = {
            "id": 77,
            "is_bot": False,
            "first_name": "Reader",
            "language_code": message.pop("language", "en"),
        }
        whole = {"from": sender, "chat": {"id": 77, "type": "private"}} | message
        raw = await self.api.add_update(whole)
        await self.application.process_update(Update.de_json(raw, self.application.bot))
        return self.api.sent[before:]
