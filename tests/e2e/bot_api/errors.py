"""Answers with `ok: false`.

Exception
+-- ApiError               an answer of the server; 400 for the state of things: a message that is gone
+-- judge.RefusedError     becomes a 400 as well: what the bot wrote is wrong
+-- ConnectionError        the connection ends without an answer
"""

from __future__ import annotations

import json

USUAL = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    500: "Internal Server Error",
    502: "Bad Gateway",
}
"""What Telegram says with a status, where nothing more is known."""

_PAGE = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"


class ApiError(Exception):
    """An answer with `ok: false`.

    Args:
        code: The HTTP status, which is also the `error_code`.
        description: Telegram's words; the usual ones of the status where left out.
        page: Answer with a page of HTML, as the proxy in front of Telegram's servers does.
        parameters: `retry_after` in seconds, `migrate_to_chat_id`.
    """

    def __init__(self, code: int, description: str = "", *, page: bool = False, **parameters: int) -> None:
        if not description and "retry_after" in parameters:
            description = f"Too Many Requests: retry after {parameters['retry_after']}"
        self.description = description or USUAL.get(code, f"Error {code}")
        super().__init__(self.description)
        self.code = code
        body = {"ok": False, "error_code": code, "description": self.description}
        if parameters:
            body["parameters"] = parameters
        self.body = _PAGE if page else json.dumps(body).encode()


def bad_request(reason: str) -> ApiError:
    """A 400 for the state of things, such as a message that is gone."""
    return ApiError(400, f"Bad Request: {reason}")
