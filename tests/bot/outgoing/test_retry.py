"""Which errors of the Bot API are worth another attempt, and when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.outgoing.retry import LONGEST_PAUSE, is_unwelcome, retry_after_seconds, with_retries


class Script:
    """A call that raises these errors, one after the other, and then succeeds."""

    def __init__(self, *errors: TelegramError) -> None:
        self.errors = list(errors)

    async def __call__(self) -> str:
        if self.errors:
            raise self.errors.pop(0)
        return "done"


async def test_pauses_double_up_to_the_longest(naps: list[float]) -> None:
    """However long the Bot API is away, it is asked again every half a minute."""
    assert await with_retries(Script(*[NetworkError("gone")] * 7)) == "done"
    assert naps == [1, 2, 4, 8, 16, LONGEST_PAUSE, LONGEST_PAUSE]


async def test_it_waits_as_long_as_telegram_says(naps: list[float]) -> None:
    """A flood's pause is Telegram's, and makes the next one no longer."""
    assert await with_retries(Script(RetryAfter(41), TimedOut(), Conflict("two"))) == "done"
    assert naps == [41, 1, 2]


@pytest.mark.parametrize("error", [InvalidToken(), BadRequest("bad webhook"), Forbidden("kicked")])
async def test_what_is_refused_for_good_is_not_tried_again(naps: list[float], error: TelegramError) -> None:
    """Another attempt would meet the same error."""
    with pytest.raises(type(error)):
        await with_retries(Script(error))
    assert naps == []


@pytest.mark.parametrize("wait", [7, timedelta(seconds=7)])
def test_seconds_of_a_pause(wait: int | timedelta) -> None:
    """Whatever form the library gives them, by its own setting."""
    assert retry_after_seconds(RetryAfter(wait)) == 7


@pytest.mark.parametrize(
    ("error", "unwelcome"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), True),
        (BadRequest("Chat not found"), True),
        (BadRequest("Not enough rights to send text messages to the chat"), True),
        (BadRequest("Message text is empty"), False),
        (NetworkError("Bad Gateway"), False),
        (ValueError("chat not found"), False),
    ],
)
def test_where_the_bot_is_not_welcome(error: Exception, unwelcome: bool) -> None:
    """Blocked, thrown out, or the chat is gone; a message that is bad, or a server that fails, says nothing of that."""
    assert is_unwelcome(error) is unwelcome
