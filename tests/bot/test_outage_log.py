"""Outages of the database in the log."""

from __future__ import annotations

import io
import logging
import re

import pytest

from bot import outage
from bot.log import EventLog, configure_logging
from bot.outage import Outage, OutageFilter
from retrieval.errors import DatabaseUnreachableError, StoreError

pytestmark = pytest.mark.usefixtures("logging_restored")

_log = EventLog("bot.test")
_PLACE = "the database presscite at db.internal is not reached"


@pytest.fixture
def log() -> io.StringIO:
    stream = io.StringIO()
    configure_logging([], stream, filters=[OutageFilter()])
    return stream


def _unreachable() -> DatabaseUnreachableError:
    return DatabaseUnreachableError(_PLACE)


def _store_error() -> StoreError:
    error = StoreError("the store cannot be read")
    error.__cause__ = _unreachable()
    return error


def test_an_outage_is_written_once_and_its_end_tells_how_much_was_left_out(
    log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever fails for the same reason meanwhile is counted; everything else is written."""
    monkeypatch.setattr(outage, "_STEADY_SECONDS", 0.0)
    being = Outage()
    for _ in range(2):
        being.failed(_unreachable())
        for _ in range(10):
            being.failed(_unreachable())
            _log.error("the queue cannot be read", error=_unreachable())
            _log.warning("a question waits for the state", error=_store_error())
        _log.error("question failed", error=ValueError())
        being.passed()
        being.passed()
    written = re.sub(r" seconds=\S+", "", log.getvalue())
    lines = [line.partition(" bot.")[2] for line in written.splitlines()]
    assert [line.partition(" error=")[0] for line in lines] == [
        "outage the database is not reached",
        "test question failed",
        "outage the database is reached again left_out=20",
    ] * 2
    assert _PLACE in lines[0]


def test_an_outage_is_over_when_nothing_has_failed_for_a_while(log: io.StringIO) -> None:
    """One connection that works among others that do not is no end, and begins no second outage."""
    being = Outage()
    for _ in range(5):
        being.failed(_unreachable())
        being.passed()
    assert len(log.getvalue().splitlines()) == 1


def test_an_outage_whose_end_nobody_saw_ends_by_itself(
    log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing is asked of the database between two outages, the second one is written too."""
    _log.error("the feed cannot be made", error=_unreachable())
    monkeypatch.setattr(outage, "_SILENCE_SECONDS", 0.0)
    _log.error("the feed cannot be made", error=_unreachable())
    assert len(log.getvalue().splitlines()) == 2


def test_what_other_libraries_write_is_let_through(log: io.StringIO) -> None:
    """A message that is no event has no facts to judge it by."""
    logging.getLogger("psycopg").warning("discarding connection")
    logging.getLogger("psycopg").warning("discarding connection")
    assert len(log.getvalue().splitlines()) == 2
