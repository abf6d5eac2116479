"""A question -> its answer: asked of the chain, shown as it grows, sent, remembered."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.jobs.reply import JobReply
from bot.log import EventLog
from bot.outgoing.draft import Draft
from bot.outgoing.message import OutgoingMessage
from bot.outgoing.slow_notice import slow_notice
from bot.outgoing.typing import typing
from bot.rendering import keyboard
from bot.rendering.answer import message as text_parts
from bot.rendering.answer import render, said_back
from bot.updates.filters import question_in
from retrieval.errors import DatabaseUnreachableError, EmptyStoreError, QuestionError, StoreError

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import Runnable
    from telegram import Bot

    from bot.jobs.job import Job
    from bot.metrics import Metrics, QuestionOutcome
    from bot.outgoing.sender import Sender
    from bot.state.state import State
    from retrieval.answer import Answer

_log = EventLog(__name__)


class QuestionHandler:
    """Answers questions.

    Args:
        bot: Whose messages.
        chain: A question in, an Answer out.
        state: Conversations, budgets and time zones.
        sender: Sends messages.
        metrics: Counts what the language model writes.
        writes: Whether a language model writes the answers, as far as budgets allow.
        budget: How many of its answers a person has a day; `None` for any number.
    """

    def __init__(
        self,
        bot: Bot,
        chain: Runnable[Any, Answer],
        state: State,
        sender: Sender,
        *,
        metrics: Metrics,
        writes: bool = False,
        budget: int | None = None,
    ) -> None:
        self._bot = bot
        self._chain = chain
        self._state = state
        self._sender = sender
        self._metrics = metrics
        self._writes = writes
        self._budget = budget

    async def handle(self, job: Job) -> JobReply:
        """Answer the question of a job, where it stands; an answer that is there already is only sent.

        Raises:
            TelegramError: The answer did not arrive.
        """
        question = " ".join([question_in(job.message), *job.more]).strip()
        reply = job.reply
        if reply is None:
            async with typing(self._bot, self._sender, job.place), self._slow_notice(job):
                reply = await self._reply(job, question)
        sent = await job.send(reply)
        if sent is not None and reply.message.exchange is not None:
            self._state.conversations.shown(reply.message.exchange, sent.chat_id, sent.message_id)
        _log.info(
            "question done",
            update=job.update.update_id,
            outcome=reply.result,
            seconds=round(job.seconds, 2),
            messages=len(reply.message.parts),
            question=question,
        )
        return reply

    async def _reply(self, job: Job, question: str) -> JobReply:
        """The reply to a question; where it cannot be answered, one that says so."""
        number = job.update.update_id
        if not question:
            return _said(job.texts.empty)
        try:
            answer, remark = await self._asked(job, question)
        except EmptyStoreError:
            _log.warning("question without a store: run presscite refresh", update=number)
            return _said(job.texts.no_articles)
        except QuestionError:
            _log.info("not a question", update=number)
            return _said(job.texts.not_a_question)
        except DatabaseUnreachableError:
            raise  # the question waits
        except StoreError as error:
            if isinstance(error.__cause__, DatabaseUnreachableError):
                raise error.__cause__ from error
            # Never a refusal: what the articles say is not known.
            _log.error("the articles cannot be read", update=number, error=error)
            return _failed(job, job.texts.unreadable)
        except Exception as error:  # noqa: BLE001 - whatever breaks, the user gets an apology
            _log.error("question failed", update=number, error=error)
            return _failed(job, job.texts.apology)
        return self._answered(job, answer, remark)

    def _answered(self, job: Job, answer: Answer, remark: str) -> JobReply:
        """The reply with an answer, which is remembered unless nothing was asked for."""
        if not answer.kind.searches:
            return _said(said_back(answer))
        exchange = self._state.conversations.add(job.place, job.person, answer, job.seconds)
        buttons = keyboard.of_answer(job.texts, exchange, refused=answer.refused)
        result: QuestionOutcome = "refused" if answer.refused else "answered"
        parts = render(answer, remark, answer.articles)
        return JobReply(message=OutgoingMessage.of(parts, buttons, exchange), result=result)

    async def _asked(self, job: Job, question: str) -> tuple[Answer, str]:
        """The answer, and what there is to say about it beside its own note; empty for nothing."""
        asked: dict[str, Any] = {
            "question": question,
            "history": self._history(job),
            "now": datetime.now(self._state.zones.of(job.person)),
            "language": job.texts.code,
        }
        if not self._writes:
            # A thread for the whole instead of one for each step: the loop has others to serve meanwhile.
            return await asyncio.to_thread(self._chain.invoke, asked), ""
        if not self._state.spending.spend(job.person):
            quoted = await self._chain.ainvoke(asked | {"language_model": False})
            return quoted, job.texts.budget_used.format(count=self._budget)
        answer = None
        try:
            answer = await self._streamed(job, asked)
        finally:
            if answer is None or answer.answered_by == "extract":
                self._state.spending.refund(job.person)
            else:
                self._metrics.language_model_answer()
        return answer, ""

    async def _streamed(self, job: Job, asked: dict[str, Any]) -> Answer:
        """The answer, shown sentence by sentence on the way where there is a draft to show it in."""
        draft = Draft(self._bot, self._sender, job.place)
        whole: Answer | None = None
        try:
            async for part in self._chain.astream(asked):
                whole = part if whole is None else whole + part
                if whole.sentences:
                    draft.show(render(whole)[0])
        finally:
            await draft.end()
        if whole is None:
            raise RuntimeError("the chain gave no answer")
        return whole

    def _history(self, job: Job) -> list[BaseMessage]:
        """What was said before: in this chat and topic lately, or up to the answer that is replied to."""
        replied = job.message.reply_to_message
        up_to = None
        if replied is not None:
            up_to = self._state.conversations.of_message(job.place.chat, replied.message_id)
        return self._state.conversations.history(job.place, up_to)

    def _slow_notice(self, job: Job) -> AbstractAsyncContextManager[None]:
        buttons = keyboard.stop(job.texts, job.id)
        return slow_notice(self._bot, self._sender, job.place, job.texts.still_looking, buttons)


def _failed(job: Job, text: str) -> JobReply:
    """Says that it went wrong, with a button to try again."""
    return JobReply(
        message=OutgoingMessage.of(text_parts(text), keyboard.retry(job.texts, job.id)), result="failed"
    )


def _said(text: str) -> JobReply:
    """A reply to what asks for nothing, or finds no articles."""
    return JobReply(message=OutgoingMessage.of(text_parts(text)), result="empty")
