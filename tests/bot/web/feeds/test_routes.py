"""/feed/... and /feeds over HTTP: who has no address reads nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import feedparser
import pytest

from bot.web.feeds.routes import Feeds
from retrieval.links.citation_links import CitationLinks
from retrieval.links.feed_addresses import FeedTarget, feeds_of
from retrieval.query.kind_classifier import KindClassifier
from retrieval.retriever import HybridRetriever
from retrieval.store.filters import Filters
from retrieval.store.store import Store
from retrieval.watches.confirmation import Confirmation
from tests.bot.web.served import serving_web, web_settings
from tests.retrieval.no_chain import no_chain
from tests.retrieval.scripted_reader import ScriptedReader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from tests.bot.web.served import Served

PUBLIC = "https://news.example/press"


@pytest.fixture(scope="module")
def feeding(
    sample_home: Path, embeddings: SentenceTransformerEmbeddings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A server with a public address, over the samples."""
    settings = web_settings(
        sample_home,
        tmp_path_factory.mktemp("feeds"),
        PRESSCITE_PUBLIC_URL=PUBLIC,
        PRESSCITE_LINK_KEY="a-key-of-the-tests-that-is-long-enough-0001",
    )
    retriever = HybridRetriever(
        store=Store.from_settings(settings), embeddings=embeddings, links=CitationLinks.of(settings)
    )
    with serving_web(settings, retriever, no_chain) as served:
        yield served


@pytest.fixture
def subscriber(feeding: Served) -> Iterator[httpx.Client]:
    """Who reads feeds shows no token."""
    with feeding.client(token=None) as client:
        yield client


def path(feeding: Served, text: str, *, watched: bool = False, language: str = "en") -> str:
    feeds = feeds_of(feeding.context.settings)
    assert feeds is not None
    address = feeds.address(FeedTarget(text=text, watched=watched, language=language))
    return address.removeprefix(PUBLIC)


@pytest.mark.parametrize("watched", [False, True])
def test_the_newest_on_a_topic(feeding: Served, subscriber: httpx.Client, *, watched: bool) -> None:
    """Each item is a sentence of an article with a link that opens at its words; the newest come first."""
    response = subscriber.get(path(feeding, "Rogun hydropower plant", watched=watched))
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/rss+xml; charset=utf-8"
    assert "noindex" in response.headers["x-robots-tag"]
    read = feedparser.parse(response.content)
    assert not read.bozo
    assert read.feed.title == "presscite: Rogun hydropower plant"
    assert "Second unit of Rogun goes into operation" in [entry.title for entry in read.entries]
    moments = [entry.published_parsed for entry in read.entries]
    assert moments == sorted(moments, reverse=True)
    assert len({entry.id for entry in read.entries}) == len(read.entries)
    assert all("#:~:text=" in entry.link for entry in read.entries)
    with feeding.context.retriever.store.reading() as snapshot:
        newest = snapshot.catalogue.contents().latest(99, datetime.now(UTC), Filters())
        ids = [headline.article_id for headline in newest]
        texts = " ".join(" ".join(a.text.split()) for a in snapshot.catalogue.articles(ids).values())
    assert all(entry.summary.strip("“”") in texts for entry in read.entries)


def test_what_was_read_is_not_sent_again(feeding: Served, subscriber: httpx.Client) -> None:
    """A reader that shows what it has gets 304; the items keep their names."""
    where = path(feeding, "Rogun", language="ru")
    first = subscriber.get(where)
    again = subscriber.get(where, headers={"If-None-Match": f'"other", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert subscriber.get(where).content == first.content
    assert feedparser.parse(first.content).feed.language == "ru"


def test_without_an_address_nothing_is_read(feeding: Served, subscriber: httpx.Client) -> None:
    """Nor with one that was altered, or that was made for an article's page."""
    good = path(feeding, "Rogun")
    pages = feeding.context.retriever.links.pages
    assert pages is not None
    page = pages.address("an article")
    assert page is not None
    other = "A" if good[-1] != "A" else "B"
    for wrong in (
        good[:-1] + other,
        good[:-4],
        "/feed/",
        "/feed/abc",
        page.replace(f"{PUBLIC}/read/", "/feed/"),
    ):
        assert subscriber.get(wrong).status_code == 404, wrong
    assert subscriber.post(good).status_code == 405


def test_an_address_for_who_shows_a_token(feeding: Served, subscriber: httpx.Client) -> None:
    """Of a search or a standing question; nobody else is given one."""
    assert subscriber.post("/feeds", json={"query": "Rogun"}).status_code == 401
    with feeding.client() as client:
        made = client.post("/feeds", json={"query": "Rogun", "kind": "watch", "language": "tg"}).json()
        assert made == {"address": PUBLIC + path(feeding, "Rogun", watched=True, language="tg")}
        for wrong in ({"query": " "}, {"query": "Rogun", "more": 1}, {"query": "Rogun", "kind": "else"}):
            assert client.post("/feeds", json=wrong).status_code == 400


def test_a_server_without_a_public_address(client: httpx.Client, stranger: httpx.Client) -> None:
    """Has no feeds, and says what to set."""
    refused = client.post("/feeds", json={"query": "Rogun"})
    assert refused.status_code == 409
    assert "PRESSCITE_PUBLIC_URL" in refused.json()["error"]["message"]
    assert stranger.get("/feed/abc").status_code == 404


@pytest.mark.parametrize(("watched", "read"), [(True, True), (False, False)])
def test_what_is_watched_is_read_for(
    feeding: Served, monkeypatch: pytest.MonkeyPatch, *, watched: bool, read: bool
) -> None:
    """As for notifications; what is only searched for is not."""
    reader = ScriptedReader("nothing that anybody wrote")
    retriever = feeding.context.retriever
    classifier = KindClassifier.of(retriever.embeddings, feeding.context.settings.model_cache)
    monkeypatch.setattr(Confirmation, "of", lambda *_: Confirmation(reader, classifier))
    addresses = feeds_of(feeding.context.settings)
    assert addresses is not None
    target = FeedTarget(text="How high is the Rogun dam?", watched=watched, language="en")
    items = feedparser.parse(Feeds(feeding.context, addresses).document(target)).entries
    assert bool(reader.read_texts) is read
    assert bool(items) is not watched
