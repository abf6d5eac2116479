"""What an answer looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.rendering.markup import MESSAGE_LIMIT, units
from bot.texts import LANGUAGES
from tests.conftest import SAMPLES
from tests.e2e.behaviours.world import (
    MARKUP,
    ROGUN,
    ROGUN_QUOTE,
    ROGUN_TITLE,
    UNANSWERED,
    VILLAGES,
)

if TYPE_CHECKING:
    from tests.e2e.behaviours.world import World
    from tests.e2e.reply import Reply

ENGLISH = LANGUAGES["en"]


@pytest.mark.behaviour(3)
def test_what_looks_like_markup_is_text(quoting: World) -> None:
    """3: tags, ampersands and signs of articles stand in the answer as they are, and are no formatting."""
    answer = quoting.reader().ask(MARKUP)
    assert "wherever a < b && c > d in her formula." in answer.text
    assert "1. Pipes <without> pressure & other worries\nWater & Soil · 5 March 2021" in answer.text
    assert "without" not in answer.shown.covered("bold")
    assert all(link.startswith("https://samples.presscite.example/pipes?a=1&b=2#") for link in answer.links)


@pytest.mark.behaviour(3)
def test_a_refused_markup_costs_no_answer(quoting: World) -> None:
    """3: where Telegram cannot parse the HTML, the same words go out as plain text, links spelled out, with buttons."""
    reader, telegram = quoting.reader(), quoting.telegram
    formatted = reader.ask(ROGUN)
    telegram.fail(
        "sendMessage",
        chat_id=reader.id,
        status=400,
        description="Bad Request: can't parse entities: Can't find end tag corresponding to start tag b",
    )
    (plain,) = quoting.replies(reader, reader.write(ROGUN))
    assert {entity["type"] for entity in plain.shown.entities} <= {"url", "mention", "bot_command"}
    address = formatted.links[-1]
    assert plain.text == formatted.text.replace(ROGUN_TITLE, f"{ROGUN_TITLE} ({address})")
    assert [button["text"] for button in plain.buttons] == [button["text"] for button in formatted.buttons]


@pytest.mark.behaviour(4)
def test_a_long_answer_is_split(writing: World) -> None:
    """4: at paragraphs and lines, in order and with nothing lost; tags are balanced in each part, the first quotes the
    question, the last has the buttons.
    """
    reader = writing.reader()
    asked = reader.write(VILLAGES)
    parts = writing.replies(reader, asked, 2)
    writing.idle()
    parts = writing.replies(reader, asked, 2)
    assert all(units(part.text) <= MESSAGE_LIMIT for part in parts)
    whole = "\n\n".join(part.text for part in parts)
    for month in ("January", "February", "March", "April", "May"):
        sentence = f"In {month} the drinking water"
        assert whole.count(sentence) == 2, "once in the answer, once as a quote"
    # Each part was parsed for itself: a quote or a link left open would have been refused.
    assert all(quoted.startswith(("¹", "²", "³", "⁴", "⁵")) for part in parts for quoted in part.quotes)
    assert all(part.links for part in parts)
    assert not any(_begins_in_the_middle(part) for part in parts)
    assert [part.answers for part in parts] == [asked] + [None] * (len(parts) - 1)
    assert [bool(part.buttons) for part in parts] == [False] * (len(parts) - 1) + [True]
    assert writing.telegram.refused() == []


def _begins_in_the_middle(part: Reply) -> bool:
    first = part.text[0]
    return not (first.isupper() or first.isdigit()) or part.text.split("\n", 1)[0].endswith(",")


@pytest.mark.behaviour(5)
def test_sources_are_numbered(quoting: World) -> None:
    """5: the mark leads to the source: title, outlet, date, a link that opens at the quoted words; what stands around
    them is folded, and they are not said again.
    """
    answer = quoting.reader().ask(ROGUN)
    said, _, sources = answer.text.partition("\n\n")
    assert said.endswith("3,600 megawatts.\N{NARROW NO-BREAK SPACE}¹")
    (folded,) = answer.quotes
    assert sources == f"Sources\n1. {ROGUN_TITLE}\nPresscite Samples · 16 November 2018\n{folded}"
    page, _, words = answer.links[0].partition("#:~:text=")
    assert page == "https://samples.presscite.example/2018/11/rogun-first-unit"
    assert words.startswith("Rogun%20is%20planned")
    assert answer.links == [answer.links[0]] * 2, "the mark and the title lead to the same place"
    assert "Rogun is planned …" in answer.shown.covered("bold")
    before, _, after = folded.partition(" Rogun is planned … ".strip())
    article = " ".join((SAMPLES / "rogun-first-unit-2018.md").read_text().split())
    assert " ".join(f"{before}{ROGUN_QUOTE}{after}".split()) in article
    assert min(len(before), len(after)) > 50
    assert ROGUN_QUOTE in said
    assert answer.raw["link_preview_options"] == {"is_disabled": True}


@pytest.mark.behaviour(5)
def test_the_words_that_answer_come_first(quoting: World) -> None:
    """5: a date that answers stands before its sentence, copied, in bold and with the mark."""
    answer = quoting.reader().ask("When did work on the railway begin?")
    short, said, *_ = answer.text.split("\n\n")
    assert short.replace("\N{NO-BREAK SPACE}", " ") == "27 December 2024\N{NARROW NO-BREAK SPACE}¹"
    assert answer.shown.covered("bold")[0] == short.removesuffix("\N{NARROW NO-BREAK SPACE}¹")
    assert said.replace("\N{NO-BREAK SPACE}", " ").endswith(
        "from China through Kyrgyzstan to Uzbekistan.\N{NARROW NO-BREAK SPACE}¹"
    )


@pytest.mark.behaviour(6)
def test_a_refusal_shows_what_is_nearest(quoting: World) -> None:
    """6: it says that the articles do not say, cites nothing, and shows the nearest passages with their sources."""
    refusal = quoting.reader().ask(UNANSWERED)
    assert refusal.text.startswith("The articles do not say.")
    assert "¹" not in refusal.text
    said, _, nearest = refusal.text.partition(f"\n\n{ENGLISH.nearest}\n")
    assert said
    headings = [line for line in nearest.split("\n") if line.startswith("• ")]
    assert len(headings) >= len(refusal.quotes) >= 1, (
        "a block an article; several quotes in it have a bullet each"
    )
    assert all("#:~:text=" in link for link in refusal.links)
    assert len(refusal.links) >= len(refusal.quotes)


@pytest.mark.behaviour(7)
def test_the_reply_quotes_the_question(writing: World) -> None:
    """7: it replies to the message that asks, and comes all the same where that one was deleted meanwhile."""
    reader = writing.reader()
    kept = reader.write(ROGUN)
    assert writing.replies(reader, kept)[0].answers == kept
    with writing.writer.holding() as held:
        deleted = reader.write(ROGUN)
        assert held.arrived.wait(60), writing.bot.output
        reader.delete(deleted)
    (answer,) = writing.replies(reader, deleted)
    assert "3,600 megawatts" in answer.text
    assert (answer.answers, answer.raw["reply_to_message_id"]) == (None, deleted)
