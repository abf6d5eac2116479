"""The server that Telegram brings updates to, over real connections: what it takes, and what it refuses."""

from __future__ import annotations

import asyncio
import contextlib
import io
from typing import TYPE_CHECKING

import httpx
import pytest
from telegram import Update

from bot.log import configure_logging
from bot.updates.webhook_server import LARGEST_BODY
from tests.bot.fake_telegram import TOKEN
from tests.bot.webhook_receiver import KEY, SECRET, Receiver, update

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
def log(logging_restored: None) -> io.StringIO:
    stream = io.StringIO()
    configure_logging([TOKEN, SECRET], stream)
    return stream


async def test_an_update_goes_into_the_queue(receiver: Receiver) -> None:
    """The queue gets what Telegram sent, as an Update of the application's bot."""
    assert await receiver.post(update(5)) == 200
    queued = receiver.queue.get_nowait()
    assert isinstance(queued, Update)
    assert queued.message
    assert queued.update_id == 5
    assert queued.message.text == "Which tunnel?"
    assert queued.message.get_bot() is receiver.bot
    assert receiver.counted("accepted") == 1


async def test_telegram_has_its_answer_once_the_queue_has_the_update(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the queue is storing the update there is no answer; 200 comes after that."""
    storing, stored = asyncio.Event(), asyncio.Event()

    async def put(_: object) -> None:
        storing.set()
        await stored.wait()

    monkeypatch.setattr(receiver.queue, "put", put)
    posting = asyncio.create_task(receiver.post(update(5)))
    await asyncio.wait_for(storing.wait(), 10)
    await asyncio.sleep(0.2)
    assert not posting.done()
    stored.set()
    assert await posting == 200


async def test_an_update_that_cannot_be_stored_stays_with_telegram(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch, log: io.StringIO
) -> None:
    """500 makes Telegram bring it again; the log says why, and nothing of what was in it."""

    async def put(_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(receiver.queue, "put", put)
        assert await receiver.post(update(5, "kumquat jam")) == 500
    assert "No space left on device" in log.getvalue()
    assert "kumquat" not in log.getvalue()
    assert await receiver.post(update(5)) == 200
    assert (receiver.counted("failed"), receiver.counted("accepted")) == (1, 1)


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "ключ"])
async def test_without_the_secret_nobody_is_heard(
    receiver: Receiver, secret: str | None, log: io.StringIO
) -> None:
    """403, counted; neither the body nor the secret is logged."""
    headers = [] if secret is None else [(b"X-Telegram-Bot-Api-Secret-Token", secret.encode())]
    sent = await receiver.client.post("/hook", content=update(5, "kumquat jam"), headers=headers)
    assert sent.status_code == 403
    assert sent.text == "403\n"
    assert receiver.queue.empty()
    assert receiver.counted("forbidden") == 1
    assert "kumquat" not in log.getvalue()
    assert SECRET not in log.getvalue()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"kumquat jam"',
        b"\xff\xfe kumquat",
        b'{"update_id": "kumquat"}',
        b'{"update_id": true}',
        b'{"update_id": 5, "message": {"kumquat": 1}}',
        b'{"update_id": 5, "message": "kumquat"}',
        b"[" * 100_000,
    ],
)
async def test_what_is_no_update_is_refused(receiver: Receiver, body: bytes, log: io.StringIO) -> None:
    """400, counted, nothing of it in the log, and the next update is taken."""
    assert await receiver.post(body) == 400
    assert receiver.counted("bad_request") == 1
    assert "kumquat" not in log.getvalue()
    assert await receiver.post(update(6)) == 200


async def test_a_body_has_a_largest_size(receiver: Receiver) -> None:
    """Too much is refused, declared or not, and far too much not even read; the largest is not too much."""

    async def undeclared(chunks: int) -> AsyncIterator[bytes]:
        for _ in range(chunks):
            yield b" " * (LARGEST_BODY // 4)

    assert await receiver.post(b" " * (LARGEST_BODY + 1)) == 413
    sent = await receiver.client.post("/hook", content=undeclared(5), headers=KEY)
    assert sent.status_code == 413
    assert receiver.counted("too_large") == 2
    for much in (b" " * (LARGEST_BODY * 17), undeclared(17 * 4)):
        with contextlib.suppress(httpx.TransportError):  # the connection is closed under us
            sent = await receiver.client.post("/hook", content=much, headers=KEY)
            assert sent.status_code == 400
    assert receiver.queue.empty()
    assert await receiver.post(update(6).ljust(LARGEST_BODY)) == 200


async def test_other_paths_and_methods_lead_nowhere(receiver: Receiver) -> None:
    """Only POST, and only to the path of the address."""
    for path in ("/", "/hook/more", "/hooked", "/bothook"):
        assert (await receiver.client.post(path, content=update(5), headers=KEY)).status_code == 404
    assert (await receiver.client.get("/hook", headers=KEY)).status_code == 405
    assert receiver.queue.empty()


@pytest.mark.parametrize("cut", [40, -10])
async def test_stopping_finishes_what_has_come(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    """An update that is being stored is still answered with 200; one that comes later, or in part, with 503."""
    storing, stored = asyncio.Event(), asyncio.Event()

    async def put(_: object) -> None:
        storing.set()
        await stored.wait()

    assert await receiver.post(update(4)) == 200  # its connection stays open
    host, _, port = receiver.webhook.server.address.partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(_request(update(6))[:cut])
    await writer.drain()
    await asyncio.sleep(0.1)
    monkeypatch.setattr(receiver.queue, "put", put)
    posting = asyncio.create_task(receiver.post(update(5)))
    await asyncio.wait_for(storing.wait(), 10)
    stopping = asyncio.create_task(receiver.webhook.stop())
    await asyncio.sleep(0.1)
    writer.write(_request(update(6))[cut:])
    assert b" 503 " in await reader.readline()
    writer.close()
    stored.set()
    assert await posting == 200
    await asyncio.wait_for(stopping, 10)
    assert receiver.counted("stopping") == 1


def _request(body: bytes) -> bytes:
    lines = ["POST /hook HTTP/1.1", "Host: bot", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in KEY.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body
