"""Questions and answers as a page: one file that loads nothing, runs nothing, and reads well on paper and phone."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from bot.rendering.exports.record import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.rendering.exports.record import ExportedExchange, ExportedSource

_STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1.0625rem/1.55 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}"
    "blockquote{margin:.4rem 0 1rem;padding-left:.9rem;border-left:.2rem solid;white-space:pre-line}"
    "section{margin-top:2.5rem}h1{font-size:1.5rem}h2{font-size:1.2rem}h3{font-size:1rem}"
    ".when{opacity:.7;margin:0}li{margin-bottom:.5rem;overflow-wrap:anywhere}"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(exchanges: Sequence[ExportedExchange], title: str, made: str, language: str) -> str:
    """The file.

    Args:
        exchanges: Questions and answers, oldest first.
        title: Stands over them.
        made: When the file was made, in words.
        language: Code of the reader's language.
    """
    sections = "".join(_exchange(number, exchange) for number, exchange in enumerate(exchanges, start=1))
    shown = html.escape(title)
    return (
        f'<!DOCTYPE html>\n<html lang="{html.escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{shown}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{shown}</h1>\n"
        f'<p class="when">{html.escape(made)}</p>\n{sections}</body>\n</html>\n'
    )


def _exchange(number: int, exchange: ExportedExchange) -> str:
    searched = f"<p><em>{html.escape(exchange.searched_for)}</em></p>\n" if exchange.searched_for else ""
    return (
        f'<section lang="{html.escape(exchange.language)}">\n<h2>{html.escape(exchange.question)}</h2>\n'
        f'<p class="when"><time datetime="{exchange.moment}">{html.escape(exchange.asked)}</time></p>\n'
        f"<p>{_marked(number, exchange)}</p>\n{searched}{''.join(_sources(number, exchange))}</section>\n"
    )


def _marked(number: int, exchange: ExportedExchange) -> str:
    """The answer; each mark leads to what it cites, further down."""
    known = {source.number for source in exchange.sources}
    pieces, at = [], 0
    for found in MARK.finditer(exchange.answer):
        cited = int(found[1])
        shown = f'<a href="#s{number}-{cited}">[{cited}]</a>' if cited in known else found[0]
        pieces += [html.escape(exchange.answer[at : found.start()]), shown]
        at = found.end()
    return "".join([*pieces, html.escape(exchange.answer[at:])])


def _sources(number: int, exchange: ExportedExchange) -> Iterator[str]:
    if not exchange.sources:
        return
    tag = "ul" if exchange.refused else "ol"
    yield f"<h3>{html.escape(exchange.heading)}</h3>\n<{tag}>\n"
    for source in exchange.sources:
        value = "" if exchange.refused else f' value="{source.number}"'
        yield f'<li id="s{number}-{source.number}"{value}>{_source(source)}</li>\n'
    yield f"</{tag}>\n"


def _source(source: ExportedSource) -> str:
    title = html.escape(source.title)
    if source.url:
        title = f'<a href="{html.escape(source.url)}" rel="noreferrer">{title}</a>'
    facts = f" · {html.escape(source.facts)}" if source.facts else ""
    return f"{title}{facts}<blockquote>{html.escape(source.quote)}</blockquote>"
