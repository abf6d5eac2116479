"""The connections to the Bot API, over real HTTP."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from aiohttp import web
from telegram import InputFile
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.outgoing.http import Connection
from tests.bot.scripted_api import scripted_api

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.bot.scripted_api import ScriptedApi

TOKEN = "4242:unit-test-TOKEN"  # noqa: S105 - of no bot


@pytest.fixture
async def api() -> AsyncIterator[ScriptedApi]:
    """A Bot API server."""
    async with scripted_api() as served:
        yield served


@pytest.fixture
async def connection() -> AsyncIterator[Connection]:
    async with Connection(read_timeout=0.3, connect_timeout=2) as opened:
        yield opened


def _data(**given: object) -> RequestData:
    return RequestData([RequestParameter.from_input(name, value) for name, value in given.items()])


async def test_parameters_arrive_as_they_were(api: ScriptedApi, connection: Connection) -> None:
    """Texts of any script, markup and numbers; files beside them, with their names and bytes."""
    text = "Кто? <b>&amp;</b> a=b&c +%20 🌊\n"
    await connection.post(f"{api.url}/bot{TOKEN}/sendMessage", _data(text=text, chat_id=-100))
    assert api.calls["sendMessage"] == [{"text": text, "chat_id": "-100"}]
    chart = InputFile(b"\x89PNG\x00\xff", filename="chart.png")
    await connection.post(f"{api.url}/bot{TOKEN}/sendPhoto", _data(photo=chart, caption=text))
    (sent,) = api.calls["sendPhoto"]
    assert sent["caption"] == text
    assert isinstance(sent["photo"], web.FileField)
    assert (sent["photo"].filename, sent["photo"].content_type) == ("chart.png", "image/png")


@asynccontextmanager
async def _listener(answer: bytes | None) -> AsyncIterator[str]:
    """A server that answers every connection with these bytes and closes it, or with nothing at all."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        if answer is None:
            await over.wait()
        else:
            writer.write(answer)
        writer.close()

    over = asyncio.Event()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        over.set()


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (None, TimedOut),
        (b"", NetworkError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", NetworkError),
        (b"nonsense\r\n\r\n", NetworkError),
    ],
    ids=["silent", "closed", "cut", "nonsense"],
)
async def test_a_bad_connection_is_a_network_error(
    connection: Connection, answer: bytes | None, error: type[NetworkError]
) -> None:
    """Which the sender meets with another attempt; its text holds no token."""
    async with _listener(answer) as url:
        with pytest.raises(error) as raised:
            await connection.post(f"{url}/bot{TOKEN}/sendMessage", _data(text="one"))
    assert TOKEN not in str(raised.value)


async def test_the_proxy_of_the_environment_is_used(
    api: ScriptedApi, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one for everything; what it is not for goes straight."""
    async with _listener(
        b"HTTP/1.1 200 OK\r\nContent-Length: 26\r\n\r\n" + b'{"ok":true,"result":"far"}'
    ) as proxy:
        for name in ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("ALL_PROXY", proxy)
        far = "http://telegram.invalid/bot1:x/getMe"
        answers: list[object] = [await connection.post(far)]
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        assert await connection.post(f"{api.url}/bot{TOKEN}/getMe") == api.results["getMe"]
        answers.append(await connection.post(far))
    assert answers == ["far", "far"]


async def test_it_opens_again(api: ScriptedApi) -> None:
    """Closed twice and opened twice, as the library does; a call in between is a mistake of ours."""
    connection = Connection()
    for _ in range(2):
        await connection.initialize()
        await connection.initialize()
        assert await connection.post(f"{api.url}/bot{TOKEN}/getMe") == api.results["getMe"]
        await connection.shutdown()
        await connection.shutdown()
        with pytest.raises(NetworkError, match="not initialized"):
            await connection.post(f"{api.url}/bot{TOKEN}/getMe")
