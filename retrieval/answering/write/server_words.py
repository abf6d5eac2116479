"""What a language model's server said with an error, as a log may say it: nothing of a reader's words or of a key."""

from __future__ import annotations

import re
from typing import Any

from retrieval.text.analysis import content_terms

_MOST_CHARS = 200
_HIDDEN = "…"
_KEY_HEADERS = ("authorization", "x-api-key", "api-key")
_KEY = re.compile(
    r"(?=\S*[A-Za-z])(?=\S*[\d*])[\w*.:/+=-]{12,}|\b(?:sk|pk|gsk|xai|hf|key)[-_]\S+", re.IGNORECASE
)
_KEY_ANNOUNCED = re.compile(r"(?i)\b(bearer|(?:api[ _-]?)?key(?: provided)?[:=]?|token[:=])\s+\S+")


def failure(error: BaseException, private: str) -> str:
    """An error of a model's client for the log: its kind, and its server's status and words where there are some.

    Args:
        error: The error.
        private: What a reader wrote; none of its words is given, but for stop words.
    """
    said = server_said(error, private)
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def server_said(error: BaseException, private: str) -> str:
    """Status and words of the server behind an error; "" where it has none."""
    if (status := getattr(error, "status_code", None)) is None:
        return server_said(error.__cause__, private) if error.__cause__ else ""
    words = " ".join(message_of(error).split())
    for key in _keys(error):
        words = words.replace(key, _HIDDEN)
    words = _KEY_ANNOUNCED.sub(rf"\1 {_HIDDEN}", words)
    words = _KEY.sub(_HIDDEN, words)[:_MOST_CHARS]
    asked = set(content_terms(private))
    kept = (_HIDDEN if asked.intersection(content_terms(word)) else word for word in words.split())
    return f"{status} {' '.join(kept)}".strip()


def message_of(error: BaseException) -> str:
    """The message in the body of a server's answer, as it stands."""
    return _message_in(getattr(error, "body", None) or getattr(error, "error", None))


def _message_in(body: Any) -> str:
    if isinstance(body, str):
        return body
    if isinstance(body, list):
        return "; ".join(filter(None, map(_message_in, body)))
    if not isinstance(body, dict):
        return ""
    if "loc" in body and "msg" in body:  # of a field, as pydantic says it
        return f"{'.'.join(map(str, body['loc']))}: {body['msg']}"
    return next(
        (found for key in ("message", "error", "detail") if (found := _message_in(body.get(key)))), ""
    )


def _keys(error: BaseException) -> list[str]:
    """The keys that the request carried."""
    headers = getattr(getattr(error, "request", None), "headers", {})
    values = (headers.get(name, "") for name in _KEY_HEADERS)
    return [value.split()[-1] for value in values if value.strip()]
