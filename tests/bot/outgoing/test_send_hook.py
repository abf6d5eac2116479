"""The hook that runs before a request is written, over real HTTP."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from telegram.error import NetworkError
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.outgoing.http import Connection
from bot.outgoing.send_hook import before_sending
from tests.bot.fake_telegram import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.bot.scripted_api import ScriptedApi


@pytest.fixture
async def connection() -> AsyncIterator[Connection]:
    async with Connection() as opened:
        yield opened


async def _send(api: ScriptedApi, connection: Connection, text: str) -> None:
    data = RequestData([RequestParameter.from_input("text", text)])
    await connection.post(f"{api.url}/bot{TOKEN}/sendMessage", data)


async def test_it_runs_before_each_body_is_written(api: ScriptedApi, connection: Connection) -> None:
    """Once for each request inside the block, and for none behind it."""
    arrived: list[int] = []
    with before_sending(lambda: arrived.append(len(api.calls["sendMessage"]))):
        await _send(api, connection, "one")
        await _send(api, connection, "two")
    await _send(api, connection, "three")
    assert arrived == [0, 1]


async def test_other_tasks_have_no_part_in_it(api: ScriptedApi, connection: Connection) -> None:
    """What another task sends meanwhile runs its own hook, or none."""
    arrived: dict[str, int] = {"one": 0, "two": 0}

    async def send(text: str) -> None:
        with before_sending(lambda: arrived.update({text: arrived[text] + 1})):
            await _send(api, connection, text)

    await asyncio.gather(send("one"), send("two"), _send(api, connection, "three"))
    assert arrived == {"one": 1, "two": 1}


async def test_what_cannot_be_recorded_is_not_sent(api: ScriptedApi, connection: Connection) -> None:
    """Or it might be sent again."""

    def fail() -> None:
        raise OSError(28, "No space left on device")

    with before_sending(fail), pytest.raises(NetworkError):
        await _send(api, connection, "one")
    await _send(api, connection, "two")
    assert [call["text"] for call in api.calls["sendMessage"]] == ["two"]
