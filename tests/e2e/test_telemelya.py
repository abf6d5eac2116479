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

from bot.texts import LANGUAGES
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
ENGLISH = LANGUAGES["en"]
ANSWERED = next(trial.question for trial in TRIALS if trial.holds is not None)
FIRST_ANSWER_SECONDS = 120


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
        threading.Thread(target=receiver.serve_forever, args=(0.02,), daemon=True).start()
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
    server: str, plain_env: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Telemelya]:
    """Somebody who writes to the real bot, which listens behind the proxy."""
    log = tmp_path_factory.mktemp("bot") / "log"
    with socket.create_server(("127.0.0.1", 0)) as free:
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    with secret_proxy(f"http://{listen}", SECRET) as proxy:
        env = plain_env | {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": server,
            "TELEGRAM_WEBHOOK_URL": f"{proxy}/telegram",
            "TELEGRAM_WEBHOOK_LISTEN": listen,
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
        }
        bot = BotProcess.fork(env, log)
        someone = Telemelya(server, TOKEN, 42)
        try:
            _until_answering(bot)
            yield someone
        finally:
            someone.close()
            code = bot.stop()
        assert code == 0, bot.output


def _until_answering(bot: BotProcess) -> None:
    """Wait until the bot has told the server where it listens: telemelya delivers at once, and but once."""
    for _ in range(1200):
        assert bot.process.poll() is None, bot.output
        if "bot.lifecycle answering" in bot.output:
            return
        threading.Event().wait(0.05)
    raise AssertionError(f"the bot does not answer: {bot.output}")


def _shown(call: dict[str, Any]) -> str:
    """The text of a message as people see it, which Telegram must be able to read."""
    return judged(call["text"], call["raw"].get("parse_mode")).text


def _data(call: dict[str, Any], label: str) -> str:
    """The data of a button under a message."""
    buttons = [button for row in call["reply_markup"]["inline_keyboard"] for button in row]
    return next(str(button["callback_data"]) for button in buttons if button["text"] == label)


@pytest.mark.parametrize("text", [ANSWERED, "/help"])
def test_the_bot_answers(user: Telemelya, text: str) -> None:
    """The real bot, over its webhook: what it sends is well written, and shows the text it replies with."""
    user.forget()
    assert user.write(text)["delivery"]["status_code"] == 200
    sent = user.called("sendMessage", FIRST_ANSWER_SECONDS)
    assert sent["chat_id"] == user.chat
    assert ("¹" in _shown(sent)) is (text == ANSWERED)


def test_pressed_buttons(user: Telemelya) -> None:
    """Each press is acknowledged, then done: more on an answer, its passage, a thumb."""
    user.forget()
    user.write(ANSWERED)
    answer = user.called("sendMessage", FIRST_ANSWER_SECONDS)
    for times, (button, says) in enumerate(
        [("more", ENGLISH.more_title), ("passage", "Tajikistan")], start=2
    ):
        user.press(answer["message_id"], _data(answer, ENGLISH.buttons[button]))
        assert _shown(user.called("sendMessage", times=times)).startswith(says)
    user.press(answer["message_id"], _data(answer, "👍"))
    assert user.called("answerCallbackQuery", times=3)["text"] == ENGLISH.thanks
    methods = [call["method"] for call in user.calls() if call["method"] != "sendChatAction"]
    press = ["answerCallbackQuery", "sendMessage"]
    assert methods == ["sendMessage", *press, *press, "answerCallbackQuery"]


def test_an_edit(user: Telemelya) -> None:
    """The server knows the message whose buttons are taken away once they have done their work."""
    user.forget()
    user.write("/forget")
    asked = user.called("sendMessage")
    user.press(asked["message_id"], _data(asked, ENGLISH.buttons["keep"]))
    assert _shown(user.called("sendMessage", times=2)) == ENGLISH.forget_kept
    edited = user.called("editMessageReplyMarkup")
    assert (edited["message_id"], edited["text"]) == (asked["message_id"], asked["text"])
    assert "reply_markup" not in edited["raw"], "an edit without a keyboard takes it away"


def test_inline_mode(user: Telemelya) -> None:
    """What is typed in any chat brings the answer and passages, each as a message that Telegram can read."""
    user.forget()
    user.inline(ANSWERED)
    answered = user.called("answerInlineQuery", FIRST_ANSWER_SECONDS)
    first, *passages = answered["results"]
    assert (first["id"], bool(passages)) == ("answer", True)
    for result in answered["results"]:
        content = result["input_message_content"]
        shown = judged(content["message_text"], content["parse_mode"])
        assert ("¹" in shown.text) is (result is first)
