"""Questions of the page to ask, on their way to the chain and into the session."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from bot.web.asking.shown_exchange import KEPT, ShownExchange, exchanges_of, history_of
from bot.web.error_handlers import logged_problem
from bot.web.event_stream import EventStream, event
from bot.web.pages.page import fragment
from bot.web.presence import begun, while_waited_for
from bot.web.request_problem import BUSY, RequestFailedError
from retrieval.errors import RetrievalError
from retrieval.timelines.builder import build_timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from starlette.requests import Request

    from bot.texts.web_texts import WebTexts
    from bot.web.ask_request import AskRequest
    from bot.web.asking.ask_form import AskForm
    from bot.web.asking.visitor import Visitor
    from bot.web.context import WebContext
    from bot.web.request_problem import RequestProblem
    from retrieval.answer import Answer
    from retrieval.timelines.timeline import Timeline

_ENTRIES = 20  # of a timeline
_MOST_OUTLETS = 200  # to choose from


class Asking:
    """Answers questions and remembers them.

    Args:
        context: What it needs.
    """

    def __init__(self, context: WebContext) -> None:
        self._context = context
        self._base = context.settings.path_prefix

    async def outlets(self) -> list[str]:
        """The outlets to choose from; none where the articles cannot be read."""

        def found() -> list[str]:
            with self._context.retriever.store.reading() as snapshot:
                return snapshot.catalogue.outlets()[:_MOST_OUTLETS]

        try:
            return await self._context.questions.look_up(found)
        except (RetrievalError, RequestFailedError):
            return []

    def views(self, content: Mapping[str, Any], texts: WebTexts) -> list[tuple[dict[str, Any], str, int]]:
        """What the page shows of a conversation: each exchange with its place, and the number of its chart."""
        first = content.get("first", 0)
        return [
            (exchange.view(texts), f"s{number}", number)
            for number, exchange in enumerate(exchanges_of(content), start=first)
        ]

    async def answered(
        self, request: Request, visitor: Visitor, form: AskForm, texts: WebTexts, *, events: bool
    ) -> Response | tuple[int, str] | None:
        """Answer a question.

        Args:
            request: Its body has been read.
            visitor: Who asks; signed in.
            form: What is asked.
            texts: In the reader's language.
            events: Whether the answer is sent as events; else it is remembered alone.

        Returns:
            The events; `None` where it is remembered; a status and a sentence where there is no answer.
        """
        try:
            asked = form.asked(history_of(exchanges_of(visitor.content or {})))
            if form.timeline:
                timeline = await while_waited_for(request, self._timeline(asked.question, texts))
                return self._remembered(
                    visitor, ShownExchange.of(asked.question, timeline), texts, events=events
                )
            if events:
                return await self._events(request, visitor, asked, texts)
            answer = await while_waited_for(request, self._context.questions.answer(asked.asked()))
            return self._remembered(visitor, ShownExchange.of(asked.question, answer), texts, events=False)
        except Exception as error:  # noqa: BLE001 - a page tells of it in the reader's language
            return _in_words(logged_problem(error), texts)

    async def _events(
        self, request: Request, visitor: Visitor, asked: AskRequest, texts: WebTexts
    ) -> Response:
        stream = await begun(request, self._context.questions.stream(asked.asked()))

        def shown(part: Answer | None, whole: Answer) -> Iterator[str]:
            exchange = ShownExchange.of(asked.question, whole)
            if part is None:
                yield self._event(exchange, self._remember(visitor, exchange), texts)
            elif whole.sentences:
                yield self._event(exchange, self._number(visitor), texts)

        def failed(_: RequestProblem) -> str:
            return event({"said": texts.failed}, "error")

        return EventStream(stream, shown, failed)

    async def _timeline(self, topic: str, texts: WebTexts) -> Timeline:
        retriever = self._context.retriever
        now = datetime.now(retriever.zone)
        return await self._context.questions.look_up(
            lambda: build_timeline(retriever, topic, limit=_ENTRIES, now=now, language=texts.code)
        )

    def _remembered(
        self, visitor: Visitor, exchange: ShownExchange, texts: WebTexts, *, events: bool
    ) -> Response | None:
        number = self._remember(visitor, exchange)
        if not events:
            return None
        return Response(self._event(exchange, number, texts), media_type="text/event-stream")

    def _event(self, exchange: ShownExchange, number: int, texts: WebTexts) -> str:
        shown = {"view": exchange.view(texts), "place": f"s{number}", "chart": number, "base": self._base}
        return event({"html": fragment("exchange.html", texts, shown)}, "exchange")

    def _number(self, visitor: Visitor) -> int:
        """The number of the next exchange of a conversation."""
        content = self._context.state.sessions.content(visitor.secret) or {}
        return int(content.get("first", 0)) + len(content.get("exchanges", ()))

    def _remember(self, visitor: Visitor, exchange: ShownExchange) -> int:
        """Add an exchange to what is remembered, where the session is still there; returns its number."""
        sessions = self._context.state.sessions
        content = sessions.content(visitor.secret)
        if content is None:
            return 0
        exchanges = [*content.get("exchanges", ()), exchange.to_dict()]
        first = content.get("first", 0) + max(0, len(exchanges) - KEPT)
        sessions.remember(visitor.secret, {**content, "first": first, "exchanges": exchanges[-KEPT:]})
        return int(first) + min(len(exchanges), KEPT) - 1


def _in_words(problem: RequestProblem, texts: WebTexts) -> tuple[int, str]:
    """A status and a sentence for a problem."""
    said = {
        "not_a_question": texts.not_a_question,
        BUSY.code: texts.busy,
        "no_articles": texts.unavailable,
        "store_unreadable": texts.unavailable,
    }
    return problem.status, said.get(problem.code, texts.failed)
