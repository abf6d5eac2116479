"""Events of the log, as text and as JSON."""

from __future__ import annotations

import io
import json
import logging
import math
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.log import Event, EventLog, JsonLine, Redaction, TextLine, configure_logging
from retrieval.errors import StoreError

TOKEN = "123456:very-secret-token"  # noqa: S105 - of no bot

pytestmark = pytest.mark.usefixtures("logging_restored")


def _written(*, as_json: bool, questions: bool = False, **facts: object) -> str:
    stream = io.StringIO()
    configure_logging([TOKEN], stream, as_json=as_json, questions=questions)
    EventLog("bot.test").info("question done", **facts)
    return stream.getvalue()


def _raised(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as caught:
        return caught


def test_text() -> None:
    """Name and facts as `key=value`; what a reader could mistake for something else stands in quotes."""
    line = _written(as_json=False, update=7, seconds=0.25, origin="a b", done=True, said='x"=\ny')
    assert line.endswith(
        'INFO bot.test question done update=7 seconds=0.25 origin="a b" done=true said="x\\"=\\ny"\n'
    )


def test_json() -> None:
    """An object a line: time in UTC, level, logger, event, and each fact as a field of its own type."""
    written = json.loads(_written(as_json=True, update=7, seconds=0.25, names=["a", None], done=True))
    moment = datetime.fromisoformat(written.pop("time"))
    assert abs((datetime.now(UTC) - moment).total_seconds()) < 60
    assert written == {
        "level": "info", "logger": "bot.test", "event": "question done",
        "update": 7, "seconds": 0.25, "names": ["a", None], "done": True,
    }  # fmt: skip


def test_json_of_other_libraries() -> None:
    """A record that is no event of ours has its message as its event, and its error as facts."""
    stream = io.StringIO()
    configure_logging([TOKEN], stream, as_json=True)
    error = _raised(StoreError(f"the disk is gone {TOKEN}"))
    logging.getLogger("library").error("told by %s\nthus", TOKEN, exc_info=error)
    written = json.loads(stream.getvalue())
    assert written["event"] == "told by [hidden] thus"
    assert written["error"] == "StoreError: the disk is gone [hidden]"
    assert written["at"].startswith("test_log_events.py:")


@pytest.mark.parametrize("as_json", [False, True])
def test_errors_are_facts(as_json: bool) -> None:
    """Of an error the log has types and places; its text only where it is made for operators."""
    line = _written(as_json=as_json, error=_raised(ValueError("what a user wrote")))
    assert "ValueError" in line
    assert "test_log_events.py:" in line
    assert "what a user wrote" not in line


@pytest.mark.parametrize("as_json", [False, True])
def test_questions_stay_out_unless_asked_for(as_json: bool) -> None:
    """What users ask is written where the setting says so, and else nowhere."""
    assert "kumquat" not in _written(as_json=as_json, question="kumquat jam?")
    assert "kumquat jam?" in _written(as_json=as_json, questions=True, question="kumquat jam?")
    assert "kumquat" not in str(Event("question done", {"question": "kumquat jam?"}))


def test_facts_do_not_replace_what_every_line_has() -> None:
    """A fact named like a fixed field keeps its value under another name."""
    written = json.loads(_written(as_json=True, level="high", logger="x", time=1))
    assert (written["level"], written["level_"], written["logger_"], written["time_"]) == (
        "info", "high", "x", 1,
    )  # fmt: skip


_TEXTS = st.text(st.characters(), max_size=40) | st.sampled_from(
    [TOKEN, f"x{TOKEN}y", "\x1b[31m", "\u2028", "a\nERROR forged line", "\ud800", '"}', "\\"]
)
_FACTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _TEXTS | st.binary(max_size=9) | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(name=_TEXTS, facts=st.dictionaries(_TEXTS, _FACTS, max_size=4))
def test_hostile_facts(name: str, facts: dict[str, Any]) -> None:
    """Whatever an event holds: one line, which parses as strict JSON, without secrets or control characters."""
    for formatter in (TextLine(), JsonLine()):
        record = logging.LogRecord("bot", logging.INFO, __file__, 1, Event(name, facts), None, None)
        assert Redaction([TOKEN]).filter(record)
        line = formatter.format(record)
        assert len(line.splitlines()) == 1
        assert "very-secret" not in line
        assert "\x1b" not in line
        if isinstance(formatter, JsonLine):
            written = json.loads(line, parse_constant=_not_json)
            assert written["level"] == "info"


def _not_json(constant: str) -> float:
    raise AssertionError(f"{constant} is not JSON")


def test_numbers_that_json_cannot_say() -> None:
    """Infinity and the like become texts."""
    written = json.loads(_written(as_json=True, seconds=math.inf, rate=math.nan))
    assert (written["seconds"], written["rate"]) == ("inf", "nan")


def test_facts_within_facts_end_somewhere() -> None:
    """A fact that holds itself is written as far as is sensible."""
    endless: list[object] = []
    endless.append(endless)
    assert json.loads(_written(as_json=True, facts_=endless))["facts_"]
