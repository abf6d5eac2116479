"""Which handlers there are, and in which order they see an update."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.ext import MessageHandler

from bot.handlers.admin import AdminCommands
from bot.handlers.admission import Admission
from bot.handlers.articles import ArticleCommands
from bot.handlers.buttons import Buttons
from bot.handlers.chats import Chats
from bot.handlers.commands import Commands
from bot.handlers.digest import DigestCommand
from bot.handlers.failures import Failures
from bot.handlers.inline import Inline
from bot.handlers.reactions import Reactions
from bot.handlers.time_zone import TimeZoneCommand
from bot.updates.filters import EXPORT, QUESTION, TIMELINE

if TYPE_CHECKING:
    from bot.runtime import Runtime

_BEFORE_ALL = -1  # the group of handlers that see every update first


def register_handlers(runtime: Runtime) -> None:
    """Let the application of a bot call its handlers."""
    application = runtime.application
    commands = Commands(runtime)
    application.add_handlers(Admission(runtime).handlers(), _BEFORE_ALL)
    application.add_handlers(
        [
            *commands.handlers(),
            *ArticleCommands(runtime).handlers(),
            *TimeZoneCommand(runtime).handlers(),
            *DigestCommand(runtime).handlers(),
            *AdminCommands(runtime).handlers(),
            *Buttons(runtime).handlers(),
            *Inline(runtime).handlers(),
            *Chats(runtime).handlers(),
            *Reactions(runtime).handlers(),
            # These come here only where they could not be put into the job queue.
            MessageHandler(QUESTION | TIMELINE | EXPORT, commands.not_kept),
            *commands.last_handlers(),
        ]
    )
    application.add_error_handler(Failures(runtime).handle)
