"""Questions and answers as Markdown, as CommonMark reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.rendering.exports.record import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.rendering.exports.record import ExportedExchange, ExportedSource

# Whatever may mean something anywhere, and what does so where a line begins.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&!$]|(?<=\w)@(?=\w)|:(?=//)")
_AT_START = re.compile(r"^(\s*)(\d+)?([.)+=-])", re.MULTILINE)
_IN_ADDRESS = "%:/?#[]@!$&'*+,;=~-._"


def markdown(exchanges: Sequence[ExportedExchange], title: str, made: str) -> str:
    """The file.

    Args:
        exchanges: Questions and answers, oldest first.
        title: Stands over them.
        made: When the file was made, in words.
    """
    blocks = [f"# {_escaped(title)}", f"*{_escaped(made)}*"]
    for exchange in exchanges:
        blocks += _exchange(exchange)
    return "\n\n".join(blocks) + "\n"


def _exchange(exchange: ExportedExchange) -> Iterator[str]:
    yield f"## {_escaped(exchange.question)}"
    yield f"*{_escaped(exchange.asked)}*"
    yield _marked(exchange)
    if exchange.searched_for:
        yield f"*{_escaped(exchange.searched_for)}*"
    if exchange.sources:
        yield f"**{_escaped(exchange.heading)}**"
    for source in exchange.sources:
        yield _source(source, numbered=not exchange.refused)


def _marked(exchange: ExportedExchange) -> str:
    """The answer; each mark leads to what it cites."""
    urls = {source.number: source.url for source in exchange.sources}
    pieces, at = [], 0
    for found in MARK.finditer(exchange.answer):
        url = urls.get(int(found[1]))
        shown = f"\\[{found[1]}\\]"
        pieces += [
            _escaped(exchange.answer[at : found.start()]),
            f"[{shown}]({_address(url)})" if url else shown,
        ]
        at = found.end()
    return "".join([*pieces, _escaped(exchange.answer[at:])])


def _source(source: ExportedSource, *, numbered: bool) -> str:
    title = f"[{_escaped(source.title)}]({_address(source.url)})" if source.url else _escaped(source.title)
    head = f"{source.number}. " if numbered else "- "
    indent = " " * len(head)
    facts = f" · {_escaped(source.facts)}" if source.facts else ""
    quoted = "\n".join(f"{indent}> {line}".rstrip() for line in _escaped(source.quote).split("\n"))
    return f"{head}{title}{facts}\n\n{quoted}"


def _address(url: str) -> str:
    """An address between angle brackets, in which nothing ends it."""
    return f"<{quote(url, safe=_IN_ADDRESS)}>"


def _escaped(text: str) -> str:
    plain = _SPECIAL.sub(lambda found: f"\\{found[0]}", text)
    return _AT_START.sub(lambda found: f"{found[1]}{found[2] or ''}\\{found[3]}", plain)
