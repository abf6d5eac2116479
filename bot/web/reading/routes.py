"""/read/...: the page of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.routing import Route

from bot.log import EventLog
from bot.web.pages.page import page
from bot.web.pages.reader_language import reader_texts
from bot.web.reading.marked_text import marked_text
from bot.web.reading.shown_article import ShownArticle, shown_article
from bot.web.request_problem import RequestFailedError
from bot.web.route_group import RouteGroup
from retrieval.errors import RetrievalError
from retrieval.links.article_pages import PAGES, QUOTE
from retrieval.text.day import day

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.requests import Request
    from starlette.responses import Response

    from bot.texts.web_texts import WebTexts
    from bot.web.context import WebContext
    from retrieval.links.article_pages import PageTarget
    from retrieval.store.hit import NearDuplicate

_log = EventLog(__name__)

_LONG = 200_000  # characters; a browser leaves out what is not seen of a longer text


def group(context: WebContext) -> RouteGroup:
    """The pages of articles; without a public address there are none."""
    pages = context.retriever.links.pages

    async def read(request: Request) -> Response:
        texts = reader_texts(request)
        target = pages.target(request.path_params["token"]) if pages else None
        if target is None:
            return _notice(texts, texts.not_found, 404, texts.not_found_hint)
        key = request.query_params.get("text", "")
        try:
            shown = await context.questions.look_up(lambda: _look_up(context, target, key))
        except (RetrievalError, RequestFailedError) as error:
            _log.warning("article not shown", error=error)
            return _notice(texts, texts.unavailable, 503)
        if shown is None:
            return _notice(texts, texts.article_gone, 410)
        return page("article.html", texts, _filled_in(context, shown, texts), title=shown.shown.title)

    return RouteGroup(routes=[Route(f"/{PAGES}/{{token}}", read)])


def _look_up(context: WebContext, target: PageTarget, key: str) -> ShownArticle | None:
    with context.retriever.store.reading() as snapshot:
        return shown_article(snapshot, target, key)


def _notice(texts: WebTexts, said: str, status: int, hint: str = "") -> Response:
    return page("notice.html", texts, {"said": said, "hint": hint}, title=said, status=status)


def _filled_in(context: WebContext, shown: ShownArticle, texts: WebTexts) -> dict[str, object]:
    """What the template needs, in the reader's language."""

    def in_words(moment: datetime | None) -> str:
        return day(moment, texts.code) if moment else ""

    def kept_until(moment: datetime) -> str:
        here = moment.astimezone(context.retriever.zone)
        return f"{in_words(here)}, {here:%H:%M}"

    def link(copy: NearDuplicate) -> str | None:
        pages = context.retriever.links.pages
        return pages.address(copy.article_id) if pages else None

    version = shown.shown
    return {
        "article": shown.article,
        "version": version,
        "published": in_words(version.published),
        "updated": in_words(version.updated) if _days_differ(version.published, version.updated) else "",
        "replaced": kept_until(version.replaced) if version.replaced else "",
        "original": shown.original,
        "host": urlsplit(shown.original or "").hostname,
        "quoted": shown.end > shown.start,
        "quote": QUOTE,
        "lost": shown.lost,
        "long": len(version.text) > _LONG,
        "blocks": marked_text(version.text, shown.start, shown.end),
        "copies": [(copy, in_words(copy.published), link(copy)) for copy in shown.copies],
        "versions": [(one, kept_until(one.replaced) if one.replaced else "") for one in shown.versions],
    }


def _days_differ(published: datetime | None, updated: datetime | None) -> bool:
    return updated is not None and (published is None or published.date() != updated.date())
