"""A question and what came of it, as a session remembers it and a page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bot.rendering.markup import web_address
from bot.texts import texts_for
from bot.web.ask_request import HistoryMessage
from retrieval.text.day import day, period
from retrieval.timelines.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.texts.web_texts import WebTexts
    from retrieval.answer import Answer

KEPT = 12
"""Exchanges of a conversation that are remembered."""

_LONGEST_ANSWER = 10_000  # characters of a history


@dataclass(frozen=True, slots=True)
class ShownExchange:
    """A question and what came of it.

    Attributes:
        question: As it was asked.
        facts: The answer, or the timeline, as plain JSON types.
        timeline: Whether it is a timeline.
    """

    question: str
    facts: Mapping[str, Any]
    timeline: bool = False

    @classmethod
    def of(cls, question: str, outcome: Answer | Timeline) -> ShownExchange:
        """What came of a question; a topic that no article speaks of has an answer that refuses."""
        if isinstance(outcome, Timeline):
            if not outcome.refused:
                return cls(question, outcome.to_dict(), timeline=True)
            outcome = outcome.refusal()
        return cls(question, outcome.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """As a session remembers it."""
        return {"question": self.question, "facts": self.facts, "timeline": self.timeline}

    @property
    def messages(self) -> Iterator[HistoryMessage]:
        """What a follow-up may refer to."""
        if self.timeline:
            return
        yield HistoryMessage(role="user", content=self.question, refused=False)
        answer = self.facts["text"][:_LONGEST_ANSWER]
        yield HistoryMessage(role="assistant", content=answer, refused=self.facts["refused"])

    def chart(self) -> Timeline | None:
        """As much of the timeline as its chart shows; `None` of an answer."""
        if not self.timeline:
            return None
        counts = tuple((date.fromisoformat(one["start"]), one["stories"]) for one in self.facts["counts"])
        return Timeline(topic=self.question, subject="", unit=self.facts["unit"], counts=counts)

    def view(self, texts: WebTexts) -> dict[str, Any]:
        """What the template shows, in the reader's language."""
        if self.timeline:
            return self._timeline_view(texts)
        facts, own = self.facts, texts_for(texts.code)
        plain = facts["refused"] or not facts["sentences"]
        remarks = []
        if facts["searched_for"] not in ("", facts["question"]):
            remarks.append(own.searched_for.format(question=facts["searched_for"]))
        if facts["note"] and not facts["refused"]:
            remarks.append(facts["note"])
        if facts["sentences"]:
            by = facts["answered_by"]
            remarks.append(texts.quoted if by == "extract" else texts.written.format(model=by))
        return {
            "question": self.question,
            "lang": facts["language"],
            "said": facts["text"] if plain else "",
            "sentences": [_sentence(one) for one in facts["sentences"]],
            "remarks": remarks,
            "heading": own.nearest if facts["refused"] else texts.sources,
            "sources": [
                _source(one, texts, numbered=not facts["refused"])
                for one in facts["nearest" if facts["refused"] else "citations"]
            ],
            "periods": [],
        }

    def _timeline_view(self, texts: WebTexts) -> dict[str, Any]:
        facts, archive = self.facts, texts_for(texts.code).archive
        remarks = []
        if facts["omitted"]:
            remarks.append(archive.omitted[facts["unit"]].format(count=facts["omitted"]))
        if facts["undated"]:
            remarks.append(archive.undated.format(count=facts["undated"]))
        if not facts["complete"]:
            remarks.append(archive.incomplete)
        return {
            "question": self.question,
            "lang": facts["language"],
            "said": "",
            "sentences": [],
            "remarks": remarks,
            "heading": texts.sources,
            "sources": [_source(c, texts, numbered=True) for e in facts["entries"] for c in e["citations"]],
            "periods": [
                {
                    "name": period(date.fromisoformat(entry["start"]), facts["unit"], texts.code),
                    "articles": archive.articles(entry["articles"]) if entry["articles"] > 1 else "",
                    "text": " ".join(" ".join(c["quote"].split()) for c in entry["citations"])
                    + ("…" if entry["trimmed"] else ""),
                    "numbers": [c["number"] for c in entry["citations"]],
                }
                for entry in facts["entries"]
            ],
        }


def exchanges_of(content: Mapping[str, Any]) -> list[ShownExchange]:
    """The exchanges that a session remembers, the oldest first."""
    return [
        ShownExchange(one["question"], one["facts"], one["timeline"]) for one in content.get("exchanges", ())
    ]


def history_of(exchanges: Sequence[ShownExchange]) -> list[HistoryMessage]:
    """What a follow-up may refer to."""
    return [message for exchange in exchanges for message in exchange.messages]


def _sentence(facts: Mapping[str, Any]) -> dict[str, Any]:
    pieces, position = [], 0
    for start, end in sorted(facts["highlights"]):
        first = max(start, position)
        if first < end:
            pieces += [(facts["text"][position:first], False), (facts["text"][first:end], True)]
            position = end
    return {"pieces": [*pieces, (facts["text"][position:], False)], "numbers": facts["citations"]}


def _source(facts: Mapping[str, Any], texts: WebTexts, *, numbered: bool) -> dict[str, Any]:
    published = facts["published"]
    page = facts.get("reading_url")
    return {
        "number": facts["number"] if numbered else None,
        "quote": facts["quote"],
        "title": facts["title"],
        "outlet": facts["source"],
        "day": day(datetime.fromisoformat(published), texts.code) if published else "",
        "url": web_address(facts["url"]),
        "page": page if page != facts["url"] else None,
    }
