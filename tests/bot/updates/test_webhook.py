"""The webhook from its first day to its last: where it listens, what Telegram hears, and what Telegram reports."""

from __future__ import annotations

import asyncio
import json
import socket
import stat
import time
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import InvalidToken

from bot.listener import ListenError
from bot.updates.source import ALLOWED_UPDATES, TokenRevokedError
from bot.updates.webhook import LONGEST_SILENCE, WebhookError
from tests.bot.webhook_receiver import PUBLIC, SECRET, Receiver, receiving, update

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.scripted_api import ScriptedApi


async def test_telegram_learns_where_and_keeps_it(api: ScriptedApi) -> None:
    """Address, secret and kinds of updates are set; stopping takes nothing back."""
    async with receiving(api):
        pass
    (call,) = api.calls["setWebhook"]
    assert call["url"] == PUBLIC
    assert call["secret_token"] == SECRET
    assert json.loads(call["allowed_updates"]) == list(ALLOWED_UPDATES)
    assert "deleteWebhook" not in api.calls


async def test_an_api_that_is_not_reached_is_tried_again(api: ScriptedApi, naps: list[float]) -> None:
    """Errors of the server and floods delay the start; updates of an earlier run are taken meanwhile."""
    api.failures["setWebhook"] = [(502, "Bad Gateway"), (429, "Too Many Requests: retry after 1")]
    async with receiving(api) as receiver:
        assert len(api.calls["setWebhook"]) == 3
        assert naps == [1, 1]
        assert await receiver.post(update(5)) == 200


async def test_an_address_that_telegram_refuses_is_an_error(api: ScriptedApi) -> None:
    """The error names the setting, the address and Telegram's reason."""
    api.failures["setWebhook"] = [(400, "Bad Request: bad webhook: IP address is reserved")]
    with pytest.raises(WebhookError, match=r"TELEGRAM_WEBHOOK_URL=https://bot\.example/hook.*is reserved"):
        async with receiving(api):
            pass


async def test_a_port_in_use_is_an_error_before_telegram_hears_of_it(api: ScriptedApi) -> None:
    """The error names the setting and the address, and Telegram heard nothing."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ListenError, match=f"TELEGRAM_WEBHOOK_LISTEN={listen} .*in use"):
            async with receiving(api, listen):
                pass
    assert not api.calls


async def test_a_unix_socket(api: ScriptedApi, tmp_path: Path) -> None:
    """It takes updates, is open to the group and to nobody else, and is gone afterwards."""
    path = tmp_path / "bot.sock"
    async with receiving(api, f"unix:{path}") as receiver:
        assert await receiver.post(update(5)) == 200
        assert stat.S_IMODE(path.stat().st_mode) == 0o660
    assert not path.exists()


async def test_a_unix_socket_of_a_dead_process_is_replaced(api: ScriptedApi, tmp_path: Path) -> None:
    """A process that was killed leaves its socket behind; the next one starts all the same."""
    path = tmp_path / "bot.sock"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))
    async with receiving(api, f"unix:{path}") as receiver:
        assert await receiver.post(update(5)) == 200


async def test_a_unix_socket_of_a_living_process_is_not(api: ScriptedApi, tmp_path: Path) -> None:
    """Two instances with one socket: the second is refused, and the first goes on."""
    path = tmp_path / "bot.sock"
    async with receiving(api, f"unix:{path}") as first:
        with pytest.raises(ListenError, match=r"TELEGRAM_WEBHOOK_LISTEN=unix:.*in use"):
            async with receiving(api, f"unix:{path}"):
                pass
        assert await first.post(update(5)) == 200


async def test_a_file_is_not_taken_for_a_socket(api: ScriptedApi, tmp_path: Path) -> None:
    """What stands in the way is named, and kept."""
    path = tmp_path / "bot.sock"
    path.write_text("precious")
    with pytest.raises(ListenError, match="is not a socket"):
        async with receiving(api, f"unix:{path}"):
            pass
    assert path.read_text() == "precious"


async def test_two_instances_serve_one_address(api: ScriptedApi, tmp_path: Path) -> None:
    """Both take updates and tell Telegram the same; when one stops, the other goes on."""
    async with receiving(api, f"unix:{tmp_path / 'b.sock'}") as second:
        async with receiving(api, f"unix:{tmp_path / 'a.sock'}") as first:
            assert [await first.post(update(5)), await second.post(update(6))] == [200, 200]
        assert await second.post(update(7)) == 200
    assert api.calls["setWebhook"][0] == api.calls["setWebhook"][1]
    assert "deleteWebhook" not in api.calls


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
    assert await receiver.post(update(5)) == 200
    api.results["getWebhookInfo"] = _info(**facts)
    await receiver.webhook.look()
    found = receiver.webhook.fault()
    assert found is None if fault is None else fault in str(found)


async def test_silence_of_telegram_is_a_fault(
    api: ScriptedApi, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look that fails is forgiven for a while; then it is reported, until one succeeds again."""
    now = time.time()
    api.failures["getWebhookInfo"] = [(502, "Bad Gateway")]
    api.results["getWebhookInfo"] = _info()
    monkeypatch.setattr("bot.updates.webhook.time.time", lambda: now + LONGEST_SILENCE - 5)
    await receiver.webhook.look()
    assert receiver.webhook.fault() is None
    monkeypatch.setattr("bot.updates.webhook.time.time", lambda: now + LONGEST_SILENCE + 5)
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
