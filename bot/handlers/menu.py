"""Telegram's menu of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.log import EventLog
from bot.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Bot

_log = EventLog(__name__)


async def publish_commands(bot: Bot, admins: Sequence[int]) -> None:
    """Fill the menu of commands in each language; English where Telegram knows no better.

    Args:
        bot: Whose menu.
        admins: Who see the commands for admins too.
    """
    try:
        for language, texts in LANGUAGES.items():
            commands = [BotCommand(name, description) for name, description in texts.commands.items()]
            theirs = [BotCommand(name, description) for name, description in texts.admin_commands.items()]
            # Commands without a language are what users of any other language see.
            code = None if language == "en" else language
            await bot.set_my_commands(commands, language_code=code)
            for admin in admins:
                await _publish_for(bot, admin, [*commands, *theirs], code)
    except TelegramError as error:
        _log.warning("the menu of commands is not set", error=error)


async def _publish_for(bot: Bot, admin: int, commands: list[BotCommand], code: str | None) -> None:
    try:
        await bot.set_my_commands(commands, BotCommandScopeChat(admin), language_code=code)
    except TelegramError as error:  # an admin who has never written to the bot has no chat with it yet
        _log.info("an admin's menu of commands is not set", error=error)
