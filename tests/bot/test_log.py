"""The bot's log."""

from __future__ import annotations

import asyncio
import gc
import io
import logging

import httpx
import pytest
from telegram.error import InvalidToken

from bot.log import configure_logging, error_text
from retrieval.errors import ModelError, QuestionError

TOKEN = "123456:very-secret-token"  # noqa: S105 - of no bot

pytestmark = pytest.mark.usefixtures("logging_restored")


@pytest.fixture
def log() -> io.StringIO:
    stream = io.StringIO()
    configure_logging([TOKEN], stream)
    return stream


def _raised(error: Exception, cause: Exception | None = None) -> Exception:
    try:
        raise error from cause
    except type(error) as caught:
        return caught


def test_a_line_an_event(log: io.StringIO) -> None:
    """Time, level, logger and message stand on one line, whatever the message holds."""
    logging.getLogger("bot.test").info("first\nsecond\r\nthird %s", "x\ny")
    line = log.getvalue()
    assert line.count("\n") == 1
    assert line.endswith("INFO bot.test first second third x y\n")


def test_the_token_is_hidden_wherever_it_hides(log: io.StringIO) -> None:
    """Messages, arguments, errors, their causes and warnings of any library lose the token."""
    url = f"https://api.telegram.org/bot{TOKEN}/getMe"
    logging.getLogger("telegram.Bot").error("Set Bot API URL: %s", url)
    logging.getLogger("telegram.ext").error(f"told by {url}")
    rejected = _raised(InvalidToken(f"The token `{TOKEN}` was rejected by the server."), OSError(url))
    logging.getLogger("bot").error("failed", exc_info=rejected)
    logging.getLogger("bot").error("failed %s", error_text(rejected))
    logging.getLogger("py.warnings").warning("odd token %s", TOKEN)
    assert log.getvalue().count("[hidden]") == 7
    assert TOKEN not in log.getvalue()
    assert "very-secret" not in log.getvalue()


def test_httpx_does_not_log_each_request(log: io.StringIO) -> None:
    """The library's line a request stays out: it holds the token's URL and says nothing."""
    transport = httpx.MockTransport(lambda _: httpx.Response(200))
    with httpx.Client(transport=transport) as client:
        client.get(f"https://api.telegram.org/bot{TOKEN}/getMe")
    assert log.getvalue() == ""


def test_broken_server_answers_are_not_quoted(log: io.StringIO) -> None:
    """The library would quote a broken answer of the server whole, with what users wrote in it."""
    logging.getLogger("telegram.request.BaseRequest").error('Can not load invalid JSON data: "%s"', "private")
    assert "private" not in log.getvalue()


def test_errors_tell_what_where_and_why_without_words_of_users(log: io.StringIO) -> None:
    """Types and places always; texts only of errors whose texts are made for operators."""
    cause = _raised(ModelError("set PRESSCITE_EMBEDDING_MODEL to a model that exists"))
    logging.getLogger("bot").error("failed", exc_info=_raised(ValueError("what a user wrote"), cause))
    line = log.getvalue()
    assert 'error="ValueError < ModelError: set PRESSCITE_EMBEDDING_MODEL' in line
    assert "test_log.py:" in line
    assert "what a user wrote" not in line
    assert "Traceback" not in line


def test_tasks_that_fail_unnoticed_are_not_quoted(log: io.StringIO) -> None:
    """asyncio would write the exception of a task whole, with what a user wrote in it."""

    async def fail() -> None:
        raise ValueError("what a user wrote")

    async def forget() -> None:
        task = asyncio.create_task(fail())
        await asyncio.sleep(0)
        del task
        gc.collect()

    asyncio.run(forget())
    assert "Task exception was never retrieved" in log.getvalue()
    assert "error=ValueError" in log.getvalue()
    assert "what a user wrote" not in log.getvalue()


def test_a_question_that_is_none_is_not_quoted() -> None:
    """The text of a QuestionError may hold the question."""
    assert error_text(QuestionError("cannot search for: private words")) == 'error="QuestionError"'
