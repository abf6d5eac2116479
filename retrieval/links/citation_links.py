"""The links of a citation: to the original at the quoted words, and to the page on which the article is read here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Self

from retrieval.links.article_pages import ArticlePages
from retrieval.links.keys import KEY_FILE, KeyFile, LinkKeys
from retrieval.links.text_fragment import is_of_the_web, text_fragment

if TYPE_CHECKING:
    from retrieval.answer import Citation
    from retrieval.settings import Settings
    from retrieval.store.hit import Hit


class CitationLinks:
    """Gives citations their links.

    Args:
        pages: Where articles are read; `None` where no server shows any.

    Attributes:
        pages: As given.
    """

    def __init__(self, pages: ArticlePages | None = None) -> None:
        self.pages = pages

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The links that the settings ask for."""
        return cls(pages_of(settings))

    def opened(self, citation: Citation, text: str, offset: int = 0) -> Citation:
        """A citation with links that open at the quoted words.

        Args:
            citation: As a hit gives it, with the article's own address.
            text: The article's text, or as much of it around the quote as is known.
            offset: Where in the article that begins.
        """
        start, end = citation.start - offset, citation.end - offset
        url = text_fragment(citation.url, text, start, end)
        if self.pages is None:
            return replace(citation, url=url)
        page = self.pages.address(citation.article_id, citation.start, citation.quote)
        return replace(citation, url=url if is_of_the_web(url) else page or url, reading_url=page)

    def facts(self, hit: Hit) -> dict[str, str]:
        """What there is to add to the facts of a passage: the link to its page, where there is one."""
        page = self.pages.address(hit.article_id, hit.start, hit.text) if self.pages else None
        return {"reading_url": page} if page else {}


def pages_of(settings: Settings) -> ArticlePages | None:
    """The pages of the server that the settings name; `None` where they name none."""
    if settings.public_address is None:
        return None
    return ArticlePages(settings.public_address, link_keys(settings), settings.link_expires)


def link_keys(settings: Settings) -> LinkKeys:
    """The keys in the settings, or else in the file in `PRESSCITE_HOME`, which is made when it is first needed."""
    given = settings.link_keys
    return LinkKeys((lambda: given) if given else KeyFile(settings.home / KEY_FILE))
