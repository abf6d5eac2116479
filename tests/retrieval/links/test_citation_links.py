"""The links of a citation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from retrieval.answer import Citation
from retrieval.links.citation_links import CitationLinks
from retrieval.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The dam opened in 2018. It cost $3.9 billion."
CITATION = Citation(
    number=1, quote=TEXT[24:], title="Dam", url=None, published=None, source=None, article_id="dam.md", start=24,
    end=len(TEXT),
)  # fmt: skip
WEB = replace(CITATION, url="https://agency.example/dam")


@pytest.fixture
def links(tmp_path: Path) -> CitationLinks:
    return CitationLinks.of(
        Settings.load({"PRESSCITE_HOME": str(tmp_path), "PRESSCITE_PUBLIC_URL": "https://news.example/"})
    )


def test_an_article_of_no_website_is_read_on_its_page(links: CitationLinks) -> None:
    """Its link is the page's; so is that of one whose address no browser opens."""
    opened = links.opened(CITATION, TEXT)
    assert opened.url == opened.reading_url
    assert opened.reading_url is not None
    assert opened.reading_url.startswith("https://news.example/read/")
    assert links.opened(replace(CITATION, url="javascript:alert(1)"), TEXT).url == opened.reading_url


def test_an_article_of_the_web_has_both(links: CitationLinks) -> None:
    """The link to the original is as it would be without a page."""
    opened = links.opened(WEB, TEXT)
    assert (
        opened.url
        == CitationLinks().opened(WEB, TEXT).url
        == "https://agency.example/dam#:~:text=It%20cost%20%243.9%20billion"
    )
    assert opened.reading_url == links.opened(CITATION, TEXT).reading_url


def test_a_part_of_the_text_is_enough(links: CitationLinks) -> None:
    """Where that part begins is told."""
    assert links.opened(WEB, TEXT[20:], 20) == links.opened(WEB, TEXT)


def test_without_a_server_citations_are_as_they_were(tmp_path: Path) -> None:
    """No key is made either."""
    plain = CitationLinks.of(Settings.load({"PRESSCITE_HOME": str(tmp_path)}))
    assert plain.opened(CITATION, TEXT) == CITATION
    assert list(tmp_path.iterdir()) == []


def test_the_key_of_the_setting_counts(tmp_path: Path) -> None:
    """None is kept in a file then."""
    environ = {"PRESSCITE_HOME": str(tmp_path), "PRESSCITE_PUBLIC_URL": "https://news.example"}
    one, other = (
        CitationLinks.of(Settings.load({**environ, "PRESSCITE_LINK_KEY": key * 32})).opened(CITATION, TEXT)
        for key in "ab"
    )
    assert one.url != other.url
    assert list(tmp_path.iterdir()) == []
