"""What a server said, as a log may say it."""

from __future__ import annotations

from typing import Any

import pytest

from retrieval.answering.write.server_words import failure, server_said

QUESTION = "Why did Rahimov sell the Rogun dam in 2006?"


class _RequestError(Exception):
    def __init__(self, body: Any, status: int | None = 400) -> None:
        super().__init__("the whole request, with its key")
        self.status_code = status
        self.body = body


class _Request:
    headers = {"authorization": "Bearer opensesame"}  # noqa: RUF012 - as httpx has them


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"message": "Streaming is not supported."}, "400 Streaming is not supported."),
        ({"error": {"message": "Bad request"}}, "400 Bad request"),
        ({"error": "Bad\n request"}, "400 Bad request"),
        ({"detail": [{"loc": ["body", "seed"], "msg": "Extra inputs"}]}, "400 body.seed: Extra inputs"),
        ("Bad gateway", "400 Bad gateway"),
        (None, "400"),
        ({"message": 7}, "400"),
    ],
)
def test_its_message(body: Any, said: str) -> None:
    """Wherever servers put it."""
    assert server_said(_RequestError(body), QUESTION) == said


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (
            "Cannot read 'Why did Rahimov sell the Rogun dam in 2006?'",
            "400 Cannot read 'Why did … … the … … in …",
        ),
        ("rahimov's dams", "400 … …"),
        ("Incorrect API key provided: sk-abc", "400 Incorrect API key provided: …"),
        ("token=abcdef123456 is wrong", "400 … is wrong"),
        ("opensesame opens nothing", "400 … opens nothing"),
        ("Bearer opensesame", "400 Bearer …"),
    ],
)
def test_nothing_of_the_question_or_key(message: str, said: str) -> None:
    """Words of the question that say something, in any form, and whatever looks like a key."""
    error = _RequestError({"message": message})
    error.request = _Request()  # type: ignore[attr-defined]
    assert server_said(error, QUESTION) == said


def test_no_more_than_a_line() -> None:
    """A page of HTML is cut."""
    assert len(server_said(_RequestError("x " * 5_000), QUESTION)) <= 210


def test_kind_of_an_error_without_a_server() -> None:
    """An error of our own, and one behind another."""
    assert failure(ValueError("Rahimov"), QUESTION) == "ValueError"
    wrapped = ValueError("Rahimov")
    wrapped.__cause__ = _RequestError({"message": "Overloaded"}, 529)
    assert failure(wrapped, QUESTION) == "ValueError: 529 Overloaded"
