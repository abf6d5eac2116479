"""Requests that nobody should send, made up at random: to be refused, each in words of ours."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

PATHS = ("/ask", "/search", "/v1/chat/completions", "/v1/models", "/v1/models/presscite", "/mcp", "/metrics")
"""What is behind a token."""

MARK = "zzmarkzz"
"""Stands in what is sent, and must not come back in what is refused."""

_METHODS = ("POST", "GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE")
_READ = ("/v1/models", "/v1/models/presscite", "/metrics")
_TEXTS = (
    "", " ", "\0", "\ud7ff", "\u202e\u2066", "%s%n", "../../etc/passwd", "' OR 1=1 --", "<script>", "x" * 5000, "1e999",
    "2024-13-45", "\U0001f4a9" * 50, "{{7*7}}", "\x1b[2J", MARK,
)  # fmt: skip
_NUMBERS = (0, -1, 1, 2**31, 2**63, 2**70, -(2**63), 1.5, 1e308)
_TRICKS = (
    "//{}",
    "{}/",
    "/.{}",
    "/x/..{}",
    "{}%00",
    "{};x",
    "{}%2f",
    "/%2e{}",
    "{}?token=x",
    "/healthz/..{}",
    "{}#x",
    "{}.json",
)
_KEYS = (
    "question history published_after published_before sources limit stream model messages n tools functions role "
    "content jsonrpc id method params name arguments stream_options response_format refused presscite"
).split()


@dataclass(frozen=True)
class MadeUp:
    """A request.

    Attributes:
        method: Its method.
        target: Its path, escaped as it is to be sent.
        headers: Its headers, but for the token.
        body: What it sends.
    """

    method: str
    target: str
    headers: dict[str, str]
    body: bytes = field(repr=False)


def made_up(count: int, seed: int) -> Iterator[MadeUp]:
    """So many requests, the same for a seed."""
    chance = random.Random(seed)  # noqa: S311 - no secret is made of it
    for _ in range(count):
        path = chance.choice(PATHS)
        target = chance.choice(_TRICKS).format(path) if chance.random() < 0.2 else path
        headers = {
            "Content-Type": chance.choice(
                ["application/json"] * 6 + ["text/plain", "", "multipart/form-data"]
            )
        }
        if chance.random() < 0.3:
            headers["Accept"] = chance.choice(
                ["text/event-stream", "*/*", "application/json, text/event-stream", MARK]
            )
        if chance.random() < 0.1:
            headers[chance.choice(["Mcp-Session-Id", "Mcp-Protocol-Version", "X-Forwarded-For", "Host"])] = (
                MARK
            )
        usual = "GET" if path in _READ else "POST"
        method = usual if chance.random() < 0.85 else chance.choice(_METHODS)
        yield MadeUp(method, target, headers, _body(chance))


def _body(chance: random.Random) -> bytes:
    shape = chance.random()
    if shape < 0.1:
        return chance.randbytes(chance.randrange(200))
    body = json.dumps(_near(chance) if shape < 0.7 else _value(chance, 4), ensure_ascii=chance.random() < 0.5)
    raw = body.encode(errors="surrogatepass")
    if shape < 0.2:
        return raw[: chance.randrange(len(raw) + 1)]
    if shape < 0.25:
        at = chance.randrange(len(raw) + 1)
        return raw[:at] + chance.randbytes(3) + raw[at:]
    return b"[" * 3000 if shape > 0.99 else raw


def _near(chance: random.Random) -> dict[str, Any]:
    """A body that is nearly one of the API, with one thing wrong or more."""
    body = chance.choice([
        {"question": MARK, "history": [{"role": "user", "content": MARK}], "limit": 3},
        {"model": "presscite", "messages": [{"role": "user", "content": MARK}], "n": 1, "stream": True},
        {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask", "arguments": {"question": MARK}}},
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": MARK}},
    ])  # fmt: skip
    spoilt = dict(body)
    for _ in range(chance.randrange(1, 4)):
        spoilt[chance.choice([*body, *_KEYS])] = _value(chance, 3)
    if chance.random() < 0.3:
        spoilt.pop(chance.choice([*spoilt]))
    return spoilt


def _value(chance: random.Random, depth: int) -> Any:
    kind = chance.randrange(7 if depth else 5)
    if kind == 0:
        return chance.choice([None, True, False])
    if kind == 1:
        return chance.choice(_NUMBERS)
    if kind < 5:
        return chance.choice(_TEXTS)
    if kind == 5:
        return [_value(chance, depth - 1) for _ in range(chance.randrange(4))]
    return {chance.choice([*_KEYS, MARK]): _value(chance, depth - 1) for _ in range(chance.randrange(5))}
