"""The server that Telegram brings updates to, over real connections."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import socket
import stat
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from telegram import Update
from telegram.error import InvalidToken

from bot.app import ALLOWED_UPDATES, build_application
from bot.intake import INTAKE, TokenRevokedError
from bot.listener import ListenError
from bot.log import configure_logging
from bot.metrics import METRICS
from bot.settings import BotSettings
from bot.webhook import LARGEST_BODY, LONGEST_SILENCE, Webhook, WebhookError
from tests.bot.fake_telegram import TOKEN, ScriptedChain
from tests.bot.scripted_api import ScriptedApi, scripted_api

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.app import Bot
    from bot.metrics import Metrics

SECRET = "a-secret_of-no-bot"  # noqa: S105 - of no bot
KEY = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
PUBLIC = "https://bot.example/hook"


def _update(number: int, text: str = "Which tunnel?") -> bytes:
    sender = {"id": 7, "is_bot": False, "first_name": "Reader"}
    message = {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}, "from": sender, "text": text}
    return json.dumps({"update_id": number, "message": message}).encode()


class Receiver:
    """A webhook with its application, whose queue nobody empties, and a client that stands for Telegram."""

    def __init__(self, api: ScriptedApi, listen: str) -> None:
        settings = BotSettings.load({
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": api.url,
            "TELEGRAM_WEBHOOK_URL": PUBLIC,
            "TELEGRAM_WEBHOOK_LISTEN": listen,
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
        })  # fmt: skip
        self.application: Bot = build_application(settings, ScriptedChain())
        webhook = self.application.bot_data[INTAKE]
        assert isinstance(webhook, Webhook)
        self.webhook = webhook
        self.metrics: Metrics = self.application.bot_data[METRICS]
        self.path = settings.webhook_listen.path
        self.client: httpx.AsyncClient

    async def start(self) -> None:
        self.webhook.open()
        await self.application.initialize()
        await self.webhook.start()
        address = self.webhook._sockets[0].getsockname()
        base = "http://bot" if self.path else f"http://127.0.0.1:{address[1]}"
        transport = httpx.AsyncHTTPTransport(uds=str(self.path) if self.path else None)
        self.client = httpx.AsyncClient(base_url=base, transport=transport, timeout=20)

    async def stop(self) -> None:
        if hasattr(self, "client"):
            await self.client.aclose()
        await self.webhook.stop()
        await self.application.shutdown()
        await self.application.bot.shutdown()

    async def post(self, body: bytes, headers: dict[str, str] | None = None) -> int:
        sent = await self.client.post("/hook", content=body, headers=KEY if headers is None else headers)
        return sent.status_code

    def counted(self, outcome: str) -> float:
        name = "presscite_webhook_requests_total"
        return self.metrics.registry.get_sample_value(name, {"outcome": outcome}) or 0


@pytest.fixture
async def api() -> AsyncIterator[ScriptedApi]:
    async with scripted_api() as api:
        yield api


@contextlib.asynccontextmanager
async def _receiving(api: ScriptedApi, listen: str = "127.0.0.1:0") -> AsyncIterator[Receiver]:
    receiver = Receiver(api, listen)
    try:
        await receiver.start()
        yield receiver
    finally:
        await receiver.stop()


@pytest.fixture
async def receiver(api: ScriptedApi) -> AsyncIterator[Receiver]:
    async with _receiving(api) as receiver:
        yield receiver


@pytest.fixture
def log(logging_restored: None) -> io.StringIO:
    stream = io.StringIO()
    configure_logging([TOKEN, SECRET], stream)
    return stream


async def test_an_update_goes_into_the_queue(receiver: Receiver) -> None:
    """The queue gets what Telegram sent, as an Update of the application's bot."""
    assert await receiver.post(_update(5)) == 200
    update = receiver.application.update_queue.get_nowait()
    assert isinstance(update, Update)
    assert update.message
    assert update.update_id == 5
    assert update.message.text == "Which tunnel?"
    assert update.message.get_bot() is receiver.application.bot
    assert receiver.counted("accepted") == 1


async def test_telegram_is_told_once_the_queue_has_it(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the queue is storing the update there is no answer; 200 comes after that."""
    storing, stored = asyncio.Event(), asyncio.Event()

    async def put(_: object) -> None:
        storing.set()
        await stored.wait()

    monkeypatch.setattr(receiver.application.update_queue, "put", put)
    posting = asyncio.create_task(receiver.post(_update(5)))
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
        patch.setattr(receiver.application.update_queue, "put", put)
        assert await receiver.post(_update(5, "kumquat jam")) == 500
    assert "No space left on device" in log.getvalue()
    assert "kumquat" not in log.getvalue()
    assert await receiver.post(_update(5)) == 200
    assert (receiver.counted("failed"), receiver.counted("accepted")) == (1, 1)


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "ключ"])
async def test_without_the_secret_nobody_is_heard(
    receiver: Receiver, secret: str | None, log: io.StringIO
) -> None:
    """403, counted; neither the body nor the secret is logged."""
    headers = [] if secret is None else [(b"X-Telegram-Bot-Api-Secret-Token", secret.encode())]
    sent = await receiver.client.post("/hook", content=_update(5, "kumquat jam"), headers=headers)
    assert sent.status_code == 403
    assert sent.text == "403\n"
    assert receiver.application.update_queue.empty()
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
    assert await receiver.post(_update(6)) == 200


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
    assert receiver.application.update_queue.empty()
    assert await receiver.post(_update(6).ljust(LARGEST_BODY)) == 200


async def test_other_paths_and_methods_lead_nowhere(receiver: Receiver) -> None:
    """Only POST, and only to the path of the address."""
    for path in ("/", "/hook/more", "/hooked", "/bothook"):
        assert (await receiver.client.post(path, content=_update(5), headers=KEY)).status_code == 404
    assert (await receiver.client.get("/hook", headers=KEY)).status_code == 405
    assert receiver.application.update_queue.empty()


async def test_telegram_is_told_where_and_keeps_it(api: ScriptedApi) -> None:
    """Address, secret and kinds of updates are set; stopping takes nothing back."""
    async with _receiving(api):
        pass
    (told,) = api.calls["setWebhook"]
    assert told["url"] == PUBLIC
    assert told["secret_token"] == SECRET
    assert json.loads(told["allowed_updates"]) == list(ALLOWED_UPDATES)
    assert "deleteWebhook" not in api.calls


async def test_an_api_that_is_not_reached_is_tried_again(api: ScriptedApi) -> None:
    """Errors of the server and floods delay the start; updates of an earlier run are taken meanwhile."""
    api.failures["setWebhook"] = [(502, "Bad Gateway"), (429, "Too Many Requests: retry after 1")]
    async with _receiving(api) as receiver:
        assert len(api.calls["setWebhook"]) == 3
        assert await receiver.post(_update(5)) == 200


async def test_an_address_that_telegram_refuses_is_told(api: ScriptedApi) -> None:
    """The error names the setting, the address and Telegram's reason."""
    api.failures["setWebhook"] = [(400, "Bad Request: bad webhook: IP address is reserved")]
    with pytest.raises(WebhookError, match=r"TELEGRAM_WEBHOOK_URL=https://bot\.example/hook.*is reserved"):
        async with _receiving(api):
            pass


async def test_a_port_in_use_is_told_before_telegram_is(api: ScriptedApi) -> None:
    """The error names the setting and the address, and Telegram was told nothing."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ListenError, match=f"TELEGRAM_WEBHOOK_LISTEN={listen} .*in use"):
            async with _receiving(api, listen):
                pass
    assert not api.calls


async def test_a_unix_socket(api: ScriptedApi, tmp_path: Path) -> None:
    """It takes updates, is open to the group and to nobody else, and is gone afterwards."""
    path = tmp_path / "bot.sock"
    async with _receiving(api, f"unix:{path}") as receiver:
        assert await receiver.post(_update(5)) == 200
        assert stat.S_IMODE(path.stat().st_mode) == 0o660
    assert not path.exists()


async def test_a_unix_socket_of_a_dead_process_is_replaced(api: ScriptedApi, tmp_path: Path) -> None:
    """A process that was killed leaves its socket behind; the next one starts all the same."""
    path = tmp_path / "bot.sock"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))
    async with _receiving(api, f"unix:{path}") as receiver:
        assert await receiver.post(_update(5)) == 200


async def test_a_unix_socket_of_a_living_process_is_not(api: ScriptedApi, tmp_path: Path) -> None:
    """Two instances with one socket: the second is refused, and the first goes on."""
    path = tmp_path / "bot.sock"
    async with _receiving(api, f"unix:{path}") as first:
        with pytest.raises(ListenError, match=r"TELEGRAM_WEBHOOK_LISTEN=unix:.*in use"):
            async with _receiving(api, f"unix:{path}"):
                pass
        assert await first.post(_update(5)) == 200


async def test_a_file_is_not_taken_for_a_socket(api: ScriptedApi, tmp_path: Path) -> None:
    """What stands in the way is named, and kept."""
    path = tmp_path / "bot.sock"
    path.write_text("precious")
    with pytest.raises(ListenError, match="is not a socket"):
        async with _receiving(api, f"unix:{path}"):
            pass
    assert path.read_text() == "precious"


async def test_two_instances_serve_one_address(api: ScriptedApi, tmp_path: Path) -> None:
    """Both take updates and tell Telegram the same; when one stops, the other goes on."""
    async with _receiving(api, f"unix:{tmp_path / 'b.sock'}") as second:
        async with _receiving(api, f"unix:{tmp_path / 'a.sock'}") as first:
            assert [await first.post(_update(5)), await second.post(_update(6))] == [200, 200]
        assert await second.post(_update(7)) == 200
    assert api.calls["setWebhook"][0] == api.calls["setWebhook"][1]
    assert "deleteWebhook" not in api.calls


async def test_stopping_finishes_what_has_come(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """An update that is being stored is still answered with 200; a later one on an open connection with 503."""
    storing, stored = asyncio.Event(), asyncio.Event()

    async def put(_: object) -> None:
        storing.set()
        await stored.wait()

    assert await receiver.post(_update(4)) == 200  # its connection stays open
    port = receiver.webhook._sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(_request(_update(6))[:40])
    await writer.drain()
    await asyncio.sleep(0.1)
    monkeypatch.setattr(receiver.application.update_queue, "put", put)
    posting = asyncio.create_task(receiver.post(_update(5)))
    await asyncio.wait_for(storing.wait(), 10)
    stopping = asyncio.create_task(receiver.webhook.stop())
    await asyncio.sleep(0.1)
    writer.write(_request(_update(6))[40:])
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


def _info(**facts: Any) -> dict[str, Any]:
    return {"url": PUBLIC, "has_custom_certificate": False, "pending_update_count": 0, **facts}


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({}, None),
        ({"url": ""}, "another address, or none"),
        ({"url": "https://elsewhere.example/"}, "another address, or none"),
        ({"last_error_date": 1, "last_error_message": "Wrong response", "pending_update_count": 3}, None),
        (
            {"last_error_date": 4e9, "last_error_message": "Read timeout", "pending_update_count": 3},
            "timeout",
        ),
        ({"last_error_date": 4e9, "last_error_message": "Read timeout", "pending_update_count": 0}, None),
    ],
)
async def test_what_telegram_says_of_delivery(
    api: ScriptedApi, receiver: Receiver, facts: dict[str, Any], fault: str | None
) -> None:
    """A fault is an address that is not ours, or an error after the last delivery while updates wait."""
    assert await receiver.post(_update(5)) == 200
    api.results["getWebhookInfo"] = _info(**facts)
    await receiver.webhook.look()
    found = receiver.webhook.fault()
    assert found is None if fault is None else fault in str(found)


async def test_silence_of_telegram_is_a_fault(
    api: ScriptedApi, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look that fails is forgiven for a while; then it is told, until one succeeds again."""
    now = time.time()
    api.failures["getWebhookInfo"] = [(502, "Bad Gateway")]
    api.results["getWebhookInfo"] = _info()
    monkeypatch.setattr("bot.webhook.time.time", lambda: now + LONGEST_SILENCE - 5)
    await receiver.webhook.look()
    assert receiver.webhook.fault() is None
    monkeypatch.setattr("bot.webhook.time.time", lambda: now + LONGEST_SILENCE + 5)
    assert "last asked" in str(receiver.webhook.fault())
    await receiver.webhook.look()
    assert receiver.webhook.fault() is None


async def test_a_server_that_cannot_tell_is_no_reason_to_end(api: ScriptedApi, receiver: Receiver) -> None:
    """A 404 is how a server says that it has no such method, too; the token is asked about before that counts."""
    api.failures["getWebhookInfo"] = [(404, "Not Found")]
    await receiver.webhook.look()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(receiver.webhook.ended(), 0.05)


async def test_a_revoked_token_ends_it(api: ScriptedApi, receiver: Receiver) -> None:
    """Nobody brings updates for a token that is no more; the look finds out."""
    api.failures["getWebhookInfo"] = api.failures["getMe"] = [(401, "Unauthorized")] * 2
    await receiver.webhook.look()
    with pytest.raises(TokenRevokedError):
        await asyncio.wait_for(receiver.webhook.ended(), 1)
    assert issubclass(TokenRevokedError, InvalidToken)
