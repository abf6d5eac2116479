"""Buttons under answers, and what people think of these."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.ops.feedback_export import TO_JUDGE
from bot.texts import LANGUAGES
from retrieval.evaluation.question import read_questions
from tests.e2e.behaviours.world import ROGUN, ROGUN_QUOTE, TUNNEL, UNANSWERED
from tests.e2e.conftest import BotProcess

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.behaviours.world import World

ENGLISH = LANGUAGES["en"]


@pytest.mark.behaviour(13)
@pytest.mark.parametrize(
    ("question", "button", "says"),
    [
        (ROGUN, "more", ENGLISH.more_title),
        (ROGUN, "passage", "Tajikistan starts the first unit"),
        (UNANSWERED, "watch", "I will tell you here when"),
    ],
)
def test_a_press_is_acknowledged_before_any_work(
    quoting: World, question: str, button: str, says: str
) -> None:
    """13: however long Telegram takes for the acknowledgement, the work begins behind it, and is done once."""
    reader, telegram = quoting.reader(), quoting.telegram
    answer = reader.ask(question)
    telegram.fail("answerCallbackQuery", delay=0.4)
    pressed = reader.touch(answer, ENGLISH.buttons[button])
    (done,) = quoting.replies(reader, answer.message_id)
    assert done.text.startswith(says)
    work = telegram.calls(reader.id, "sendMessage")[-1]
    assert telegram.acknowledgement(pressed)["ended"] < work["began"]
    assert telegram.answer(pressed, 1)["text"] == ""


@pytest.mark.behaviour(13)
def test_a_press_that_cannot_be_acknowledged_is_done(quoting: World) -> None:
    """13: where the acknowledgement comes too late or is lost, what was pressed is done all the same."""
    reader, telegram = quoting.reader(), quoting.telegram
    answer = reader.ask(ROGUN)
    telegram.fail("answerCallbackQuery", status=400, description="Bad Request: query is too old")
    reader.touch(answer, ENGLISH.buttons["passage"])
    assert ROGUN_QUOTE in quoting.replies(reader, answer.message_id)[0].text


@pytest.mark.behaviour(14)
def test_feedback_is_kept_and_exported(quoting: World, tmp_path: Path) -> None:
    """14: thumbs and reactions, the last of each person, become question files that `presscite eval` reads; nothing in
    them tells who asked.
    """
    group = -2301
    member, other = quoting.member(group), quoting.member(group)
    member.add_bot("administrator")  # only then does Telegram tell it of reactions
    quoting.replies(member, 0)
    liked, disliked, refused, unsure = (
        quoting.replies(member, member.mention(question))[0]
        for question in (ROGUN, TUNNEL, UNANSWERED, ROGUN)
    )
    assert member.press(liked, "👍")["text"] == ENGLISH.thanks
    other.press(liked, "👍")
    member.press(disliked, "👍")
    member.press(disliked, "👎")
    member.react(refused, "❤")
    member.react(unsure, "👍")
    member.react(unsure, "", old="👍")
    quoting.until(lambda: quoting.metric('presscite_feedback_total{verdict="up"}') == 5)
    quoting.until(lambda: quoting.count("feedback") == 4)
    file = tmp_path / "liked.jsonl"
    exporting = BotProcess.fork(quoting.env, tmp_path / "log", ["--feedback", str(file)])
    assert exporting.process.wait(60) == 0, exporting.output
    assert exporting.output.splitlines()[0] == f"{file}: 2 questions whose answers were liked."
    questions = {question.question: question for question in read_questions(file)}
    assert {text: question.answerable for text, question in questions.items()} == {
        ROGUN: True,
        UNANSWERED: False,
    }
    assert questions[ROGUN].article_ids == ("https://samples.presscite.example/2018/11/rogun-first-unit",)
    (judged,) = map(json.loads, (tmp_path / f"liked{TO_JUDGE}").read_text().splitlines())
    assert (judged["question"], judged["up"], judged["down"]) == (TUNNEL, 0, 1)
    written = file.read_text() + (tmp_path / f"liked{TO_JUDGE}").read_text()
    assert not any(str(number) in written for number in (member.id, other.id, group))
