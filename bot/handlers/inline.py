"""Inline mode: the answer and the best passages, for any chat."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import datetime
from typing import TYPE_CHECKING

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import InlineQueryHandler

from bot.log import EventLog
from bot.rendering.answer import render, render_passages
from bot.rendering.markup import cleaned
from bot.texts import texts_of
from retrieval.errors import EmptyStoreError, QuestionError
from retrieval.note import NoteCode

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.rendering.markup import Part
    from bot.runtime import Handler, Runtime
    from bot.texts import Texts
    from retrieval.answer import Answer, Citation

_log = EventLog(__name__)

_PASSAGES = 8
_SHORTEST = 3  # characters, below which a query is still being typed
_FRESH_SECONDS = 30  # how long Telegram may show the same results to whoever typed the query
_DESCRIPTION = 200  # characters of a result's second line
_AT_ONCE = 4  # queries in work; questions that were sent come first


class Inline:
    """Answers inline queries by quoting; what is typed is not kept.

    Args:
        runtime: The bot.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._latest: dict[int, str] = {}

    def handlers(self) -> list[Handler]:
        """What python-telegram-bot calls."""
        return [InlineQueryHandler(self.typed)]

    async def typed(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer what somebody has typed so far, unless they have typed on meanwhile."""
        query, texts = update.inline_query, texts_of(update)
        if query is None:
            return
        person, question = query.from_user.id, query.query.strip()
        self._latest[person] = query.id
        try:
            async with self._slots:
                if self._latest.get(person) != query.id:
                    return
                results, label = await self._results(person, question, texts)
        finally:
            if self._latest.get(person) == query.id:
                del self._latest[person]
        # A query that has waited too long, or that was typed on, is answered no more.
        with contextlib.suppress(TelegramError):
            button = InlineQueryResultsButton(label, start_parameter="inline")
            # The labels are in the language of whoever typed.
            await query.answer(results, cache_time=_FRESH_SECONDS, is_personal=True, button=button)

    async def _results(
        self, person: int, question: str, texts: Texts
    ) -> tuple[list[InlineQueryResultArticle], str]:
        """What there is to choose from, and what stands over it."""
        private = texts.buttons["private"]
        if len(question) < _SHORTEST:
            return [], texts.inline_empty
        try:
            now = datetime.now(self._runtime.state.zones.of(person))
            asked = {"question": question, "language_model": False, "now": now, "language": texts.code}
            answer = await self._runtime.chain.ainvoke(asked)
            if not answer.kind.searches:
                return [], texts.inline_empty
            known = answer.nearest if answer.refused else answer.citations
            more = await self._runtime.archive.more(answer.searched_for, known, _PASSAGES, now)
        except EmptyStoreError:
            return [], texts.inline_reasons[NoteCode.NO_ARTICLES]
        except QuestionError:
            return [], private
        except Exception as error:  # noqa: BLE001 - somebody who types sees no results, and goes on
            _log.error("inline query failed", error=error)
            return [], private
        passages = [*known, *more] if answer.refused else more
        results = [
            _of_passage(number, citation, texts) for number, citation in enumerate(passages[:_PASSAGES])
        ]
        if not answer.refused:
            results.insert(0, _of_answer(answer, texts))
        return results, _label_of_refusal(answer, texts) if answer.refused else private


def _label_of_refusal(answer: Answer, texts: Texts) -> str:
    note = answer.note
    return texts.inline_reasons[note.code] if note and note.explains_refusal else texts.inline_refused


def _of_answer(answer: Answer, texts: Texts) -> InlineQueryResultArticle:
    said = " ".join(sentence.text for sentence in answer.sentences)
    parts = render(answer, articles=answer.articles)
    # A result is one message: where what stands around the quotes makes it two, they are shown instead.
    part = parts[0] if len(parts) == 1 else render(answer)[0]
    return _article("answer", f"✅ {texts.inline_answer}", said, part)


def _of_passage(number: int, citation: Citation, texts: Texts) -> InlineQueryResultArticle:
    title = " ".join(citation.title.split()) or texts.untitled
    part = render_passages(None, [citation], texts)[0]
    return _article(f"passage{number}", title, citation.quote, part)


def _article(name: str, title: str, description: str, part: Part) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        name,
        cleaned(title)[:_DESCRIPTION],
        InputTextMessageContent(
            part.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        description=" ".join(cleaned(description).split())[:_DESCRIPTION],
    )
