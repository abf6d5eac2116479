"""The edges of the bot in unit tests: a Bot API without sockets, and a chain with scripted answers."""

from __future__ import annotations

import asyncio
import tempfile
import threading
import time
from typing import TYPE_CHECKING, Any, cast

from langchain_core.runnables import Runnable, RunnableConfig
from telegram import Update
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.lifecycle import finish_work, start_work
from bot.settings import BotSettings
from bot.wiring import build_runtime
from retrieval.answer import Answer, Citation, Sentence
from retrieval.errors import EmptyStoreError
from tests.bot.empty_state import put_empty_state
from tests.e2e.bot_api import BotApi, answered
from tests.e2e.bot_api.people import People, buttons

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.articles.refresher import Refresher
    from retrieval.retriever import HybridRetriever
    from retrieval.store.hit import Hit
    from tests.e2e.bot_api.queries import Query

TOKEN = "123456:unit-test-token"  # noqa: S105 - of no bot
PRIVATE = {"id": 77, "type": "private"}

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
        self.given: list[Any] = []
        self._script = script
        self._seconds = seconds

    def invoke(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:  # noqa: A002 - LangChain's names
        time.sleep(self._seconds)
        return self._answer(input)

    def _answer(self, input: Any) -> Answer:  # noqa: A002 - as above
        self.given.append(input)
        question = input if isinstance(input, str) else input["question"]
        self.asked.append(question)
        answer = self._script(question)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def ainvoke(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:  # noqa: A002 - LangChain's names
        await asyncio.sleep(self._seconds)
        return self._answer(input)


class HeldChain(ScriptedChain):
    """Answers when it may.

    Attributes:
        begun: Set when it is asked.
        may_end: To be set.
    """

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.may_end = threading.Event(), threading.Event()

    def _answer(self, input: Any) -> Answer:  # noqa: A002 - LangChain's names
        self.begun.set()
        assert self.may_end.wait(60)
        return super()._answer(input)


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
        try:
            return await answered(self._api, token, name, _given(request_data))
        except ConnectionError as error:
            raise NetworkError("connection lost") from error


def _given(request_data: RequestData | None) -> dict[str, Any]:
    """The parameters of a call, with the contents of its files."""
    if request_data is None:
        return {}
    files = request_data.multipart_data if request_data.contains_files else {}
    uploads = {
        name: content if isinstance(content, bytes) else content.read()
        for name, (_, content, *_) in files.items()
    }
    return {**request_data.json_parameters, **uploads}


class NoArticles:
    """Finds nothing; stands for the retriever in tests whose chain is scripted."""

    @property
    def store(self) -> NoArticles:
        return self

    def reading(self) -> None:
        raise EmptyStoreError

    def hits(self, question: str, limit: int, *, now: datetime | None) -> list[Hit]:
        raise EmptyStoreError


class FakeTelegram:
    """A bot that is wired to a Bot API in this process; use it as an async context manager.

    Args:
        chain: What answers its questions.
        refresher: Refreshes its articles.
        admins: Who may say so.
        retriever: Finds passages; nothing is found where it is left out.
        beside: Another instance of the same bot, whose people and Bot API are this one's too.
        settings: Further settings of the bot, by their names in the environment.
    """

    def __init__(
        self,
        chain: Runnable[Any, Answer],
        refresher: Refresher | None = None,
        admins: tuple[int, ...] = (),
        *,
        retriever: HybridRetriever | None = None,
        beside: FakeTelegram | None = None,
        **settings: str,
    ) -> None:
        # Some tests hand messages to the bot that never passed the server, and wait for the answer all the same.
        self.api: BotApi = beside.api if beside else BotApi(TOKEN, strangers=True)
        self.people: People = beside.people if beside else People(self.api)
        self._home = tempfile.TemporaryDirectory()
        environ = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_ADMINS": ",".join(map(str, admins)),
            "PRESSCITE_HOME": self._home.name,
            **settings,
        }
        loaded = BotSettings.load(environ)
        put_empty_state(loaded.state_path)
        runtime = build_runtime(
            loaded,
            chain,
            retriever or cast("HybridRetriever", NoArticles()),
            NoSockets(self.api),
        )
        if refresher is not None:
            object.__setattr__(runtime, "refresher", refresher)
        self.runtime = runtime
        self.application = runtime.application

    async def __aenter__(self) -> FakeTelegram:
        await self.application.initialize()
        await self.application.start()
        await start_work(self.runtime)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.application.stop()
        await finish_work(self.runtime)
        await self.application.shutdown()
        self._home.cleanup()

    async def receive(self, **message: Any) -> list[dict[str, Any]]:
        """Let a message arrive, and return what the bot sent while it was handled."""
        sender = reader(message.pop("language", "en"))
        return await self._handle(self.people.write({"from": sender, "chat": PRIVATE} | message))

    async def edit(self, message_id: int, chat_id: int = 77, **changes: Any) -> list[dict[str, Any]]:
        """Let a user change a message, and return what the bot sent then."""
        return await self._handle(self.people.edit(chat_id, message_id, changes))

    async def press(self, message: dict[str, Any], button: str, language: str = "en") -> Query:
        """Press a button under a message of the bot, by the beginning of its text or by its data; returns the query."""
        data = next(
            (each["callback_data"] for each in buttons(message) if each["text"].startswith(button)), button
        )
        place = message["chat"]["id"], message["message_id"]
        query, update = await self.people.press(reader(language), *place, data)
        await self._process(update)
        return query

    async def inline(self, text: str, language: str = "en", offset: str = "") -> Query:
        """Ask in inline mode; returns the query, whose `answer` has the results."""
        query, update = await self.people.ask_inline(reader(language), text, offset)
        await self._process(update)
        return query

    async def react(self, message: dict[str, Any], emoji: str, old: str = "") -> list[dict[str, Any]]:
        """React to a message, and return what the bot sent then."""
        place = message["chat"]["id"], message["message_id"]
        return await self._handle(self.people.react(reader(), *place, emoji, old))

    async def set_status(self, chat: dict[str, Any], status: str) -> list[dict[str, Any]]:
        """Add the bot to a group or remove it, and return what it sent then."""
        return await self._handle(self.people.set_status(reader(), chat, status))

    async def _handle(self, doing: Awaitable[dict[str, Any]]) -> list[dict[str, Any]]:
        before = len(self.api.sent)
        await self._process(await doing)
        return self.api.sent[before:]

    async def _process(self, update: dict[str, Any]) -> None:
        """Take an update in as from an update source, and wait until it is dealt with."""
        await self.runtime.ingress.put(Update.de_json(update, self.application.bot))
        await self.runtime.ingress.join()
        await self.rest()

    async def rest(self) -> None:
        """Wait until no job waits or is in work."""
        async with asyncio.timeout(60):
            while self.runtime.state.jobs.counts() != (0, 0) or self.runtime.workers.in_work:  # noqa: ASYNC110 - there is no event for that
                await asyncio.sleep(0.002)


def reader(language: str = "en") -> dict[str, Any]:
    """The user of the tests."""
    return {"id": 77, "is_bot": False, "first_name": "Reader", "language_code": language}
