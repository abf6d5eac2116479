"""A file of questions and answers, of the kind that somebody asks for."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bot.rendering.exports.markdown import markdown
from bot.rendering.exports.page import page
from bot.rendering.exports.record import ExportedExchange
from bot.state.citations import citations_to_json
from retrieval.text.day import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.state.conversations import Exchange
    from bot.texts import Texts


class ExportFormat(StrEnum):
    """A kind of file; the value is how its name ends."""

    MARKDOWN = "md"
    HTML = "html"
    JSON = "json"

    @classmethod
    def named(cls, name: str) -> ExportFormat | None:
        """The kind that a word names; `None` where it names none."""
        asked = name.casefold().lstrip(".")
        known = {"markdown": cls.MARKDOWN, "htm": cls.HTML, **{kind.value: kind for kind in cls}}
        return known.get(asked)


def export(exchanges: Sequence[Exchange], kind: ExportFormat, texts: Texts, now: datetime) -> str:
    """What a file holds.

    Args:
        exchanges: Questions and answers, oldest first.
        kind: The kind of file.
        texts: The reader's language.
        now: When the file is made, in the reader's time zone.
    """
    if kind is ExportFormat.JSON:
        facts = {"exported": now.isoformat(timespec="seconds"), "exchanges": [*map(_facts, exchanges)]}
        return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"
    shown = [ExportedExchange.of(exchange, now.tzinfo or UTC) for exchange in exchanges]
    title, made = texts.export.title, texts.export.made.format(day=day(now, texts.code))
    if kind is ExportFormat.HTML:
        return page(shown, title, made, texts.code)
    return markdown(shown, title, made)


def _facts(exchange: Exchange) -> dict[str, Any]:
    """An exchange as JSON types, in the names that `Answer.to_dict` has; nothing tells who asked."""
    refused = exchange.outcome == "refused"
    citations = json.loads(citations_to_json(exchange.citations))
    return {
        "asked": datetime.fromtimestamp(exchange.asked, UTC).isoformat(timespec="seconds"),
        "question": exchange.question,
        "searched_for": exchange.searched_for,
        "text": exchange.answer,
        "refused": refused,
        "answered_by": exchange.answered_by,
        "language": exchange.language,
        "citations": [] if refused else citations,
        "nearest": citations if refused else [],
    }
