"""The day of an article is the day in the zone that its source states, from the source to whoever reads the store."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pytest

from retrieval.store.filters import Filters
from retrieval.store.store import Store
from tests.retrieval.small_store import run

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.settings import Settings

TEXT = (
    "A fire broke out at the Panjshanbe market in Khujand. Nobody was hurt, and the fire was put out within an hour. "
    "The market is open again, the committee for emergencies said, and the traders have been given other stalls."
)


class DatedFile(NamedTuple):
    """A source with one article.

    Attributes:
        name: Of the file.
        content: What it holds.
        published: The day in its zone, and the moment in UTC where dates without a zone are of Dushanbe.
    """

    name: str
    content: str
    published: tuple[str, str]


def _rss(date: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Vahdat Post</title>'
        "<link>https://vahdat.example/</link><item><title>Night fire</title><link>https://vahdat.example/fire</link>"
        f"<description>{TEXT}</description>{date}</item></channel></rss>"
    )


def _page(head: str) -> str:
    return (
        f"<html lang='en'><head><title>Night fire</title>{head}</head><body><article><h1>Night fire</h1>"
        f"<p>{TEXT}</p></article></body></html>"
    )


def _telegram(stated: str, epoch: int) -> str:
    post = {"id": 7, "type": "message", "date": stated, "date_unixtime": str(epoch), "text": TEXT}
    channel = {"name": "Vahdat Post", "type": "public_channel", "id": 11, "messages": [post]}
    return json.dumps(channel)


FILES = (
    DatedFile(
        "feed.xml",
        _rss("<pubDate>Tue, 02 Apr 2024 00:30:00 +0500</pubDate>"),
        ("2024-04-02", "2024-04-01T19:30:00+00:00"),
    ),
    DatedFile(
        "page.html",
        _page(
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Night fire", '
            '"datePublished": "2024-12-31T23:45:00-05:00"}</script>'
        ),
        ("2024-12-31", "2025-01-01T04:45:00+00:00"),
    ),
    DatedFile(
        "table.csv",
        f'title,text,publish_date\nNight fire,"{TEXT}",2024-03-01 02:10:00+03:00\n',
        ("2024-03-01", "2024-02-29T23:10:00+00:00"),
    ),
    DatedFile(
        "hugo.md",
        f"---\ntitle: Night fire\ndate: 2024-04-02T00:30:00+05:00\n---\n\n{TEXT}\n",
        ("2024-04-02", "2024-04-01T19:30:00+00:00"),
    ),
    DatedFile(
        "result.json",
        _telegram("2024-04-02T04:59:59", 1712015999),
        ("2024-04-02", "2024-04-01T23:59:59+00:00"),
    ),
    DatedFile(
        "letter.eml",
        f"From: Vahdat Post <desk@vahdat.example>\nSubject: Night fire\nMessage-ID: <7@vahdat.example>\n"
        f"Date: Mon, 1 Apr 2024 22:15:00 -0700 (PDT)\nContent-Type: text/plain; charset=utf-8\n\n{TEXT}\n",
        ("2024-04-01", "2024-04-02T05:15:00+00:00"),
    ),
    DatedFile(
        "atom.xml",
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Vahdat Post</title>'
        "<id>https://vahdat.example/</id><entry><id>7</id><title>Night fire</title>"
        f'<link href="https://vahdat.example/fire"/><content type="text">{TEXT}</content>'
        "<published>2024-04-02T00:30:00.250+05:30</published><updated>2024-04-03T00:30:00Z</updated></entry></feed>",
        ("2024-04-02", "2024-04-01T19:00:00.250000+00:00"),
    ),
    DatedFile(
        "items.jsonl",
        json.dumps(
            {"title": "Night fire", "content_text": TEXT, "date_published": "2024-04-01T23:10:00.000-03:30"}
        ),
        ("2024-04-01", "2024-04-02T02:40:00+00:00"),
    ),
    DatedFile(
        "meta.html",
        _page('<meta property="article:published_time" content="2024-04-02T00:30:00+0500">'),
        ("2024-04-02", "2024-04-01T19:30:00+00:00"),
    ),
    DatedFile(
        "no-zone.html",
        _page('<meta property="article:published_time" content="2024-04-02 00:30:00">'),
        ("2024-04-02", "2024-04-01T19:30:00+00:00"),
    ),
    DatedFile(
        "no-zone.xml",
        _rss("<pubDate>2 апреля 2024, 00:30</pubDate>"),
        ("2024-04-02", "2024-04-01T19:30:00+00:00"),
    ),
    DatedFile(
        "zola.md",
        f'+++\ntitle = "Night fire"\ndate = 2024-04-02T00:30:00\n+++\n\n{TEXT}\n',
        ("2024-04-02", "2024-04-01T19:30:00+00:00"),
    ),
    DatedFile(
        "jekyll.md",
        f"---\ntitle: Night fire\ndate: 2024-04-02 00:30:00 +0500\n---\n\n{TEXT}\n",
        ("2024-04-02", "2024-04-01T19:30:00+00:00"),
    ),
    DatedFile(
        "days.csv",
        f'заголовок,текст,дата\nNight fire,"{TEXT}",02.04.2024\n',
        ("2024-04-02", "2024-04-01T19:00:00+00:00"),
    ),
    DatedFile(
        "moscow.csv",
        f'title,text,date\nNight fire,"{TEXT}",02.04.2024 01:15 MSK\n',
        ("2024-04-02", "2024-04-01T22:15:00+00:00"),
    ),
    DatedFile(
        "western.eml",
        f"From: desk@vahdat.example\nSubject: Night fire\nDate: Tue, 02 Apr 2024 00:30:00 +0500\n\n{TEXT}\n",
        ("2024-04-02", "2024-04-01T19:30:00+00:00"),
    ),
    DatedFile(
        "posts.json",
        _telegram("2024-04-01T20:00:00", 1712026800),  # Dushanbe's clock is ahead of the one of this export
        ("2024-04-01", "2024-04-02T03:00:00+00:00"),
    ),
)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_day_is_the_sources(file: DatedFile, tmp_path: Path, settings: Settings) -> None:
    """The zone of the source is kept beside the moment; a filter by days goes by the day there."""
    path = tmp_path / file.name
    path.write_text(file.content, "utf-8")
    report, _ = run(path, settings.model_copy(update={"timezone": "Asia/Dushanbe"}))
    assert (report.articles, report.failed) == (1, ())
    store = Store.from_settings(settings)
    day, moment = file.published
    with store.reading() as snapshot:
        ((article, _, _),) = snapshot.catalogue.all_articles()
        (passage,) = snapshot.catalogue.spans(article.id)[:1]
        (hit,) = snapshot.catalogue.hits({passage[0]: 1.0})
        assert hit.published == article.published
        assert hit.published is not None
        assert hit.published.date().isoformat() == day
        assert hit.published == datetime.fromisoformat(moment)
        for filters in _days_around(day):
            inside = filters == _days_around(day)[1]
            vector = snapshot.vectors.stored([passage[0]])[passage[0]]
            assert bool(snapshot.nearest(vector, 1, filters)) is inside
            assert bool(snapshot.match("Panjshanbe market", 5, filters).found) is inside
    store.close()


@pytest.mark.parametrize("zone", ["America/New_York", "UTC", "Asia/Dushanbe", "Pacific/Kiritimati"])
def test_a_day_without_a_time_never_shifts(zone: str, tmp_path: Path, settings: Settings) -> None:
    """It is that day wherever the machine stands when it is read, and wherever when it is shown."""
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps({"text": TEXT, "published": "2024-04-02"}), "utf-8")
    run(path, settings.model_copy(update={"timezone": zone}))
    store = Store.from_settings(settings.model_copy(update={"timezone": "+9"}))
    with store.reading() as snapshot:
        ((article, _, _),) = snapshot.catalogue.all_articles()
        assert str(article.published)[:19] == "2024-04-02 00:00:00"
        found = [bool(snapshot.match("market", 5, filters).found) for filters in _days_around("2024-04-02")]
    store.close()
    assert found == [False, True, False]


def test_many_of_the_days_around_do_not_hide_a_day(tmp_path: Path, settings: Settings) -> None:
    """Of articles an hour apart over days, in zones half a world apart, a filter finds each of its day by vectors."""
    path = tmp_path / "news.jsonl"
    zones = ("+14:00", "+05:00", "+00:00", "-11:00")
    stated = [
        f"2024-04-{day:02}T{hour:02}:30:00{zone}"
        for day in (1, 2, 3)
        for hour in (0, 9, 23)
        for zone in zones
    ]
    lines = [
        json.dumps({"text": f"Report {n} of the day. {TEXT}", "published": moment})
        for n, moment in enumerate(stated)
    ]
    path.write_text("\n".join(lines), "utf-8")
    assert run(path, settings)[0].articles == len(stated)
    store = Store.from_settings(settings)
    with store.reading() as snapshot:
        (before, day, behind) = _days_around("2024-04-02")
        vector = next(iter(snapshot.vectors.stored(snapshot.catalogue.sample(1)).values()))
        for filters, wanted in ((before, "2024-04-01"), (day, "2024-04-02"), (behind, "2024-04-03")):
            there = snapshot.nearest(vector, 1_000, filters)
            hits = snapshot.catalogue.hits(dict(there))
            assert {str(hit.published)[:10] for hit in hits} == {wanted}
            assert len({hit.article_id for hit in hits}) == len(stated) // 3
            first = snapshot.nearest(vector, 5, filters)
            assert [cosine for _, cosine in first] == [cosine for _, cosine in there[:5]]
            assert dict(first).keys() <= dict(there).keys()
    store.close()


def _days_around(day: str) -> list[Filters]:
    """Filters for the day before a day, the day, and the day behind it."""
    days = [date.fromisoformat(day) + timedelta(days=n) for n in (-1, 0, 1, 2)]
    return [
        Filters.of({"published_after": first.isoformat(), "published_before": end.isoformat()})
        for first, end in pairwise(days)
    ]
