"""Attempts at a reply: how often, how far apart, after which errors."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from retrieval.answering.write import attempts
from retrieval.answering.write.attempts import Attempts, OverTimeError, pause_after


class _StatusError(Exception):
    def __init__(self, status: int, retry_after: str | None = None) -> None:
        super().__init__(status)
        self.status_code = status
        self.response = SimpleNamespace(headers={"retry-after": retry_after} if retry_after else {})


def tried(*errors: Exception | None, seconds: float = 30.0, begun: bool = False) -> int:
    """How many attempts are made where each ends with one of the errors, or succeeds."""
    script, made = iter(errors), 0
    for attempt in Attempts(seconds, lambda error: isinstance(error, KeyError)):
        made += 1
        with attempt:
            if begun:
                attempt.received("piece")
            if (error := next(script)) is not None:
                raise error
    return made


def test_none_follows_success() -> None:
    """One is enough where it is."""
    assert tried(None) == 1
    assert tried(_StatusError(503), None) == 2


@pytest.mark.parametrize(
    "error",
    [_StatusError(429), _StatusError(529), ConnectionResetError(), RuntimeError("Event loop is closed")],
)
def test_what_passes(error: Exception) -> None:
    """Three attempts, and the last error is the caller's."""
    assert tried(error, error, None) == 3
    with pytest.raises(type(error)):
        tried(error, error, error)


@pytest.mark.parametrize("error", [_StatusError(401), _StatusError(422), ValueError(), OverTimeError()])
def test_what_stays(error: Exception) -> None:
    """No other attempt is made."""
    with pytest.raises(type(error)):
        tried(error, None)


def test_what_an_error_was_raised_from_counts() -> None:
    """Clients wrap the errors of their connections."""
    wrapped = ValueError()
    wrapped.__cause__ = ConnectionResetError()
    assert tried(wrapped, None) == 2


def test_a_reply_that_has_begun_is_not_repeated() -> None:
    """What was given cannot be taken back."""
    with pytest.raises(_StatusError):
        tried(_StatusError(503), None, begun=True)


def test_no_attempt_is_begun_that_would_be_over_time() -> None:
    """The pause counts."""
    with pytest.raises(_StatusError):
        tried(_StatusError(503), None, seconds=0.0)


def test_what_was_mended_does_not_count() -> None:
    """Five more attempts than are made otherwise."""
    assert tried(*[KeyError()] * 5, _StatusError(503), _StatusError(503), None) == 8


def test_a_pause_is_as_long_as_the_server_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never shorter, but longer where it asks for less."""
    monkeypatch.undo()
    assert pause_after(_StatusError(429, "7"), 0) == 7.0
    assert 0.25 <= attempts.pause_after(_StatusError(429, "0.1"), 0) <= 0.5
    assert 0.5 <= pause_after(_StatusError(429, "Wed, 21 Oct"), 1) <= 1.0
