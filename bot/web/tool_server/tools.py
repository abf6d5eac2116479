"""The tools: what each is called with, and what it finds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.web.ask_request import FilteredQuestion, SearchRequest
from bot.web.tool_server.arguments import LatestArguments, ReadArguments, TimelineArguments
from bot.web.tool_server.articles import extract, newest
from retrieval.timelines.builder import build_timeline

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from pydantic import BaseModel

    from bot.web.questions import Questions
    from retrieval.retriever import HybridRetriever

Found = tuple[str, dict[str, Any]]
"""What a tool has found: for people and models, and for programs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsTool:
    """A tool.

    Attributes:
        name: Under which it is called.
        title: For people.
        description: When to call it, for a model.
        arguments: What it is called with.
        call: Finds what was asked for.
    """

    name: str
    title: str
    description: str
    arguments: type[BaseModel]
    call: Callable[[Any], Awaitable[Found]]


_QUOTES = (
    "Every quote is the article's own words to the letter: it stands at the offsets [start, end) of its text, counted "
    "in characters."
)


def news_tools(questions: Questions, retriever: HybridRetriever) -> list[NewsTool]:
    """All tools.

    Args:
        questions: Asks the chain.
        retriever: Finds passages; its store holds the articles.
    """
    return [
        NewsTool(
            name="ask",
            title="Ask the articles",
            description="Answer a question from news articles. Every sentence of the answer is cited; where the "
            f"articles do not say, `refused` is true and `nearest` holds the closest passages. {_QUOTES}",
            arguments=FilteredQuestion,
            call=partial(_ask, questions),
        ),
        NewsTool(
            name="search",
            title="Search the articles",
            description=f"Find the passages of news articles that fit a question best. {_QUOTES}",
            arguments=SearchRequest,
            call=partial(_search, questions, retriever),
        ),
        NewsTool(
            name="read_article",
            title="Read an article",
            description=f"Read an article, or a part of it, by the id that citations and passages have. {_QUOTES}",
            arguments=ReadArguments,
            call=partial(_read, questions, retriever),
        ),
        NewsTool(
            name="list_latest",
            title="List what is new",
            description=f"List the newest articles, each with the sentence that it begins with. {_QUOTES}",
            arguments=LatestArguments,
            call=partial(_latest, questions, retriever),
        ),
        NewsTool(
            name="timeline",
            title="Tell a timeline",
            description="Tell what was reported when about a topic: an entry a day, month or year, each with a quote. "
            f"{_QUOTES}",
            arguments=TimelineArguments,
            call=partial(_timeline, questions, retriever),
        ),
    ]


async def _ask(questions: Questions, asked: FilteredQuestion) -> Found:
    answer = await questions.answer(asked.asked())
    facts = answer.to_dict()
    cited = facts["nearest"] if answer.refused else facts["citations"]
    return "\n".join([answer.text, *(_line(citation) for citation in cited)]), facts


async def _search(questions: Questions, retriever: HybridRetriever, asked: SearchRequest) -> Found:
    found = await questions.look_up(lambda: asked.found(retriever))
    passages = [{**passage, "quote": passage["text"]} for passage in found]
    return _listed(passages), {"passages": passages}


async def _read(questions: Questions, retriever: HybridRetriever, asked: ReadArguments) -> Found:
    found = await questions.look_up(
        partial(extract, retriever.store, asked.article_id, asked.start, asked.length)
    )
    return f"{found['title']}\n\n{found['quote']}", found


async def _latest(questions: Questions, retriever: HybridRetriever, asked: LatestArguments) -> Found:
    found = await questions.look_up(partial(newest, retriever.store, asked.limit, asked.sources))
    return _listed(found), {"articles": found}


async def _timeline(questions: Questions, retriever: HybridRetriever, asked: TimelineArguments) -> Found:
    now = datetime.now(retriever.zone)
    timeline = await questions.look_up(
        partial(build_timeline, retriever, asked.topic, limit=asked.limit, now=now)
    )
    lines = [f"{entry.start.isoformat()}: {entry.text}" for entry in timeline.entries]
    return "\n".join(lines) or timeline.refusal().text, timeline.to_dict()


def _listed(found: list[dict[str, Any]]) -> str:
    return "\n".join(_line(facts) for facts in found) or "Nothing was found."


def _line(facts: dict[str, Any]) -> str:
    """What was found, on a line: its number where it has one, its words, and where they stand."""
    number = f"[{facts['number']}] " if "number" in facts else ""
    whose = ", ".join(filter(None, (facts["title"], facts["source"], (facts["published"] or "")[:10])))
    said = json.dumps(facts["quote"], ensure_ascii=False)
    return f"{number}{said} ({whose}; {facts['url'] or facts['article_id']})"
