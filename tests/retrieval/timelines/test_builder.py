"""Timelines, over the samples and over a made-up month of news in three languages; with the real model."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from retrieval.errors import EmptyStoreError, QuestionError
from retrieval.indexing.refresh import refresh
from retrieval.retriever import HybridRetriever
from retrieval.settings import Settings
from retrieval.store.store import Store
from retrieval.timelines.builder import build_timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.store.snapshot import Snapshot
    from retrieval.timelines.timeline import Timeline

NOW = datetime(2026, 1, 15, tzinfo=UTC)

WIRE = (
    "The Zarand cement works stopped both of its kilns on Monday after the river flooded the pumping station, the "
    "operator said. Repairs will take at least ten days, and builders in the province have been told to expect delays."
)
MEN_AND_WORKS: list[dict[str, Any]] = [
    {"id": "en-1", "title": "Kilns of Zarand stop", "published": "2025-03-03", "source": "Valley Wire", "text": WIRE},
    {"id": "en-2", "title": "Zarand kilns stopped by flood", "published": "2025-03-04", "source": "Hill Post",
     "url": "https://hill.example/zarand", "text": WIRE + " More follows."},
    {"id": "ru-1", "title": "Цементный завод снова работает", "published": "2025-03-14", "source": "Долина",
     "text": "Цементный завод в Заранде возобновил работу после ремонта. Обе печи запущены, сообщил директор."},
    {"id": "tg-1", "title": "Нархи семент", "published": "2025-03-20", "source": "Водӣ",
     "text": "Корхонаи сементи Заранд нархи маҳсулоти худро ду баробар боло бурд. Сокинон норозӣ ҳастанд."},
    {"id": "old-copy", "title": "A year ago", "published": "2025-03-25", "source": "Valley Wire", "text": WIRE},
    {"id": "undated", "title": "The Zarand works",
     "text": "The Zarand cement works was founded by two brothers and burns coal from the northern mines."},
    {"id": "future", "title": "Zarand expects a record", "published": "2031-01-01",
     "text": "The Zarand cement works expects a record output of clinker this year, its director told reporters."},
    {"id": "opera", "title": "A new opera", "published": "2025-03-05", "source": "Hill Post",
     "text": "The city opera opened its season with a new work for children. The hall was full on all three evenings."},
    {"id": "hockey", "title": "Хоккей", "published": "2025-03-06", "source": "Долина",
     "text": "Сборная области по хоккею выиграла третий матч подряд. Решающую шайбу забросил защитник."},
]  # fmt: skip


def article(day: date, text: str, **facts: Any) -> dict[str, Any]:
    return {"id": f"{day}-{len(text)}", "published": day.isoformat(), "text": text, **facts}


@pytest.fixture(scope="module")
def store_of(
    tmp_path_factory: pytest.TempPathFactory, embeddings: SentenceTransformerEmbeddings
) -> Callable[[Iterable[dict[str, Any]]], HybridRetriever]:
    """A retriever over a store of these articles."""

    def made(articles: Iterable[dict[str, Any]]) -> HybridRetriever:
        folder = tmp_path_factory.mktemp("timeline")
        lines = [json.dumps(one, ensure_ascii=False) for one in articles]
        (folder / "news.jsonl").write_text("\n".join(lines), "utf-8")
        settings = Settings(home=folder / "home")
        assert not refresh([folder / "news.jsonl"], settings, embeddings=embeddings).failed
        return HybridRetriever(store=Store.from_settings(settings), embeddings=embeddings)

    return made


@pytest.fixture(scope="module")
def works(store_of: Callable[..., HybridRetriever]) -> HybridRetriever:
    return store_of(MEN_AND_WORKS)


@pytest.fixture(scope="module")
def samples(sample_home: Path, embeddings: SentenceTransformerEmbeddings) -> HybridRetriever:
    return HybridRetriever(store=Store.from_settings(Settings(home=sample_home)), embeddings=embeddings)


def checked(retriever: HybridRetriever, topic: str, **given: Any) -> Timeline:
    """A timeline for which everything holds that holds for every timeline."""
    timeline = build_timeline(retriever, topic, now=NOW, **given)
    with retriever.store.reading() as snapshot:
        for citation in (*timeline.citations, *timeline.nearest):
            found = snapshot.catalogue.article(citation.article_id)
            assert found is not None
            assert citation.quote == found.text[citation.start : citation.end]
            assert citation.quote.strip()
    assert [c.number for c in timeline.citations] == list(range(1, len(timeline.citations) + 1))
    assert all(len(entry.citations) == 1 for entry in timeline.entries)
    for entry in timeline.entries:
        published = entry.citations[0].published
        assert published is not None
        assert entry.start <= published.date() < entry.end
        assert 1 <= entry.stories <= entry.articles
    assert [entry.start for entry in timeline.entries] == sorted({entry.start for entry in timeline.entries})
    assert sum(count for _, count in timeline.counts) == timeline.stories <= timeline.articles
    assert len(timeline.counts) == len(timeline.entries) + timeline.omitted
    assert timeline.refused == (not timeline.entries)
    assert not (timeline.entries and timeline.nearest)
    json.dumps(timeline.to_dict())
    return timeline


def ids(timeline: Timeline) -> list[str]:
    return [citation.article_id for citation in timeline.citations]


@pytest.mark.parametrize(
    ("topic", "days"),
    [
        ("Zarand cement works", [3, 14, 25]),
        ("What was reported about the Zarand cement works?", [3, 14, 25]),
        ("цементный завод Заранд", [3, 14, 20, 25]),
        ("корхонаи сементи Заранд", [20]),
    ],
)
def test_one_entry_a_day_across_languages(works: HybridRetriever, topic: str, days: list[int]) -> None:
    """Reports stand in order of time, those in other languages as far as the model knows the words; no other news."""
    timeline = checked(works, topic)
    assert timeline.unit == "day"
    assert [entry.start.day for entry in timeline.entries] == days


def test_copies_count_once(works: HybridRetriever) -> None:
    """A copy of the next day is no story of its own and is named; the same text weeks later is one."""
    first, *_, last = checked(works, "Zarand cement works").entries
    assert (first.stories, first.articles, first.citations[0].article_id) == (1, 2, "en-1")
    assert [report.article_id for report in first.also] == ["en-2"]
    assert (last.stories, last.articles, last.also) == (1, 1, ())
    assert last.citations[0].article_id == "old-copy"


def test_articles_that_cannot_be_placed_are_counted(works: HybridRetriever) -> None:
    """One has no date and one a date in the future: both are about the topic, and left out."""
    timeline = checked(works, "Zarand cement works")
    assert timeline.undated == 2
    assert {"undated", "future"}.isdisjoint(ids(timeline))


@pytest.mark.parametrize(
    ("topic", "language"),
    [
        ("Rogun", "en"),
        ("Рогун", "ru"),
        ("Роғун", "tg"),
        ("Что писали о Рогуне?", "ru"),
        ("Дар бораи Роғун чӣ навиштаанд?", "tg"),
    ],
)
def test_rogun_in_three_languages(samples: HybridRetriever, topic: str, language: str) -> None:
    """Two articles ten months apart make two months, whatever language is asked in."""
    timeline = checked(samples, topic)
    assert (timeline.unit, timeline.language) == ("month", language)
    assert [(entry.start, entry.end) for entry in timeline.entries] == [
        (date(2018, 11, 1), date(2018, 12, 1)),
        (date(2019, 9, 1), date(2019, 10, 1)),
    ]
    assert all("Rogun" in citation.quote for citation in timeline.citations)


def test_what_opens_an_article_is_quoted_and_linked(samples: HybridRetriever) -> None:
    """The first sentence of news says what happened; its link opens there."""
    first, _ = checked(samples, "Rogun").citations
    assert first.quote.startswith("Tajikistan on 16 November 2018 put the first unit")
    assert first.url is not None
    assert "#:~:text=Tajikistan%20on%2016%20November%202018" in first.url


def test_times_in_the_topic_restrict(samples: HybridRetriever) -> None:
    """Only 2018; and where nothing was published then, what is nearest is shown, whenever that was."""
    timeline = checked(samples, "Rogun in 2018")
    assert [entry.start for entry in timeline.entries] == [date(2018, 11, 16)]
    assert (timeline.after, timeline.before) == (date(2018, 1, 1), date(2019, 1, 1))
    nothing = checked(samples, "Rogun in 2016")
    assert nothing.refused
    assert any("Rogun" in citation.title for citation in nothing.nearest)


def test_days_are_those_of_the_articles(store_of: Callable[..., HybridRetriever]) -> None:
    """Each is put where it was published, and found by that day; "today" is the asker's."""
    retriever = store_of(
        {
            "id": id_,
            "title": "The Zarand works",
            "published": published,
            "text": f"The Zarand cement works {what}.",
        }
        for id_, published, what in (
            ("night", "2025-04-02T00:30:00+05:00", "burned down shortly after midnight, firemen said"),
            ("evening", "2025-04-01T23:00:00+00:00", "is to be rebuilt by a bank, its owner announced"),
        )
    )
    both = checked(retriever, "Zarand cement works")
    assert both.counts == ((date(2025, 4, 1), 1), (date(2025, 4, 2), 1))
    assert ids(both) == ["evening", "night"]
    assert ids(checked(retriever, "Zarand cement works on 2 April 2025")) == ["night"]
    asked = datetime(2025, 4, 2, 7, tzinfo=timezone(timedelta(hours=5)))
    for now, found in ((asked, ["night"]), (asked.astimezone(timezone(timedelta(hours=-3))), ["evening"])):
        assert ids(build_timeline(retriever, "Zarand cement works today", now=now)) == found


@pytest.mark.parametrize(
    "topic",
    ["Wimbledon", "Who won the 2022 World Cup final?", "чемпионат мира по гандболу", "Taylor Swift",
     "inflation in Argentina", "ҷоми ҷаҳонии футбол", "Huguenots"],
)  # fmt: skip
def test_no_timeline_of_noise(samples: HybridRetriever, topic: str) -> None:
    """What no article is about is refused, with what is nearest and up to which day the articles go."""
    timeline = checked(samples, topic)
    assert timeline.refused
    assert 1 <= len(timeline.nearest) <= 3
    assert timeline.newest == datetime(2025, 3, 31, 15, tzinfo=UTC)
    assert timeline.refusal().refused
    assert timeline.refusal().nearest == timeline.nearest


def test_names_must_be_there(store_of: Callable[..., HybridRetriever]) -> None:
    """An election elsewhere is not the election that was asked for."""
    start = date(2024, 10, 1)
    places = ["Georgia", "Moldova", "Romania", "Bulgaria"]
    retriever = store_of(
        article(start + timedelta(days=n), f"Voters in {place} went to the polls in a parliamentary election on "
                f"Sunday. Turnout at the election in {place} was high.", id=place)
        for n, place in enumerate(places)
    )  # fmt: skip
    assert ids(checked(retriever, "parliamentary election in Georgia")) == ["Georgia"]
    assert ids(checked(retriever, "parliamentary election")) == places


def test_one_article_cannot_push_out_the_others(store_of: Callable[..., HybridRetriever]) -> None:
    """A report of 300 passages, all about the topic, stands before forty short ones: every day is found."""
    start = date(2024, 3, 1)
    long = "\n\n".join(
        f"The Varzob tunnel was inspected again at metre {n * 37}. Engineers of the Varzob tunnel found {n % 9 + 2} "
        f"cracks in the lining of the Varzob tunnel and closed lane {n % 3 + 1} of it for {n % 11 + 3} hours while "
        f"they measured the water, which they said was {n % 7} degrees warm; crew {n} then wrote its own report."
        for n in range(300)
    )
    articles = [article(start, long, id="long", title="The Varzob tunnel")]
    articles += [
        article(start + timedelta(days=n), f"Drivers waited at the Varzob tunnel for {n} hours on day {n}, "
                f"a traffic policeman said.", id=f"short-{n}", title=f"Traffic on day {n}")
        for n in range(1, 41)
    ]  # fmt: skip
    timeline = checked(store_of(articles), "Varzob tunnel", limit=50)
    assert len(timeline.entries) == 41
    assert timeline.complete


def test_units_follow_the_span(store_of: Callable[..., HybridRetriever]) -> None:
    """Days up to two months, months up to ten years, then years."""
    dates = [date(2004, 2, 29), date(2004, 4, 30), date(2004, 6, 1), date(2014, 2, 1), date(2020, 12, 31)]
    retriever = store_of(
        article(day, f"The glacier museum of Murgab received {n + 3} thousand visitors, {name} said.", id=str(n))
        for n, (day, name) in enumerate(zip(dates, ["Aziz", "Bobo", "Dilshod", "Farid", "Habib"], strict=True))
    )  # fmt: skip
    topic = "glacier museum of Murgab"
    assert checked(retriever, f"{topic} from February 2004 to April 2004").unit == "day"
    assert checked(retriever, f"{topic} from 2004 to 2014").unit == "month"
    years = checked(retriever, topic)
    assert years.unit == "year"
    assert [(e.start.isoformat(), e.stories) for e in years.entries] == [
        ("2004-01-01", 3),
        ("2014-01-01", 1),
        ("2020-01-01", 1),
    ]


def test_limit_keeps_the_periods_with_most_stories(works: HybridRetriever) -> None:
    """Those left out are counted, also in `counts`; the others are numbered anew."""
    timeline = checked(works, "Zarand cement works", limit=2)
    assert (len(timeline.entries), timeline.omitted, len(timeline.counts)) == (2, 1, 3)


def test_long_sentences_are_quoted_in_part(store_of: Callable[..., HybridRetriever]) -> None:
    """Up to a clause that fits, to the letter, with an ellipsis where it is shown."""
    clauses = ", ".join(
        f"village number {n} got a new pump from the Khirmanjo water project" for n in range(20)
    )
    retriever = store_of([article(date(2024, 5, 1), f"Officials said that {clauses}.", id="long")])
    (entry,) = checked(retriever, "Khirmanjo water project").entries
    assert entry.trimmed
    assert entry.text.endswith("project…")
    assert 60 <= len(entry.citations[0].quote) <= 300


@pytest.mark.parametrize(
    "topic",
    ["", "   ", "😀🎉", "\x00\x07\x1b[31m", "'; DROP TABLE passages; --", "<b>dam</b> & <script>", "大坝是谁建的?",
     "\ud800 dam", "dam " * 25_000, "{question} %s {0}", "NEAR(a b)", '"', "THE ROGUN DAM"],
)  # fmt: skip
def test_no_topic_crashes_it(samples: HybridRetriever, topic: str) -> None:
    """Every text gets a timeline or a refusal."""
    checked(samples, topic)


@pytest.mark.parametrize("topic", ["Zarand cement works", "the moons of Saturn"])
def test_one_timeline_reads_one_snapshot(
    works: HybridRetriever, topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is published while a timeline is built is not in it: the store is opened once, refused or not."""
    opened = []
    reading = Store.reading

    def counted(store: Store) -> AbstractContextManager[Snapshot]:
        opened.append(store)
        return reading(store)

    monkeypatch.setattr(Store, "reading", counted)
    build_timeline(works, topic, now=NOW)
    assert opened == [works.store]


def test_bad_input_is_named(samples: HybridRetriever) -> None:
    """A topic that is no text and a limit that lets nothing through are the caller's mistakes."""
    with pytest.raises(QuestionError, match="topic"):
        build_timeline(samples, None)  # type: ignore[arg-type] # on purpose
    with pytest.raises(QuestionError, match="limit = 0"):
        build_timeline(samples, "Rogun", limit=0)


def test_empty_store_says_what_to_do(tmp_path: Path, embeddings: SentenceTransformerEmbeddings) -> None:
    """As when a question is asked."""
    store = Store.from_settings(Settings(home=tmp_path))
    with pytest.raises(EmptyStoreError, match="presscite refresh"):
        build_timeline(HybridRetriever(store=store, embeddings=embeddings), "Rogun")


def test_all_of_json(samples: HybridRetriever) -> None:
    """Everything of a timeline is in its JSON, with dates as ISO 8601."""
    facts = json.loads(json.dumps(checked(samples, "Rogun").to_dict()))
    assert facts["counts"] == [{"start": "2018-11-01", "stories": 1}, {"start": "2019-09-01", "stories": 1}]
    assert facts["entries"][0]["citations"][0]["published"] == "2018-11-16T12:00:00+05:00"
    assert facts["refused"] is False
