"""Where an update goes.  Nothing else decides it."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from bot.updates.filters import EXPORT, QUESTION, TIMELINE

if TYPE_CHECKING:
    from telegram import Update


class Route(enum.Enum):
    """Where an update goes."""

    QUESTION = enum.auto()
    """Into the job queue, to be answered."""

    TIMELINE = enum.auto()
    """Into the job queue, to be answered with a timeline."""

    EXPORT = enum.auto()
    """Into the job queue, to be answered with a file."""

    HANDLERS = enum.auto()
    """To the handlers, at once."""


def route_of(update: Update) -> Route:
    """Where an update goes; the same for one that comes out of the queue as for one that comes in."""
    if QUESTION.check_update(update):
        return Route.QUESTION  # most are; it begins with no command
    if TIMELINE.check_update(update):
        return Route.TIMELINE
    return Route.EXPORT if EXPORT.check_update(update) else Route.HANDLERS
