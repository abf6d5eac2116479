"""/read/... over HTTP: who has no link reads nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.web.security_headers import HEADERS
from retrieval.link_key import LinkKey
from retrieval.links.article_pages import ArticlePages
from retrieval.links.citation_links import CitationLinks
from retrieval.links.keys import LinkKeys
from retrieval.store.folder_engine import FolderEngine
from retrieval.store.store import Store
from tests.bot.web.article_store import DAM, DAM_QUOTE, PUBLIC
from tests.bot.web.served import serving_web
from tests.retrieval.no_chain import no_chain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

    from tests.bot.web.article_store import ArticleStore
    from tests.bot.web.served import Served


@pytest.fixture
def reader(reading: Served) -> Iterator[httpx.Client]:
    """Who reads pages shows no token."""
    with reading.client(token=None) as client:
        yield client


def without_fragment(path: str) -> str:
    return path.partition("#")[0]


def test_a_page_and_its_headers(reader: httpx.Client, kept: ArticleStore) -> None:
    """It may do nothing but apply its own style; nothing is told to others, kept, framed or indexed."""
    response = reader.get(kept.path("dam", DAM_QUOTE))
    assert response.status_code == 200
    policy = response.headers["content-security-policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert re.fullmatch(
        r"style-src 'sha256-[\w+/]{43}='", next(p for p in policy if p.startswith("style-src"))
    )
    assert {"base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"} <= set(policy)
    assert not any("unsafe" in part or "script-src" in part or "*" in part for part in policy)
    for name, value in HEADERS.items():
        assert name == "Content-Security-Policy" or response.headers[name] == value
    assert '<meta name="robots" content="noindex' in response.text
    assert 'rel="noreferrer noopener nofollow"' in reader.get(kept.path("copy", DAM_QUOTE)).text


def test_a_page_is_light(reader: httpx.Client, kept: ArticleStore) -> None:
    """Under 50 kB beside the text, all in one response."""
    response = reader.get(kept.path("dam", DAM_QUOTE))
    assert len(response.content) - len(DAM.encode()) < 20_000
    assert not re.search(r"<(?:link|script|img|iframe)", response.text)


def test_a_link_to_the_original_opens_at_the_words(reader: httpx.Client, kept: ArticleStore) -> None:
    """As the citation's own does; the copies on the page have links of their own."""
    page = reader.get(kept.path("copy", DAM_QUOTE)).text
    assert 'href="https://agency.example/dam#:~:text=The%20second%20unit' in page
    (other,) = re.findall(rf'href="{re.escape(PUBLIC)}(/read/[\w-]+)"', page)
    assert "Dam opened, report 2" in reader.get(other).text


def test_without_a_link_nothing_is_read(reader: httpx.Client, kept: ArticleStore) -> None:
    """Forged, altered and ended links, other keys' and path tricks: all get the same page, which says nothing."""
    good = without_fragment(kept.path("dam", DAM_QUOTE))
    token = good.rpartition("/")[2]
    pages = kept.retriever.links.pages
    assert pages is not None
    other = ArticlePages(PUBLIC, LinkKeys(lambda: [LinkKey("k" * 32)])).address("dam")
    ended = ArticlePages(PUBLIC, pages._sealed._keys, lifetime=-3 * 86_400).address("dam")
    feed = pages._sealed._keys.seal("feed", b'["dam",0,0,0,null]')
    assert other is not None
    assert ended is not None
    nothing = reader.get("/read/nothing")
    assert nothing.status_code == 404
    paths = [
        *(f"/read/{token[:n]}{'A' if token[n] != 'A' else 'B'}{token[n + 1 :]}" for n in range(0, len(token), 7)),
        f"/read/{token}A", f"/read/{token[:-1]}", f"/read/{token}=", f"/read/{token.lower()}", f"/read/{feed}",
        other.removeprefix(PUBLIC), ended.removeprefix(PUBLIC),
        "/read/dam", f"/read/%00{token}", f"/read/{token}%00",
        "/read/" + "A" * 5_000,
    ]  # fmt: skip
    for path in paths:
        response = reader.get(path)
        assert (path, response.status_code, response.text) == (path, 404, nothing.text)
    tricks = (
        "/read/", "/read", f"/read/{token}/", f"/read//{token}", f"/read/x/../{token}x", "/reading/x",
        "/read/..%2F..%2Fetc%2Fpasswd", "/read/%2e%2e/%2e%2e/etc/passwd", "/read/%2e%2e",
    )  # fmt: skip
    for path in tricks:
        response = reader.get(path)
        assert (path, response.status_code) == (path, 404)
        assert "3.9 billion" not in response.text
    assert reader.get(good).status_code == 200
    assert reader.get(f"{good}?text=../../x&lang=%00").status_code == 200
    assert reader.post(good).status_code == 405


def test_the_key_is_changed_while_the_server_runs(reader: httpx.Client, kept: ArticleStore) -> None:
    """Links of before and of afterwards both open; so does one whose article has got another text."""
    before = without_fragment(kept.path("dam", DAM_QUOTE))
    file = kept.settings.home / "link.key"
    old = file.read_text().strip()
    try:
        file.write_text(f"{'n' * 40}\n{old} until 2099-01-01\n")
        after = without_fragment(kept.path("dam", DAM_QUOTE))
        assert after != before
        assert [reader.get(path).status_code for path in (before, after)] == [200, 200]
        file.write_text(f"{'n' * 40}\n{old} until 2020-01-01\n")
        assert [reader.get(path).status_code for path in (before, after)] == [404, 200]
    finally:
        file.write_text(f"{old}\n")
    assert reader.get(before).status_code == 200


def test_an_article_that_is_gone_is_said_to_be(reader: httpx.Client, kept: ArticleStore) -> None:
    """To who has a link to it."""
    pages = kept.retriever.links.pages
    assert pages is not None
    address = pages.address("removed")
    assert address is not None
    response = reader.get(address.removeprefix(PUBLIC))
    assert response.status_code == 410
    assert "no longer kept" in response.text


def test_a_store_that_cannot_be_read_is_not_called_empty(kept: ArticleStore, tmp_path: Path) -> None:
    """The page says so in the reader's language, and shows no words of an error."""
    empty = Store(FolderEngine.at(tmp_path), kept.settings.embedding_model)
    retriever = kept.retriever.model_copy(update={"store": empty})
    with (
        serving_web(kept.settings, retriever, no_chain) as served,
        served.client(token=None) as client,
    ):
        response = client.get(kept.path("dam", DAM_QUOTE), headers={"Accept-Language": "ru"})
    assert response.status_code == 503
    assert "Сейчас статьи прочесть нельзя" in response.text
    assert "presscite refresh" not in response.text


def test_without_a_public_address_there_are_no_pages(kept: ArticleStore) -> None:
    """Not even for who has a link."""
    retriever = kept.retriever.model_copy(update={"links": CitationLinks()})
    with serving_web(kept.settings, retriever, no_chain) as served, served.client() as client:
        assert client.get(kept.path("dam", DAM_QUOTE)).status_code == 404


def test_a_changed_sentence_keeps_its_page(kept: ArticleStore) -> None:
    """What is quoted is told by its words, not by the generation of the store."""
    pages = kept.retriever.links.pages
    assert pages is not None
    target = pages.target(without_fragment(kept.path("dam", DAM_QUOTE)).rpartition("/")[2])
    assert target is not None
    assert target.fits(DAM)
    assert not replace(target, start=target.start + 1).fits(DAM)
