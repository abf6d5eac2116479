"""Refresh of a live blog: what one entry changes costs that entry, and what scrolls away stays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.indexing.refresh import refresh
from tests.corpus.pages import item, rss
from tests.corpus.readers import live_pages
from tests.corpus.readers.live_pages import ADDRESS, ENTRIES, LEAD, Entry
from tests.corpus.web_server import Reply, WebServer
from tests.retrieval.counting_embeddings import CountingEmbeddings

if TYPE_CHECKING:
    from retrieval.indexing.report import RefreshReport
    from retrieval.settings import Settings

NEW = Entry(4, "2024-04-02T15:30:00+05:00", ("Мост у рынка снова открыт для всех машин.",), "Мост открыт")


def _run(web_settings: Settings, *sources: str) -> RefreshReport:
    return refresh(list(sources), web_settings, embeddings=CountingEmbeddings(web_settings))


def _show(server: WebServer, entries: tuple[Entry, ...], path: str = "/live") -> None:
    server.replies[path] = live_pages.with_blocks(entries).replace(ADDRESS, server.url(path))


def test_a_change_of_one_entry_is_an_update_of_one(server: WebServer, web_settings: Settings) -> None:
    """The others and the page's own text are unchanged; a new entry is added."""
    address = server.url("/live")
    _show(server, ENTRIES)
    assert len(_run(web_settings, address).added) == 4
    changed = replace(ENTRIES[1], texts=("Из домов у реки вывезены уже сто семей, сообщил комитет.",))
    _show(server, (NEW, ENTRIES[0], changed, ENTRIES[2]))
    report = _run(web_settings, address)
    assert list(report.updated) == [f"{address}#block-2"]
    assert list(report.added) == [f"{address}#block-4"]
    assert (report.unchanged, report.removed, report.articles) == (3, (), 5)


def test_entries_that_scrolled_away_stay(server: WebServer, web_settings: Settings) -> None:
    """A page that shows only its latest entries takes none of the others out."""
    address = server.url("/live")
    _show(server, ENTRIES)
    _run(web_settings, address)
    _show(server, (NEW, ENTRIES[0]))
    report = _run(web_settings, address)
    assert (list(report.added), report.removed, report.articles) == ([f"{address}#block-4"], (), 5)
    assert _run(web_settings, address).changed is False


def test_a_feed_that_leads_to_a_live_blog(server: WebServer, web_settings: Settings) -> None:
    """Its entries come in beside what the page says by itself, once, though the page is a source too."""
    _show(server, ENTRIES)
    server.replies["/feed"] = rss(item(server.url("/live"), text=LEAD[:40]))
    report = _run(web_settings, server.url("/feed"), server.url("/live"))
    assert (report.articles, report.failed) == (4, ())


def test_a_live_blog_that_moved(server: WebServer, web_settings: Settings) -> None:
    """Its entries keep their ids."""
    _show(server, ENTRIES)
    before = _run(web_settings, server.url("/live"))
    server.replies["/live"] = Reply(status=301, headers={"Location": "/2024/live"})
    _show(server, (NEW, *ENTRIES), "/2024/live")
    report = _run(web_settings, server.url("/live"))
    assert (list(report.added), report.removed) == ([f"{server.url('/2024/live')}#block-4"], ())
    assert (set(report.updated), report.articles) == (set(before.added), 5)
