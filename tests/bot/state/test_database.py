"""The file that holds the state: opened in its first form, in its newest, and in one that is not known yet."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.outgoing.message import OutgoingMessage, OutgoingPart
from bot.place import Place
from bot.settings import BotSettings
from bot.state.database import StateError
from bot.state.sqlite_database import SqliteDatabase
from bot.state.state import State
from bot.state.tables import metadata
from tests.bot.fake_telegram import TOKEN

if TYPE_CHECKING:
    from bot.state.feedback import Judgement

FIRST_FORM = Path(__file__).with_name("first_form.sql")
"""What the first version of the bot wrote.

It has a question whose answer was being sent, one that waits, one that is done, two exchanges, a thumb, and a standing
question with a passage that was sent and one that was not.
"""


@pytest.fixture
def settings(tmp_path: Path) -> BotSettings:
    """Of a bot whose state is in an empty folder."""
    return BotSettings.load({"TELEGRAM_BOT_TOKEN": TOKEN, "PRESSCITE_HOME": str(tmp_path)})


@pytest.fixture
def first_form(settings: BotSettings) -> State:
    """The state that the first version of the bot left."""
    settings.state_path.parent.mkdir(parents=True)
    with sqlite3.connect(settings.state_path) as connection:
        connection.executescript(FIRST_FORM.read_text(encoding="utf-8"))
    connection.close()
    return State(settings)


def test_state_that_an_older_bot_left_goes_on(first_form: State) -> None:
    """The answer that was being sent is sent to its end, and nothing of what was remembered is lost."""
    assert first_form.jobs.owners() == {"gone"}
    assert first_form.jobs.recover("gone") == 1
    assert first_form.jobs.counts() == (2, 0)
    assert first_form.jobs.has_room(2, 79, most=0), "what was dealt with is known, and costs nothing"
    assert not first_form.jobs.has_room(9, 79, most=0)
    place = Place(chat=77)
    exchange = first_form.conversations.get(1, 77)
    assert exchange is not None
    assert (exchange.question, exchange.outcome) == ("Which tunnel?", "answered")
    assert exchange.citations[0].quote == "The Istiqlol Tunnel was named as a positive example."
    assert first_form.conversations.of_message(77, 21) == 1
    judgements: list[Judgement] = list(first_form.feedback.judgements())
    assert [(each.exchange, each.up, each.down) for each in judgements] == [(1, 1, 0)]
    assert [watch.text for watch in first_form.watches.of(77, place)] == ["Rogun"]
    notification = first_form.notifications.next(most_a_day=9)
    assert notification is not None
    assert (notification.id, notification.watch.chat, notification.watch.topic) == (2, -100, 9)
    assert sorted(first_form.notifications.signatures(1)) == [b"one", b"two"]
    assert first_form.notifications.count_sent(since=0) == 1
    assert first_form.baselines.get("articles") == b"seen"
    first_form.close()


def test_an_answer_that_an_older_bot_was_sending_is_read(first_form: State) -> None:
    """Its parts, its buttons and how many of its parts have been sent."""
    first_form.jobs.recover("gone")
    job = first_form.jobs.claim("new")
    assert job is not None
    assert job.begun == 1
    assert job.parts is not None
    message = OutgoingMessage.from_json(job.parts)
    assert message.parts == (OutgoingPart("<b>one</b>", ("one",)), OutgoingPart("two", ("two",)))
    assert message.exchange == 1
    assert message.keyboard is not None
    assert message.keyboard.inline_keyboard[0][0].callback_data == "retry:1"
    assert {**message.to_json(), "outcome": "answered"} == job.parts
    first_form.close()


def test_migrations_make_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    """All columns and indexes of `bot.state.tables` are there, and no others."""
    database = SqliteDatabase(tmp_path / "state.sqlite")
    with database.autocommit() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.close()


def test_state_of_a_later_version_is_left_alone(settings: BotSettings, first_form: State) -> None:
    """The error says what to do, and names the file."""
    first_form.close()
    with sqlite3.connect(settings.state_path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StateError, match="later version of presscite") as error:
        State(settings)
    assert str(settings.state_path) in str(error.value)
