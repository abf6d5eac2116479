"""/timezone, and what counts by the zone of whoever asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.texts import LANGUAGES
from tests.bot.fake_telegram import ANSWER, CITATION, FakeTelegram, ScriptedChain
from tests.bot.updates.updates import GROUP
from tests.e2e.bot_api.people import buttons

if TYPE_CHECKING:
    from retrieval.retriever import HybridRetriever

ENGLISH = LANGUAGES["en"]
OTHER = {"id": 78, "is_bot": False, "first_name": "Other"}


def _shown(text: str, zone: str, ahead: timedelta) -> str:
    return text.format(zone=zone, time=f"{datetime.now(UTC) + ahead:%H:%M}")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_shows_and_sets_the_zone(language: str) -> None:
    """In the reader's language: the setting's at first, then the one that was named, until the button gives it up."""
    texts = LANGUAGES[language]
    async with FakeTelegram(ScriptedChain(), PRESSCITE_TIMEZONE="Europe/Moscow") as telegram:
        (shown,) = await telegram.receive(text="/timezone", language=language)
        assert shown["text"] == _shown(texts.zone_now, "Europe/Moscow", timedelta(hours=3))
        assert "reply_markup" not in shown
        (chosen,) = await telegram.receive(text="/timezone Dushanbe", language=language)
        assert chosen["text"] == _shown(texts.zone_chosen, "Asia/Dushanbe", timedelta(hours=5))
        (shown,) = await telegram.receive(text="/timezone", language=language)
        assert shown["text"] == _shown(texts.zone_now, "Asia/Dushanbe", timedelta(hours=5))
        assert [button["text"] for button in buttons(shown)] == [texts.buttons["zone"]]
        await telegram.press(shown, texts.buttons["zone"], language)
        assert telegram.api.sent[-1]["text"] == _shown(texts.zone_chosen, "Europe/Moscow", timedelta(hours=3))
        (shown,) = await telegram.receive(text="/timezone", language=language)
        assert shown["text"] == _shown(texts.zone_now, "Europe/Moscow", timedelta(hours=3))
    assert telegram.api.refused == []


@pytest.mark.parametrize(
    ("name", "zone", "hours"),
    [
        ("+5", "UTC+05:00", 5),
        ("UTC -03:30", "UTC-03:30", -3.5),
        ("Душанбе", "Asia/Dushanbe", 5),
        ("asia/tokyo", "Asia/Tokyo", 9),
    ],
)
async def test_names(name: str, zone: str, hours: float) -> None:
    """An offset, a city in the reader's language, a zone in any case."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        (said,) = await telegram.receive(text=f"/timezone {name}")
        assert said["text"] == _shown(ENGLISH.zone_chosen, zone, timedelta(hours=hours))


@pytest.mark.parametrize("name", ["Atlantis", "+25", "{zone} <b>", "x" * 300])
async def test_what_is_no_zone_changes_nothing(name: str) -> None:
    """It says what could be written."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        await telegram.receive(text="/timezone Asia/Tokyo")
        (said,) = await telegram.receive(text=f"/timezone {name}")
        assert said["text"] == ENGLISH.zone_unknown.format(name=name[:60])
        assert str(telegram.runtime.state.zones.of(77)) == "Asia/Tokyo"


async def test_a_zone_is_its_readers_own() -> None:
    """In a group, too; nobody else's press gives it up, and /forget deletes it."""
    chain = ScriptedChain()
    async with FakeTelegram(chain, PRESSCITE_TIMEZONE="+3") as telegram:
        await telegram.receive(text="/timezone +5")
        await telegram.receive(text="@presscite_test_bot today?", chat=GROUP)
        await telegram.receive(text="@presscite_test_bot today?", chat=GROUP, **{"from": OTHER})
        offsets = [given["now"].utcoffset() for given in chain.given]
        assert offsets == [timedelta(hours=5), timedelta(hours=3)]
        await telegram.receive(text="/timezone +9", chat=GROUP, **{"from": OTHER})
        (theirs,) = await telegram.receive(text="/timezone", chat=GROUP, **{"from": OTHER})
        await telegram.press(theirs, ENGLISH.buttons["zone"])
        assert str(telegram.runtime.state.zones.of(78)) == "UTC+09:00"
        (asked,) = await telegram.receive(text="/forget")
        await telegram.press(asked, ENGLISH.buttons["forget"])
        assert str(telegram.runtime.state.zones.of(77)) == "UTC+03:00"


async def test_whatever_is_asked_is_asked_by_its_days(
    retriever: HybridRetriever, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Questions, what is typed in inline mode, further passages, and timelines."""
    hits, found = type(retriever).hits, []

    def watched(self: HybridRetriever, *args: Any, **named: Any) -> Any:
        found.append(named["now"].utcoffset())
        return hits(self, *args, **named)

    monkeypatch.setattr(type(retriever), "hits", watched)
    chain = ScriptedChain(lambda _: replace(ANSWER, searched_for="Rogun dam"))
    async with FakeTelegram(chain, retriever=retriever) as telegram:
        await telegram.receive(text="/timezone Asia/Dushanbe")
        (sent,) = await telegram.receive(text="What happened yesterday?")
        await telegram.inline("What happened yesterday?")
        await telegram.press(sent, ENGLISH.buttons["more"])
        assert [given["now"].utcoffset() for given in chain.given] == [timedelta(hours=5)] * 2
        assert found == [timedelta(hours=5)] * 2
        asked: list[timedelta | None] = []

        def built(*_: object, now: datetime, **__: object) -> None:
            asked.append(now.utcoffset())
            raise LookupError("enough")

        monkeypatch.setattr("bot.articles.archive.build_timeline", built)
        await telegram.receive(text="/timeline Rogun last year")
        assert set(asked) == {timedelta(hours=5)}


async def test_the_day_of_an_article_is_its_own() -> None:
    """Whatever the zone of the reader, a source is shown with the day where it was published."""
    night = datetime.fromisoformat("2024-04-02T00:30:00+05:00")
    answer = replace(ANSWER, citations=(replace(CITATION, published=night),))
    async with FakeTelegram(ScriptedChain(lambda _: answer)) as telegram:
        for zone in ("+5", "-10"):
            await telegram.receive(text=f"/timezone {zone}")
            (sent,) = await telegram.receive(text="Which tunnel?")
            assert "2 April 2024" in sent["text"]
        exchange = telegram.runtime.state.conversations.since(0)[-1]
        assert str(exchange.citations[0].published) == "2024-04-02 00:30:00+05:00"
