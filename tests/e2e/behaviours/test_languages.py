"""Each user is spoken to in their language, and never in that of the machine."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.texts import LANGUAGES
from tests.e2e.behaviours.world import ADMIN, ROGUN
from tests.e2e.telegram_user import TelegramUser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.behaviours.world import World

UNKNOWN = "pt-BR"
"""A language that the bot does not speak: English stands in."""

OF_THE_MACHINE = re.compile(r"Error|Exception|Traceback|/store|/home|\.py|Errno|None|sqlite", re.IGNORECASE)


@pytest.mark.behaviour(19)
@pytest.mark.parametrize("language", [*LANGUAGES, UNKNOWN])
def test_commands_and_words(quoting: World, language: str) -> None:
    """19: commands, help, what is said to what is no question, the menu of commands, and the buttons."""
    reader, texts = quoting.reader(language), LANGUAGES.get(language, LANGUAGES["en"])
    said = {
        text: reader.ask(text).text
        for text in ("/start", "/help", "/nonsense", "/stop", "/new", "/watches", "?!")
    }
    assert said == {
        "/start": texts.start,
        "/help": texts.help,
        "/nonsense": texts.unknown_command,
        "/stop": texts.nothing_to_stop,
        "/new": texts.new_conversation,
        "/watches": texts.watches_none,
        "?!": said["?!"],
    }
    for send in (reader.send_voice, reader.send_photo, reader.send_sticker):
        assert quoting.replies(reader, send())[0].text == texts.text_only
    buttons = [button["text"] for button in reader.ask(ROGUN).buttons]
    assert buttons == [texts.buttons["more"], texts.buttons["passage"], "👍", "👎"]
    menu = quoting.telegram.state()["commands"]["" if texts.code == "en" else texts.code]
    assert {command["command"]: command["description"] for command in menu} == texts.commands


@pytest.mark.behaviour(19)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_admin_is_spoken_to_alike(quoting: World, language: str) -> None:
    """19: figures for admins are told in their language; for everybody else there is no such command."""
    texts = LANGUAGES[language]
    admin = TelegramUser(quoting.telegram, language, id=ADMIN)
    assert admin.ask("/stats").text.startswith(texts.stats.partition("{")[0])
    assert quoting.reader(language).ask("/stats").text == texts.unknown_command


@pytest.mark.behaviour(19)
def test_what_breaks_is_reported_in_words_of_our_own(quoting: World) -> None:
    """19: questions, commands and buttons that fail say so in the user's language, and no word of the reason, which is
    in the log; when it is repaired, the offered button brings the answer.
    """
    readers = {language: quoting.reader(language) for language in LANGUAGES}
    answers = {language: reader.ask(ROGUN) for language, reader in readers.items()}
    with _broken_store(quoting):
        apologies = {}
        for language, reader in readers.items():
            apologies[language] = reader.ask(ROGUN)
            said = [apologies[language], reader.ask("/latest"), reader.ask("/timeline Rogun")]
            assert [reply.text for reply in said] == [LANGUAGES[language].unreadable] * 3
            reader.touch(answers[language], LANGUAGES[language].buttons["passage"])
        quoting.idle()
        everything = [reply.text for reader in readers.values() for reply in quoting.replies(reader, 0)]
    assert "current cannot be read" in quoting.bot.output
    assert not [text for text in everything if OF_THE_MACHINE.search(text)]
    for language, reader in readers.items():
        after = quoting.replies(reader, 0)[-1].message_id
        reader.press(apologies[language], LANGUAGES[language].buttons["retry"])
        assert "3,600 megawatts" in quoting.replies(reader, after)[0].text


@contextmanager
def _broken_store(world: World) -> Iterator[None]:
    """A store whose pointer to the articles cannot be read, as on a disk that fails."""
    current = Path(world.env["PRESSCITE_HOME"]) / "store" / "current"
    aside = current.rename(current.with_name("aside"))
    current.mkdir()
    try:
        yield
    finally:
        current.rmdir()
        aside.rename(current)
