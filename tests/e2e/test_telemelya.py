"""A smoke run against a Bot API server that we did not write."""

from __future__ import annotations

import asyncio
import http.server
import json
import socket
import threading
from typing import TYPE_CHECKING, Any

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.settings import BotSettings
from retrieval.demo import TRIALS
from tests.e2e.conftest import TOKEN, BotProcess
from tests.e2e.judge import judged
from tests.e2e.telemelya import PYTHON, Telemelya, secret_proxy, telemelya_running

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(
    not PYTHON.exists(), reason="telemelya has an environment of its own, which `make test` makes: .telemelya"
)

SECRET = "a-secret_of-no-bot"  # noqa: S105 - of no bot
ANSWERED = next(trial.question for trial in TRIALS if trial.holds is not None)
FIRST_ANSWER_SECONDS = 120

_HAS_WEBHOOK = any(field.alias == "TELEGRAM_WEBHOOK_URL" for field in BotSettings.model_fields.values())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with telemelya_running(tmp_path_factory.mktemp("telemelya") / "log") as url:
        yield url


def test_the_peer_itself(server: str) -> None:
    """Telemelya delivers through the proxy, with the secret, and tells what the library called it with."""
    came: list[tuple[str, str | None, dict[str, Any]]] = []

    class Receiver(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            came.append((self.path, self.headers["X-Telegram-Bot-Api-Secret-Token"], body))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    async def as_bot(hook: str) -> None:
        request = HTTPXRequest(httpx_kwargs={"trust_env": False})
        async with Bot("1:peer", f"{server}/bot", request=request) as bot:
            await bot.set_webhook(hook)
            await asyncio.to_thread(person.write, "Which tunnel?")
            await bot.send_message(person.chat, "<b>So</b>", parse_mode="HTML")

    person = Telemelya(server, "1:peer", 41)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as receiver:
        threading.Thread(target=receiver.serve_forever, daemon=True).start()
        with secret_proxy(f"http://127.0.0.1:{receiver.server_address[1]}", SECRET) as proxy:
            asyncio.run(as_bot(f"{proxy}/hook"))
        receiver.shutdown()
    ((path, secret, update),) = came
    assert (path, secret, update["message"]["text"]) == ("/hook", SECRET, "Which tunnel?")
    assert person.called("sendMessage")["text"] == "<b>So</b>"
    with pytest.raises(AssertionError, match="no sendPhoto"):
        person.called("sendPhoto", seconds=0)
    person.close()


@pytest.fixture(scope="module")
def user(
    server: str, presscite_env: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Telemelya]:
    """Somebody who writes to the real bot, which listens behind the proxy."""
    log = tmp_path_factory.mktemp("bot") / "log"
    with socket.create_server(("127.0.0.1", 0)) as free:
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    with secret_proxy(f"http://{listen}", SECRET) as proxy:
        env = presscite_env | {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": server,
            "TELEGRAM_WEBHOOK_URL": f"{proxy}/telegram",
            "TELEGRAM_WEBHOOK_LISTEN": listen,
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
        }
        bot = BotProcess.start(env, log)
        someone = Telemelya(server, TOKEN, 42)
        try:
            _until_listening(listen, bot)
            yield someone
        finally:
            someone.close()
            code = bot.stop()
        assert code == 0, bot.output


def _until_listening(address: str, bot: BotProcess) -> None:
    host, _, port = address.partition(":")
    for _ in range(600):
        assert bot.process.poll() is None, bot.output
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            threading.Event().wait(0.1)
        else:
            return
    raise AssertionError(f"the bot does not listen: {bot.output}")


@pytest.mark.xfail(
    not _HAS_WEBHOOK,
    reason="telemelya knows only webhooks, and the bot none",
    raises=AssertionError,
    strict=False,
)
@pytest.mark.parametrize("text", [ANSWERED, "/help"])
def test_the_bot_answers(user: Telemelya, text: str) -> None:
    """The real bot, over its webhook: what it sends is well written, and shows the text it replies with."""
    user.forget()
    assert user.write(text)["delivery"]["status_code"] == 200
    sent = user.called("sendMessage", FIRST_ANSWER_SECONDS)
    shown = judged(sent["text"], sent["raw"].get("parse_mode"))
    assert sent["chat_id"] == user.chat
    assert ("¹" in shown.text) is (text == ANSWERED)
