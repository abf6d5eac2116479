"""What an answer cites, an article at a time: its heading, then what it says in one block that folds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering.context import context, room
from bot.rendering.markup import LINE, PARAGRAPH, Run, mark, quote, run
from retrieval.text.day import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.texts import Texts
    from retrieval.answer import Citation

_BULLET = "•"


def sources(
    citations: Sequence[Citation],
    title: str | None,
    texts: Texts,
    *,
    numbered: bool,
    articles: Mapping[str, str] | None = None,
) -> Iterator[Run]:
    """The articles that citations come from, in the order of their first citations.

    Args:
        citations: The citations; without any, there is nothing to show.
        title: Stands over them; nothing does where it is `None`.
        texts: The reader's language.
        numbered: Whether their numbers are shown; passages that nothing points to carry none.
        articles: Texts of articles by id, where the quotes were said already: what stands around a quote is shown
            instead of it.  Of articles that are missing here, the quotes are shown.
    """
    if not citations:
        return
    wide = room(len(citations))
    yield PARAGRAPH
    if title:
        yield run(title, bold=True)
    for position, cited in enumerate(_by_article(citations)):
        yield PARAGRAPH if position else LINE
        numbers = ", ".join(str(citation.number) for citation in cited)
        yield run(f"{numbers}. " if numbered else f"{_BULLET} ")
        yield from heading(cited[0], texts)
        yield from folded(cited, (articles or {}).get(cited[0].article_id), wide, numbered=numbered)


def heading(citation: Citation, texts: Texts) -> Iterator[Run]:
    """Title, outlet and date of what is cited, and where else than behind its title it can be read."""
    yield run(" ".join(citation.title.split()) or texts.untitled, url=citation.url)
    outlet = " ".join((citation.source or "").split())
    published = day(citation.published, texts.code) if citation.published else ""
    if facts := " · ".join(fact for fact in (outlet, published) if fact):
        yield run(f"\n{facts}")
    if citation.reading_url not in (None, citation.url):
        yield Run(text=" · " if facts else "\n")
        yield run(texts.read_here, url=citation.reading_url)


def folded(cited: Sequence[Citation], text: str | None, wide: int, *, numbered: bool) -> Iterator[Run]:
    """What stands around the quotes from one article, on a line of its own; where that is not known, the quotes.

    Args:
        cited: Citations of the article.
        text: Its text, `None` where the quotes themselves are to be shown.
        wide: How many characters on either side of a quote; see `room`.
        numbered: Whether the citations' numbers are shown.
    """
    around = None if text is None else context(cited, text, wide)
    folded = list(_quotes(cited, numbered=numbered) if around is None else around)
    if folded:
        yield LINE
        yield from folded


def _by_article(citations: Sequence[Citation]) -> list[list[Citation]]:
    articles: dict[str, list[Citation]] = {}
    for citation in citations:
        articles.setdefault(citation.article_id, []).append(citation)
    return list(articles.values())


def _quotes(cited: Sequence[Citation], *, numbered: bool) -> Iterator[Run]:
    """The quotes from one article; of several, each begins with a mark that opens the article at its words."""
    for position, citation in enumerate(cited):
        if len(cited) > 1:
            if position:
                yield Run(text="\n", quote=True)
            yield quote(mark(citation.number) if numbered else _BULLET, url=citation.url)
            yield Run(text=" ", quote=True)
        yield quote(citation.quote)
