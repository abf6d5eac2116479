"""Telegram's menu of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.handlers.menu import publish_commands
from bot.texts import LANGUAGES

if TYPE_CHECKING:
    import pytest
    from telegram import Bot, BotCommand, BotCommandScopeChat


class MenuBot:
    """Takes menus, and refuses those of some chats.

    Attributes:
        menus: How many commands each menu has, by language and by chat; 0 for everybody.
    """

    def __init__(self, errors: dict[int, TelegramError] | None = None) -> None:
        self.menus: dict[tuple[str | None, int], int] = {}
        self._errors = errors or {}

    async def set_my_commands(
        self,
        commands: list[BotCommand],
        scope: BotCommandScopeChat | None = None,
        language_code: str | None = None,
    ) -> None:
        chat = int(scope.chat_id) if scope else 0
        if chat in self._errors:
            raise self._errors[chat]
        self.menus[language_code, chat] = len(commands)


def _menus(*admins: int) -> dict[tuple[str | None, int], int]:
    """What is to be published; English is what users of any other language see."""
    return {
        (None if language == "en" else language, chat): len(texts.commands)
        + (len(texts.admin_commands) if chat else 0)
        for language, texts in LANGUAGES.items()
        for chat in (0, *admins)
    }


async def test_each_language_has_its_menu_and_admins_have_more() -> None:
    """Those of the admins are theirs alone."""
    bot = MenuBot()
    await publish_commands(cast("Bot", bot), [5, 6])
    assert bot.menus == _menus(5, 6)


async def test_an_admin_without_a_chat_costs_nobody_the_menu(caplog: pytest.LogCaptureFixture) -> None:
    """Who has never written to the bot has no chat with it yet."""
    caplog.set_level("INFO")
    bot = MenuBot({5: BadRequest("Chat not found")})
    await publish_commands(cast("Bot", bot), [5, 6])
    assert bot.menus == _menus(6)
    assert "an admin's menu of commands is not set" in caplog.text


async def test_a_menu_that_cannot_be_set_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """The bot can do without."""
    await publish_commands(cast("Bot", MenuBot({0: RetryAfter(60)})), [])
    assert "the menu of commands is not set" in caplog.text
