"""The real bot as its operator runs it: two instances behind one webhook, watched, logged as JSON, and told to stop.

The test stands for the reverse proxy here: it hands each update to one of the instances.
"""

from __future__ import annotations

import json
import re
import signal
import socket
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from bot.settings import BotSettings
from tests.e2e.conftest import TOKEN, BotProcess, env_of_bot
from tests.e2e.telegram_user import TelegramUser
from tests.e2e.test_bot_process import ANSWERED, FIRST_ANSWER_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.e2e.telegram import Telegram

    Start = Callable[[dict[str, str]], BotProcess]

PUBLIC = "https://bot.example/hook"


@dataclass
class Instance:
    """One of the processes, with clients for its webhook and its pages for operators."""

    bot: BotProcess
    webhook: httpx.Client
    pages: httpx.Client

    def take(self, update: dict[str, Any], secret: str) -> int:
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
        return self.webhook.post("/hook", json=update, headers=headers).status_code

    def metric(self, series: str) -> float:
        lines = self.pages.get("/metrics").text.splitlines()
        return next(float(line.rpartition(" ")[2]) for line in lines if line.startswith(f"{series} "))

    def close(self) -> int:
        self.webhook.close()
        self.pages.close()
        return self.bot.stop()


@dataclass
class Fleet:
    """Two instances behind one address, and Telegram, which chooses."""

    telegram: Telegram
    secret: str
    instances: tuple[Instance, Instance]

    def ask(self, number: int, text: str) -> str:
        """Let a new user's question come by way of one instance; returns the beginning of the answer."""
        user = TelegramUser(self.telegram)
        sender = {"id": user.id, "is_bot": False, "first_name": "Reader", "language_code": "en"}
        update = self.telegram.post("/updates", **{"from": sender}, chat=user.chat, text=text)
        assert self.instances[number].take(update, self.secret) == 200
        return user.replies(update["message"]["message_id"], seconds=FIRST_ANSWER_SECONDS)[0].text


@pytest.fixture(scope="module")
def bot_env(
    telegram: Telegram, plain_env: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """The environment of a bot that answers without a reading model."""
    return env_of_bot(telegram, plain_env, tmp_path_factory.mktemp("state") / "bot.db")


@pytest.fixture(scope="module")
def fleet(
    bot_env: dict[str, str], telegram: Telegram, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Fleet]:
    """One instance listens on a port, the other on a Unix socket; both log as JSON."""
    folder = tmp_path_factory.mktemp("fleet")
    path = folder / "bot.sock"
    common = {
        **bot_env,
        "TELEGRAM_WEBHOOK_URL": PUBLIC,
        "TELEGRAM_METRICS_LISTEN": "127.0.0.1:0",
        "TELEGRAM_LOG_FORMAT": "json",
    }
    bots = [
        BotProcess.fork({**common, "TELEGRAM_WEBHOOK_LISTEN": listen}, folder / name)
        for name, listen in (("log-a", "127.0.0.1:0"), ("log-b", f"unix:{path}"))
    ]
    instances = []
    for bot in bots:
        listening = _address(bot, "listening for updates")
        by_socket = listening.startswith("unix:")
        webhook = httpx.Client(
            base_url="http://bot" if by_socket else f"http://{listening}",
            transport=httpx.HTTPTransport(uds=str(path) if by_socket else None),
            timeout=30,
        )
        pages = httpx.Client(
            base_url=f"http://{_address(bot, 'listening for operators')}", timeout=30, trust_env=False
        )
        instances.append(Instance(bot, webhook, pages))
        _until(lambda pages=pages: pages.get("/readyz").status_code == 200, bot)  # type: ignore[misc]
    key = BotSettings.load({"TELEGRAM_BOT_TOKEN": TOKEN}).webhook_key
    yield Fleet(telegram, key, (instances[0], instances[1]))
    codes = [instance.close() for instance in instances]
    assert codes == [0, 0], [bot.output for bot in bots]
    assert not path.exists()


def _address(bot: BotProcess, event: str) -> str:
    """Where a process says that it listens, once it does."""

    def found() -> re.Match[str] | None:
        return re.search(rf'{event}(?:", "address": "| address=)([^"\s]+)', bot.output)

    _until(found, bot)
    match = found()
    assert match is not None
    return match[1]


def _until(ready: Callable[[], object], bot: BotProcess) -> None:
    deadline = time.monotonic() + FIRST_ANSWER_SECONDS
    while not ready():
        assert bot.process.poll() is None, bot.output
        assert time.monotonic() < deadline, bot.output
        time.sleep(0.05)


def test_both_instances_answer(fleet: Fleet) -> None:
    """Whichever gets the question; both have told Telegram the same secret, made from the token."""
    assert "¹" in fleet.ask(0, ANSWERED)
    assert "¹" in fleet.ask(1, ANSWERED)
    assert fleet.telegram.state()["calls"]["setWebhook"] == 2


def test_only_telegram_is_heard(fleet: Fleet) -> None:
    """Neither a guess nor silence gets an update in, and the guess is counted."""
    for instance in fleet.instances:
        before = instance.metric('presscite_webhook_requests_total{outcome="forbidden"}')
        assert instance.take({"update_id": 1}, "guess") == 403
        assert instance.webhook.post("/hook", json={"update_id": 1}).status_code == 403
        assert instance.metric('presscite_webhook_requests_total{outcome="forbidden"}') == before + 2


def test_what_is_no_update_changes_nothing(fleet: Fleet) -> None:
    """400, and the next question is answered."""
    for number, instance in enumerate(fleet.instances):
        assert instance.take({"kumquat": "marmalade"}, fleet.secret) == 400
        assert "¹" in fleet.ask(number, ANSWERED)


def test_operators_see_it(fleet: Fleet) -> None:
    """It is well and ready, and its metrics know of the articles, the updates and the calls."""
    for number, instance in enumerate(fleet.instances):
        fleet.ask(number, ANSWERED)
        assert instance.pages.get("/healthz").json()["store"] == "ok"
        assert instance.metric("presscite_articles") > 10
        assert instance.metric('presscite_updates_total{kind="message"}') >= 1
        assert instance.metric('presscite_telegram_calls_total{method="sendMessage",outcome="ok"}') >= 1
        assert instance.metric('presscite_telegram_calls_total{method="setWebhook",outcome="ok"}') == 1


def test_the_log_is_json_and_keeps_secrets(fleet: Fleet) -> None:
    """Each line parses and has what a line must have; no token, no secret, nothing a user wrote."""
    fleet.ask(0, "Kumquat marmalade?")
    fleet.instances[0].take({"kumquat": "marmalade"}, "guess")
    for instance in fleet.instances:
        lines = instance.bot.output.splitlines()
        assert lines
        for line in lines:
            assert {"time", "level", "logger", "event"} <= json.loads(line).keys(), line
        assert any(json.loads(line)["event"] == "answering" for line in lines)
        for hidden in (TOKEN, TOKEN.partition(":")[2], fleet.secret, "marmalade", "guess"):
            assert hidden not in instance.bot.output


def test_one_stops_and_the_other_goes_on(fleet: Fleet, bot_env: dict[str, str]) -> None:
    """The webhook stays, and with it the questions that come by way of the other."""
    assert fleet.instances[0].close() == 0, fleet.instances[0].bot.output
    assert "¹" in fleet.ask(1, ANSWERED)
    assert "deleteWebhook" not in fleet.telegram.state()["calls"]


# Each of these has a process of its own.


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a bot, which is gone after the test whatever happens."""
    started: list[BotProcess] = []

    def start(env: dict[str, str]) -> BotProcess:
        started.append(BotProcess.fork(env, tmp_path / f"log-{len(started)}"))
        return started[-1]

    yield start
    for bot in started:
        bot.process.kill()
        bot.process.wait()


def _ended(bot: BotProcess) -> int:
    return bot.process.wait(FIRST_ANSWER_SECONDS)


@pytest.mark.parametrize("name", ["TELEGRAM_WEBHOOK_LISTEN", "TELEGRAM_METRICS_LISTEN"])
def test_a_port_in_use_is_named(bot_env: dict[str, str], start: Start, name: str) -> None:
    """Exit code 1, for it may be free later, and one line that names the setting."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        env = {**bot_env, "TELEGRAM_WEBHOOK_URL": PUBLIC, name: listen}
        bot = start(env)
        assert _ended(bot) == 1, bot.output
    assert f"presscite-bot: {name}={listen} cannot be listened on" in bot.output
    assert "Traceback" not in bot.output


def test_a_webhook_that_telegram_refuses_is_named(
    bot_env: dict[str, str], telegram: Telegram, start: Start
) -> None:
    """Exit code 2, for another start would not help, and Telegram's reason."""
    telegram.fail(
        "setWebhook", status=400, description="Bad Request: bad webhook: HTTPS url must be provided"
    )
    env = {**bot_env, "TELEGRAM_WEBHOOK_URL": PUBLIC, "TELEGRAM_WEBHOOK_LISTEN": "127.0.0.1:0"}
    bot = start(env)
    assert _ended(bot) == 2, bot.output
    assert "TELEGRAM_WEBHOOK_URL=https://bot.example/hook: Bad webhook: https url must" in bot.output


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[tuple[Path, list[str]]]:
    """A service manager's socket, and the states that came on it."""
    path, states = tmp_path / "notify", list[str]()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(path))

        def listen() -> None:
            while message := line.recv(200).decode():
                states.append(message)

        listening = threading.Thread(target=listen)
        listening.start()
        yield path, states
        line.sendto(b"", str(path))
        listening.join()


def test_its_life_as_a_service(
    bot_env: dict[str, str], telegram: Telegram, manager: tuple[Path, list[str]], start: Start
) -> None:
    """Polling, under a service manager: ready when it answers, alive meanwhile, and stopping when told."""
    path, states = manager
    watched = {"NOTIFY_SOCKET": str(path), "WATCHDOG_USEC": "300000"}
    bot = start({**bot_env, **watched, "TELEGRAM_METRICS_LISTEN": "127.0.0.1:0"})
    _until(lambda: "READY=1\nSTATUS=answering as @presscite_test_bot" in states, bot)
    pages = f"http://{_address(bot, 'listening for operators')}"
    with httpx.Client(base_url=pages, trust_env=False) as operator:
        assert operator.get("/healthz").json()["updates"] == "ok"
    alive = states.count("WATCHDOG=1")
    _until(lambda: states.count("WATCHDOG=1") > alive, bot)
    assert "deleteWebhook" in telegram.state()["calls"]  # one that was set earlier would keep messages away
    assert bot.stop() == 0, bot.output
    assert any(message.startswith("STOPPING=1") for message in states)


def _busy(
    start: Start, env: dict[str, str], telegram: Telegram, grace: float
) -> tuple[BotProcess, TelegramUser, int]:
    """A bot in the middle of an answer that Telegram takes half a minute to accept, and whose question that was."""
    user = TelegramUser(telegram)
    bot = start({**env, "TELEGRAM_GRACE_SECONDS": str(grace)})
    telegram.fail("sendMessage", chat_id=user.id, delay=30)
    asked = user.write(ANSWERED)
    _until(lambda: not telegram.state()["faults"], bot)  # the answer is on its way
    return bot, user, asked


def test_the_grace_has_an_end(bot_env: dict[str, str], telegram: Telegram, start: Start) -> None:
    """What cannot be finished in time is left, and the process ends as asked, with exit code 0."""
    bot, user, asked = _busy(start, bot_env, telegram, grace=1)
    assert bot.stop() == 0, bot.output
    assert "the time to finish is over" in bot.output
    assert telegram.sent(user.id, asked, seconds=0) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_second_signal_ends_it_at_once(
    bot_env: dict[str, str], telegram: Telegram, start: Start, number: signal.Signals
) -> None:
    """Whoever cannot wait for the grace sends another; the process dies of it."""
    bot, user, asked = _busy(start, bot_env, telegram, grace=600)
    bot.process.send_signal(signal.SIGTERM)
    _until(lambda: "finishing the questions" in bot.output, bot)
    bot.process.send_signal(number)
    assert bot.process.wait(20) == -number
    assert telegram.sent(user.id, asked, seconds=0) == []
