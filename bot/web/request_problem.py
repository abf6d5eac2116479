"""What a caller is told when a request cannot be done: a status and words of our own, never those of an exception."""

from __future__ import annotations

import math
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse

from retrieval.errors import DatabaseError, EmptyStoreError, QuestionError, StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestProblem:
    """Why a request is not done, in the form of OpenAI's errors.

    Attributes:
        status: Of the response.
        code: For programs.
        message: For people; it names what is wrong and what to do.
        param: The field of the request that is wrong, where it is one.
        retry_after: Seconds after which another try may succeed, where that is so.
    """

    status: int
    code: str
    message: str
    param: str | None = None
    retry_after: float | None = None

    @property
    def kind(self) -> str:
        """The `type` that OpenAI's clients know."""
        known = {401: "authentication_error", 404: "not_found_error", 429: "rate_limit_error"}
        other = "invalid_request_error" if self.status < HTTPStatus.INTERNAL_SERVER_ERROR else "server_error"
        return known.get(self.status, other)

    def to_dict(self) -> dict[str, Any]:
        """As the body of a response."""
        error = {"message": self.message, "type": self.kind, "param": self.param, "code": self.code}
        return {"error": error}

    def response(self) -> JSONResponse:
        """As a response."""
        headers = {}
        if self.retry_after is not None:
            headers["Retry-After"] = str(max(1, math.ceil(self.retry_after)))
        if self.status == HTTPStatus.UNAUTHORIZED:
            headers["WWW-Authenticate"] = "Bearer"
        return JSONResponse(self.to_dict(), self.status, headers)


class RequestFailedError(Exception):
    """A request is not done.

    Args:
        problem: What the caller is told.
    """

    def __init__(self, problem: RequestProblem) -> None:
        super().__init__(problem.code)
        self.problem = problem


UNAUTHORIZED = RequestProblem(
    status=401,
    code="invalid_api_key",
    message="Show a token of this server: Authorization: Bearer TOKEN.",
)
BUSY = RequestProblem(
    status=503,
    code="busy",
    message="Too many questions wait to be answered; ask again in a few seconds.",
    retry_after=2,
)
LATE = RequestProblem(
    status=504, code="timeout", message="The answer took longer than this server allows; ask again."
)
TOO_LARGE = RequestProblem(
    status=413,
    code="too_large",
    message="The request is larger than this server takes (PRESSCITE_WEB_MAX_BODY).",
)
SLOW_BODY = RequestProblem(status=408, code="slow_request", message="The request did not arrive in time.")
NOT_JSON = RequestProblem(status=400, code="not_json", message="The body is not JSON in UTF-8.")
GONE = RequestProblem(status=499, code="gone", message="Nobody waits for the answer any more.")
INTERNAL = RequestProblem(
    status=500, code="internal_error", message="Something went wrong; it is in the server's log."
)

_NO_ARTICLES = RequestProblem(
    status=503, code="no_articles", message="There are no articles yet; put some in: presscite refresh."
)
_UNREADABLE = RequestProblem(
    status=503, code="store_unreadable", message="The articles cannot be read; it is in the server's log."
)
_NO_QUESTION = RequestProblem(
    status=400, code="not_a_question", message="This is not a question that can be asked.", param="question"
)
_OF_ERRORS: Mapping[type[Exception], RequestProblem] = {
    EmptyStoreError: _NO_ARTICLES,
    StoreError: _UNREADABLE,
    DatabaseError: _UNREADABLE,
    QuestionError: _NO_QUESTION,
    TimeoutError: LATE,
}


def problem_of(error: Exception) -> RequestProblem:
    """What a caller is told of an error, whatever it is."""
    if isinstance(error, RequestFailedError):
        return error.problem
    return next((known for kind, known in _OF_ERRORS.items() if isinstance(error, kind)), INTERNAL)


def limited(retry_after: float) -> RequestProblem:
    """The caller has asked more than their token may.

    Args:
        retry_after: Seconds after which they may again.
    """
    return RequestProblem(
        status=429,
        code="rate_limit_exceeded",
        message="This token has asked more than it may in a minute; Retry-After says when it may again.",
        retry_after=retry_after,
    )


def bad_field(name: str, message: str) -> RequestProblem:
    """A field of a request is wrong."""
    return RequestProblem(status=400, code="bad_request", message=f"{name}: {message}", param=name)


def bad_value(place: Sequence[int | str], message: str) -> RequestProblem:
    """A value is not as pydantic has it, whose message does not repeat it.

    Args:
        place: Of the value.
        message: What is wrong with it.
    """
    name = ".".join(str(part) for part in place)[:_LONGEST_NAME] or "body"
    said = message.removeprefix("Value error, ")
    return bad_field(name, f"{said[:1].lower()}{said[1:]}.")
