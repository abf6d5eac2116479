"""What becomes of an error in a route: words of our own for the caller, a line in the log for the operator."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from bot.log import EventLog
from bot.web.request_problem import NOT_JSON, RequestProblem, bad_value, problem_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_log = EventLog(__name__)


async def request_failed(_: Request, error: Exception) -> Response:
    """An error that the caller is told of by its own words."""
    return logged_problem(error).response()


async def http_error(_: Request, error: Exception) -> Response:
    """An error of the framework, such as a page that there is not."""
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    phrase = HTTPStatus(status).phrase
    problem = RequestProblem(status=status, code=phrase.lower().replace(" ", "_"), message=f"{phrase}.")
    response = problem.response()
    response.headers.update(getattr(error, "headers", None) or {})
    return response


async def invalid_request(_: Request, error: Exception) -> Response:
    """A body or parameter that is not as described; what was sent is not repeated."""
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    broken = not found or found[0]["type"] == "json_invalid"
    problem = NOT_JSON if broken else bad_value(found[0]["loc"][1:], found[0]["msg"])
    return problem.response()


def logged_problem(error: Exception) -> RequestProblem:
    """What a caller is told of an error; what they cannot do anything about goes to the log."""
    problem = problem_of(error)
    if problem.code in {"internal_error", "store_unreadable"}:
        _log.error("request failed", error=error)
    return problem
