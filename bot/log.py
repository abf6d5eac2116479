"""The bot's log: one line an event, never a token, never what users write."""

from __future__ import annotations

import logging
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from telegram.error import TelegramError

from retrieval.errors import QuestionError, RetrievalError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HIDDEN = "[hidden]"

# Loggers that write more than an operator should keep: httpx puts the token's URL on every line, and the
# request logger quotes whole answers of the server, with what users wrote.
_QUIETER = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "telegram.request.BaseRequest": logging.CRITICAL,
}


class Redaction(logging.Filter):
    """Takes secrets out of records, wherever in the record they hide.

    Args:
        secrets: The texts that must not be written.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record's message and error; every record passes."""
        message = record.getMessage()
        if record.exc_info and record.exc_info[1]:
            message = f"{message} {described(record.exc_info[1])}"
        if record.stack_info:
            record.stack_info = None
        for secret in self._secrets:
            message = message.replace(secret, _HIDDEN)
        record.msg, record.args = message, None
        record.exc_info = record.exc_text = None
        return True


class OneLine(logging.Formatter):
    """Time in UTC, level, logger and message, on one line whatever the message holds."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S")
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line."""
        return " ".join(super().format(record).split())


def configure_logging(secrets: Iterable[str], stream: TextIO | None = None) -> None:
    """Send all logs and warnings to a stream, one line each.

    Args:
        secrets: Texts that must not be written, such as the bot's token.
        stream: Where to write; standard error by default.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    # The filter sits on the handler, so that it sees the records of every library.
    handler.addFilter(Redaction(secrets))
    handler.setFormatter(OneLine())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for name, level in _QUIETER.items():
        logging.getLogger(name).setLevel(level)


def described(error: BaseException) -> str:
    """An error for the log: the types of its chain, what may be said of each, and where it happened."""
    chain = " < ".join(_named(link) for link in _chain(error))
    frames = traceback.extract_tb(error.__traceback__)[-5:]
    where = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}" for frame in frames)
    return f'error="{chain}"' + (f' at="{where}"' if where else "")


def _named(error: BaseException) -> str:
    # Texts of our own errors, of the system and of Telegram are made for operators.  Any other text, and
    # what is wrong with a question, may repeat what a user wrote.
    sayable = isinstance(error, RetrievalError | OSError | TelegramError)
    if not sayable or isinstance(error, QuestionError):
        return type(error).__name__
    return f"{type(error).__name__}: {str(error)[:300]}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    for _ in range(10):
        if link is None:
            return
        yield link
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
