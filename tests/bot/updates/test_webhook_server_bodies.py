"""Bodies that come to the webhook, by the hundred."""

from __future__ import annotations

import asyncio
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.log import configure_logging
from tests.bot.scripted_api import ScriptedApi
from tests.bot.webhook_receiver import Receiver, update

if TYPE_CHECKING:
    from bot.metrics import RequestOutcome

_MARK = "kumquat"
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from([_MARK, "private", "bot_command", ""])
    | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


def _paths(value: Any) -> list[list[str]]:
    """Where something stands in a nested object."""
    if not isinstance(value, dict):
        return []
    return [
        path for key, within in value.items() for path in ([key], *([key, *more] for more in _paths(within)))
    ]


@st.composite
def _mutated(draw: st.DrawFn) -> bytes:
    """A real update with one of its fields replaced or removed."""
    whole: dict[str, Any] = json.loads(update(5, _MARK))
    *above, last = draw(st.sampled_from(_paths(whole)))
    parent = whole
    for key in above:
        parent = parent[key]
    if draw(st.booleans()):
        parent[last] = draw(_VALUES)
    else:
        del parent[last]
    return json.dumps(whole).encode()


_BODIES = st.binary(max_size=60) | _VALUES.map(lambda value: json.dumps(value).encode()) | _mutated()


@pytest.mark.usefixtures("logging_restored")
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(_BODIES, min_size=1, max_size=30))
def test_any_body_is_an_update_or_refused(bodies: list[bytes]) -> None:
    """Never an error of the server, and never a word of it in the log; what is taken is in the queue."""
    log = io.StringIO()
    configure_logging([], log)
    outcomes, queued = asyncio.run(_taken(bodies))
    assert set(outcomes) <= {"accepted", "bad_request"}
    assert outcomes.count("accepted") == queued
    assert _MARK not in log.getvalue()


async def _taken(bodies: list[bytes]) -> tuple[list[RequestOutcome], int]:
    api = ScriptedApi()
    api.url = "http://127.0.0.1:1"  # nobody is called
    receiver = Receiver(api, "127.0.0.1:0")
    outcomes = [await receiver.webhook.server.accept(body) for body in bodies]
    queued = receiver.queue.qsize()
    await receiver.stop()
    return outcomes, queued
