"""The bot's log: one line an event, as text or as JSON, never a token, what users write only if asked for.

An event has a name and facts:

    _log = EventLog(__name__)
    _log.info("question done", update=update.update_id, seconds=0.31, question=text)
    _log.error("question failed", error=error)

As text that is `... INFO bot.handlers question done update=7 seconds=0.31`.  Of an exception the log has the types of
its chain, what may be said of each, and where it happened.  The fact `question` is what a user wrote: it is dropped
unless `TELEGRAM_LOG_QUESTIONS` asks for it.
"""

from __future__ import annotations

import json
import logging
import math
import re
import sys
import time
import traceback
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from pythonjsonlogger.json import JsonFormatter
from telegram.error import TelegramError

from retrieval.errors import QuestionError, RetrievalError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_HIDDEN = "[hidden]"
_DEEPEST = 4  # of facts within facts; what lies deeper is written as its text
_QUESTION = "question"
_RESERVED = ("time", "level", "logger", "event")
_UNQUOTED = re.compile(r"[^\s\"'=\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

# Loggers that write more than an operator should keep: HTTP clients put the token's URL on every line, the
# request logger quotes whole answers of the server, with what users wrote, and tornado and the MCP SDK what they cannot
# parse.
_QUIETER = {
    "alembic": logging.WARNING,
    "apscheduler": logging.WARNING,
    "httpcore": logging.WARNING,
    "httpcore2": logging.WARNING,
    "httpx": logging.WARNING,
    "httpx2": logging.WARNING,
    "mcp": logging.CRITICAL,
    "telegram.request.BaseRequest": logging.CRITICAL,
    "tornado.access": logging.CRITICAL,
    "tornado.general": logging.ERROR,
}


@dataclass(frozen=True, slots=True)
class Event:
    """What a record of the log says.

    Attributes:
        name: The same for all events of a kind.
        facts: What differs; what a user wrote stands in `question` and in no other.
    """

    name: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """As text, for handlers that know nothing of events; without what a user wrote."""
        return Event(self.name, {name: self.facts[name] for name in self.facts if name != _QUESTION}).line()

    def line(self) -> str:
        """As text, with everything."""
        return " ".join([self.name, *(f"{name}={_as_text(fact)}" for name, fact in _flat(self.facts))])


class EventLog:
    """Writes events, each a name and its facts.

    Args:
        name: Of the logger, such as `__name__`.
    """

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)

    def info(self, event: str, /, **facts: object) -> None:
        """Something happened that should."""
        self._write(logging.INFO, event, facts)

    def warning(self, event: str, /, **facts: object) -> None:
        """Something went wrong that is tried again, or that the bot can do without."""
        self._write(logging.WARNING, event, facts)

    def error(self, event: str, /, **facts: object) -> None:
        """Something went wrong, and somebody did not get what they wanted."""
        self._write(logging.ERROR, event, facts)

    def _write(self, level: int, event: str, facts: Mapping[str, object]) -> None:
        self._logger.log(level, Event(event, facts), stacklevel=3)


class Redaction(logging.Filter):
    """Takes secrets and users' words out of records, wherever in the record they hide.

    Args:
        secrets: The texts that must not be written.
        questions: Whether the fact `question` may be.
    """

    def __init__(self, secrets: Iterable[str], *, questions: bool = False) -> None:
        super().__init__()
        # The longest first: one secret may be part of another.
        self._secrets = sorted({secret for secret in secrets if secret}, key=len, reverse=True)
        self._questions = questions

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record's message, facts and error; every record passes."""
        event = record.msg if isinstance(record.msg, Event) else Event(_message(record))
        facts = dict(event.facts)
        if record.exc_info and record.exc_info[1]:
            facts.setdefault("error", record.exc_info[1])
        if not self._questions:
            facts.pop(_QUESTION, None)
        record.msg, record.args = Event(self._hidden(event.name), dict(self._cleaned_facts(facts))), None
        record.exc_info = record.exc_text = record.stack_info = None
        return True

    def _cleaned_facts(self, facts: Mapping[str, object]) -> Iterator[tuple[str, object]]:
        for name, fact in _flat(facts):
            yield self._hidden(f"{name}_" if name in _RESERVED else name), self._cleaned(fact, _DEEPEST)

    def _cleaned(self, value: object, depth: int) -> object:
        """A value as JSON can say it, without secrets."""
        if value is None or isinstance(value, bool | int):
            return value
        if isinstance(value, float):
            return value if math.isfinite(value) else str(value)
        if depth and isinstance(value, dict):
            return {self._hidden(str(key)): self._cleaned(within, depth - 1) for key, within in value.items()}
        if depth and isinstance(value, list | tuple | set | frozenset):
            return [self._cleaned(within, depth - 1) for within in value]
        return self._hidden(str(value))

    def _hidden(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return text


class TextLine(logging.Formatter):
    """Time in UTC, level, logger, event and facts, on one line whatever they hold."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S")
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line."""
        return " ".join(_CONTROL.sub(" ", super().format(record)).split())

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name that logging calls
        """What the redaction has left of the event."""
        if isinstance(record.msg, Event):
            record.message = record.msg.line()
        return super().formatMessage(record)


class JsonLine(JsonFormatter):
    """The same as an object of JSON: `time`, `level`, `logger`, `event`, and a field for each fact."""

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        """Fill the object."""
        log_data["time"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        log_data["level"] = record.levelname.lower()
        log_data["logger"] = record.name
        event = record.msg if isinstance(record.msg, Event) else Event(record.getMessage())
        log_data["event"] = " ".join(event.name.split())
        log_data.update(event.facts)


def configure_logging(
    secrets: Iterable[str],
    stream: TextIO | None = None,
    *,
    filters: Iterable[logging.Filter] = (),
    as_json: bool = False,
    questions: bool = False,
) -> None:
    """Send all logs and warnings to a stream, one line each.

    Args:
        secrets: Texts that must not be written, such as the bot's token.
        stream: Where to write; standard error by default.
        filters: What leaves records out; they see the errors themselves.
        as_json: Write JSON instead of text.
        questions: Whether what users ask may be written.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    # The filter sits on the handler, so that it sees the records of every library.
    for leaving_out in filters:
        handler.addFilter(leaving_out)
    handler.addFilter(Redaction(secrets, questions=questions))
    handler.setFormatter(JsonLine() if as_json else TextLine())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for name, level in _QUIETER.items():
        logging.getLogger(name).setLevel(level)


def error_text(error: BaseException) -> str:
    """An error as one line of text; see `error_facts`."""
    return " ".join(f'{name}="{text}"' for name, text in error_facts(error).items())


def error_facts(error: BaseException) -> dict[str, str]:
    """An error as facts: `error`, the types of its chain and what may be said of each, and `at`, where it happened."""
    chain = " < ".join(_named(link) for link in chain_of(error))
    frames = traceback.extract_tb(error.__traceback__)[-5:]
    where = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}" for frame in frames)
    return {"error": chain, "at": where} if where else {"error": chain}


def _message(record: logging.LogRecord) -> str:
    message = record.getMessage()
    # asyncio goes on with the whole task, its exception included, which may quote what a user wrote.
    return message.partition("\n")[0] if record.name == "asyncio" else message


def _flat(facts: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Facts, errors among them as texts."""
    for name, fact in facts.items():
        if isinstance(fact, BaseException):
            yield from (
                (part if name == "error" else f"{name}_{part}", text)
                for part, text in error_facts(fact).items()
            )
        else:
            yield name, fact


def _as_text(fact: object) -> str:
    text = fact if isinstance(fact, str) else json.dumps(fact, ensure_ascii=False, default=str)
    return text if _UNQUOTED.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _named(error: BaseException) -> str:
    # Texts of our own errors, of the system and of Telegram are made for operators.  Any other text, and
    # what is wrong with a question, may repeat what a user wrote.
    sayable = isinstance(error, RetrievalError | OSError | TelegramError)
    if not sayable or isinstance(error, QuestionError):
        return type(error).__name__
    return f"{type(error).__name__}: {str(error)[:300]}"


def chain_of(error: BaseException) -> Iterator[BaseException]:
    """An error, and those that it came from."""
    link: BaseException | None = error
    for _ in range(10):
        if link is None:
            return
        yield link
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
