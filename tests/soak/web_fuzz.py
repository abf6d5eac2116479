"""Made-up requests to a real server, without a token, with a forged one, and with a good one.

None of the first two kinds is let in; none of any kind brings the server down, gets the words of an exception, or gets
back what it sent when it is refused.
"""

from __future__ import annotations

import http.client
import random
import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bot.web.served import TOKEN, Served, serving_web, web_settings
from tests.soak.environment import sample_env
from tests.soak.web_requests import MARK, MadeUp, made_up

if TYPE_CHECKING:
    from collections.abc import Callable

REQUESTS, SEED = 10_000, 11

_FORGED: tuple[Callable[[random.Random], str | None], ...] = (
    lambda _: None,
    lambda _: "",
    lambda _: "Bearer",
    lambda _: f"Basic {TOKEN}",
    lambda _: f"Bearer {TOKEN[:-1]}",
    lambda _: f"Bearer {TOKEN.upper()}",
    lambda _: f"Bearer {TOKEN}, Bearer x",
    lambda chance: f"Bearer {chance.randbytes(20).hex()}",
    lambda chance: f"Bearer {TOKEN[: chance.randrange(len(TOKEN))]}",
)
_EXCEPTION = re.compile(
    r"Traceback|Error\b(?!\")|Exception|validation error|pydantic|\.py\b|input_value|line \d+ column"
)
_STATUS_OF_GOOD = {200, 202, 204}


def run(requests: int = REQUESTS, seed: int = SEED) -> dict[str, Any]:
    """Send so many requests; `faults` is empty where all is well."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = Path(sample_env(folder)["PRESSCITE_HOME"])
        with serving_web(web_settings(home, folder)) as served:
            return sent(served, requests, seed)


def sent(served: Served, requests: int, seed: int) -> dict[str, Any]:
    """Send so many requests to a server that runs, two thirds of them without a good token."""
    chance = random.Random(seed)  # noqa: S311 - no secret is made of it
    statuses: Counter[int] = Counter()
    faults: list[dict[str, Any]] = []
    for number, request in enumerate(made_up(requests, seed)):
        good = number % 3 == 0
        token = f"Bearer {TOKEN}" if good else chance.choice(_FORGED)(chance)
        status, text = _answer(served, request, token)
        statuses[status] += 1
        if fault := _fault(status, text, good=good):
            faults.append({"fault": fault, "request": repr(request), "status": status, "text": text[:300]})
    return {"requests": requests, "seed": seed, "statuses": dict(sorted(statuses.items())), "faults": faults}


def _answer(served: Served, request: MadeUp, token: str | None) -> tuple[int, str]:
    """The status of a request's response, and its text; 0 where there is none."""
    connection = http.client.HTTPConnection(served.address.removeprefix("http://"), timeout=60)
    headers = {**request.headers, **({"Authorization": token} if token is not None else {})}
    try:
        connection.request(request.method, request.target, request.body, headers)
        response = connection.getresponse()
        return response.status, response.read().decode(errors="replace")
    except (http.client.HTTPException, OSError) as error:
        return 0, repr(error)
    finally:
        connection.close()


def _fault(status: int, text: str, *, good: bool) -> str | None:
    if status in {0, 500}:
        return "crashed"
    if not good and status in _STATUS_OF_GOOD:
        return "let in"
    if status >= 400 and _EXCEPTION.search(text):
        return "words of an exception"
    if status >= 400 and MARK in text:
        return "repeats what was sent"
    return None
