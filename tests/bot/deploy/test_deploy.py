"""The files that help to run the bot: they parse, they fit together, and what they name is there."""

from __future__ import annotations

import asyncio
import importlib
import re
import shutil
import socket
import subprocess
import tomllib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import yaml

from bot.main import MISCONFIGURED
from bot.settings import BotSettings
from retrieval.commands.command import PARTLY
from tests.bot.scripted_api import scripted_api
from tests.bot.webhook_receiver import KEY, Receiver, update
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

DEPLOY = REPOSITORY / "bot" / "deploy"
UNITS = (
    "presscite-bot.service",
    "presscite-bot@.service",
    "presscite-refresh.service",
    "presscite-refresh.timer",
)
SERVICES = UNITS[:3]
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]


def _text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def _unit(name: str) -> dict[str, dict[str, list[str]]]:
    """A unit's sections, with the values of each key."""
    sections: dict[str, dict[str, list[str]]] = {}
    keys: dict[str, list[str]] = {}
    for line in _text(name).replace("\\\n", "").splitlines():
        if match := re.fullmatch(r"\[(\w+)\]", line):
            keys = sections.setdefault(match[1], defaultdict(list))
        elif line and not line.startswith("#"):
            key, separator, value = line.partition("=")
            assert separator, line
            keys[key].append(value)
    return sections


def _seconds(value: str) -> float:
    assert re.fullmatch(r"\d+", value), value
    return float(value)


@pytest.mark.parametrize("path", sorted(DEPLOY.iterdir()), ids=lambda path: str(path.name))
def test_every_setting_that_is_named_is_one(path: Path) -> None:
    """A name that looks like a setting of ours is a setting of ours."""
    known = {field.alias for field in BotSettings.model_fields.values()}
    named = set(re.findall(r"\b(?:TELEGRAM|PRESSCITE)_[A-Z_]+\b", path.read_text(encoding="utf-8")))
    assert named <= known


def test_the_page_for_operators_names_what_there_is() -> None:
    """docs/running.md names settings that exist, and its links lead to files."""
    page = (REPOSITORY / "docs" / "running.md").read_text(encoding="utf-8")
    known = {str(field.alias) for field in BotSettings.model_fields.values()}
    assert set(re.findall(r"\b(?:TELEGRAM|PRESSCITE)_[A-Z_]+\b", page)) <= known
    for path in re.findall(r"\]\(([^)#:]+)\)", page):
        assert (REPOSITORY / "docs" / path).exists(), path
    for path in re.findall(r"bot/deploy/[\w.@-]+\w", page):
        assert (REPOSITORY / path).exists(), path


@pytest.mark.parametrize("name", SERVICES)
def test_services_run_commands_that_exist(name: str) -> None:
    """The program is one that the project installs; its settings come from one file, as the same user."""
    service = _unit(name)["Service"]
    (command,) = service["ExecStart"]
    programs = re.findall(r"/opt/presscite/\.venv/bin/(\S+)", command)
    assert len(programs) == 1
    assert programs[0] in PROJECT["scripts"]
    assert (service["User"], service["EnvironmentFile"]) == (["presscite"], ["/etc/presscite/bot.env"])
    assert "u presscite " in _text("presscite.sysusers")


def test_services_are_hardened_alike() -> None:
    """What one of them may not, none may."""

    def hardening(name: str) -> str:
        return _text(name).partition("UMask=")[2].partition("\n\n[Install]")[0].rstrip()

    assert "ProtectSystem=strict" in hardening(SERVICES[0])
    assert len({hardening(name) for name in SERVICES}) == 1


@pytest.mark.parametrize("name", SERVICES[:2])
def test_the_bot_is_restarted_where_that_helps(name: str) -> None:
    """Not after wrong settings; it has time to finish; and it is watched."""
    service = _unit(name)["Service"]
    assert service["RestartPreventExitStatus"] == [str(MISCONFIGURED)]
    grace = BotSettings.model_fields["grace_seconds"].default
    assert _seconds(service["TimeoutStopSec"][0]) >= grace + 20  # a refresh ends in 10, connections in 10
    assert service["Type"] == ["notify"]
    assert _seconds(service["WatchdogSec"][0]) > 0


def test_a_refresh_that_took_most_is_no_failure() -> None:
    """The exit code that says so is named."""
    assert _unit("presscite-refresh.service")["Service"]["SuccessExitStatus"] == [str(PARTLY)]


def test_instances_share_nothing_that_must_be_their_own() -> None:
    """Each has its own socket in its own folder, and its own port; nginx knows the sockets of two."""
    service = _unit("presscite-bot@.service")["Service"]
    assert service["RuntimeDirectory"] == ["presscite-%i"]
    (command,) = service["ExecStart"]
    assert "TELEGRAM_WEBHOOK_LISTEN=unix:/run/presscite-%i/bot.sock" in command
    assert "TELEGRAM_METRICS_LISTEN=127.0.0.1:910%i" in command
    for number in (1, 2):
        assert f"server unix:/run/presscite-{number}/bot.sock " in _text("nginx.conf")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """`systemd-analyze verify` has nothing to say of them, in a root where their commands exist."""
    units, programs = tmp_path / "etc/systemd/system", tmp_path / "opt/presscite/.venv/bin"
    for folder in (units, programs, tmp_path / "usr/bin"):
        folder.mkdir(parents=True)
    for target in ("sysinit", "basic", "shutdown", "network-online", "multi-user", "timers"):
        (units / f"{target}.target").write_text("[Unit]\nDescription=for the test\n")
    for program in (programs / "presscite", programs / "presscite-bot", tmp_path / "usr/bin/env"):
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    for name in UNITS:
        shutil.copy(DEPLOY / name, units)
    names = [name.replace("@.", "@1.") for name in UNITS]
    command = ["systemd-analyze", f"--root={tmp_path}", "verify", *names]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")


def _instructions() -> list[tuple[str, str]]:
    lines = re.sub(r"\\\n\s*", " ", _text("Dockerfile")).splitlines()
    return [
        (words[0], words[1])
        for line in lines
        if line and not line.startswith("#") and (words := line.split(maxsplit=1))
    ]


def test_the_image_is_made_of_what_is_there() -> None:
    """What is copied exists and is not ignored; what is started is a command of the project; not as root."""
    ignored = _text("Dockerfile.dockerignore").splitlines()
    for instruction, words in _instructions():
        if instruction == "COPY" and not words.startswith("--from"):
            for source in words.split()[:-1]:
                assert (REPOSITORY / source).exists(), source
                assert f"!{source}" in ignored, source
    instructions = dict(_instructions())
    (command,) = yaml.safe_load(instructions["CMD"])
    assert command in PROJECT["scripts"]
    assert int(instructions["USER"]) > 0


def test_the_image_unpacks_the_model_by_a_name_that_is_there() -> None:
    """What the Dockerfile imports exists."""
    imported = re.findall(r"from ([a-z_.]+) import (\w+)", _text("Dockerfile"))
    assert imported
    for module, name in imported:
        assert hasattr(importlib.import_module(module), name), module


def test_the_image_holds_no_settings() -> None:
    """Everything is left out of it but what is named, and neither .env nor the history is."""
    ignored = _text("Dockerfile.dockerignore").splitlines()
    assert "*" in ignored
    assert not {"!.env", "!.git", "!."} & set(ignored)


def test_the_image_asks_for_its_health_where_it_answers() -> None:
    """The port of the health check is the one that the image, compose and Caddy use."""
    dockerfile, compose = _text("Dockerfile"), yaml.safe_load(_text("compose.yaml"))
    port = re.findall(r"TELEGRAM_METRICS_LISTEN=0\.0\.0\.0:(\d+)", dockerfile)
    assert re.findall(r"127\.0\.0\.1:(\d+)/healthz", dockerfile) == port
    assert re.findall(r"health_port (\d+)", _text("Caddyfile")) == port
    for name in ("bot", "bot-2"):
        environment = compose["services"][name]["environment"]
        assert environment["TELEGRAM_METRICS_LISTEN"] == f"0.0.0.0:{port[0]}"
        listen = environment["TELEGRAM_WEBHOOK_LISTEN"].replace("0.0.0.0", name)  # noqa: S104 - in a container
        assert listen in _text("Caddyfile")


def test_compose() -> None:
    """One bot by default, company by profile; both instances share the state and have time to finish."""
    compose: dict[str, Any] = yaml.safe_load(_text("compose.yaml"))
    services = compose["services"]
    assert [name for name, service in services.items() if "profiles" not in service] == ["bot"]
    assert {name for name, service in services.items() if service.get("profiles") == ["webhook"]} == {
        "bot-2", "caddy",
    }  # fmt: skip
    assert services["bot"]["volumes"] == services["bot-2"]["volumes"]
    assert (DEPLOY / services["bot"]["build"]["context"] / services["bot"]["build"]["dockerfile"]).is_file()
    assert (DEPLOY / services["bot"]["env_file"]).parent.resolve() == REPOSITORY
    assert (DEPLOY / "Caddyfile").is_file()
    grace = BotSettings.model_fields["grace_seconds"].default
    assert _seconds(services["bot"]["stop_grace_period"].removesuffix("s")) >= grace + 20
    named = {volume.partition(":")[0] for service in services.values() for volume in service["volumes"]}
    assert {name for name in named if name[0] not in "./$"} == set(compose["volumes"])


def test_compose_of_several_machines() -> None:
    """Two bots and two workers share but the addresses of two servers, which nobody reaches from outside."""
    services = yaml.safe_load(_text("compose.machines.yaml"))["services"]
    ours = {name: service for name, service in services.items() if service["image"] == "presscite"}
    commands = {name: service["command"] for name, service in ours.items()}
    assert commands == {
        "bot": ["presscite-bot"],
        "bot-2": ["presscite-bot"],
        "worker": ["presscite", "worker"],
        "worker-2": ["presscite", "worker"],
    }
    assert {command[0] for command in commands.values()} <= PROJECT["scripts"].keys()
    for service in ours.values():
        assert all(":ro" in volume for volume in service["volumes"]), "nothing is shared that is written to"
        settings = service["environment"]
        assert settings["PRESSCITE_DATABASE_URL"].partition("@")[2] == "postgres:5432/presscite"
        assert settings["PRESSCITE_CHROMA_URL"] == "http://chroma:8000"
        assert settings["TELEGRAM_METRICS_LISTEN"].endswith(":9101")
        assert _seconds(service["stop_grace_period"].removesuffix("s")) >= 50
    for name in ("postgres", "chroma"):
        assert services[name]["networks"] == ["inside"]
        assert "ports" not in services[name]
    assert re.findall(r"bot[-0-9]*(?=:8443)", _text("Caddyfile")) == ["bot", "bot-2"]


def _local(configuration: str, folder: Path, port: int) -> str:
    """nginx.conf with other places: sockets in a folder, and a port without TLS."""
    without_tls = re.sub(r"^ *(?:listen|ssl_certificate).*\n", "", configuration, flags=re.MULTILINE)
    listening = without_tls.replace("server {\n", f"server {{\n    listen 127.0.0.1:{port};\n", 1)
    moved = re.sub(r"/run/presscite-(\d)/bot\.sock", rf"{folder}/\1.sock", listening)
    logs = f"pid {folder}/pid; error_log {folder}/error.log; daemon off; master_process off;"
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    spools = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    return f"{logs} events {{}} http {{ access_log off; {spools}\n{moved}\n}}"


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
async def test_instances_behind_nginx_are_restarted_one_by_one(tmp_path: Path) -> None:
    """While one instance after the other stops and starts, Telegram sees nothing but 200, and nothing is lost."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    configuration = tmp_path / "nginx.conf"
    configuration.write_text(_local(_text("nginx.conf"), tmp_path, port).replace("/telegram", "/hook"))
    nginx = await asyncio.create_subprocess_exec("nginx", "-c", str(configuration), "-p", str(tmp_path))
    taken: list[int] = []
    async with scripted_api() as api:
        first, second = [Receiver(api, f"unix:{tmp_path}/{number}.sock") for number in (1, 2)]
        await first.start()
        await second.start()
        done = asyncio.Event()
        transport = httpx.AsyncHTTPTransport(retries=20)  # until nginx listens
        async with httpx.AsyncClient(transport=transport, base_url=f"http://127.0.0.1:{port}") as telegram:
            statuses: list[int] = []
            bringing = asyncio.create_task(_bring(telegram, statuses, done))
            receivers = [first, second]
            for number in (0, 1, 0):
                await _more(statuses)
                taken += _emptied(receivers[number])
                await receivers[number].stop()
                taken += _emptied(receivers[number])
                await _more(statuses)
                receivers[number] = Receiver(api, f"unix:{tmp_path}/{number + 1}.sock")
                await receivers[number].start()
            await _more(statuses)
            done.set()
            await bringing
        for receiver in receivers:
            taken += _emptied(receiver)
            await receiver.stop()
    nginx.terminate()
    await nginx.wait()
    assert set(statuses) == {200}
    assert sorted(taken) == list(range(len(statuses)))


async def _more(statuses: list[int]) -> None:
    """Wait until some more updates have been brought."""
    enough = len(statuses) + 40
    async with asyncio.timeout(60):
        while len(statuses) < enough:  # noqa: ASYNC110 - there is no event for it
            await asyncio.sleep(0.01)


async def _bring(telegram: httpx.AsyncClient, statuses: list[int], done: asyncio.Event) -> None:
    """Updates one after the other, eight at a time, until it is enough; keeps what each was answered with."""

    async def bring(number: int) -> int:
        return (await telegram.post("/hook", content=update(number), headers=KEY)).status_code

    while not done.is_set():
        statuses += await asyncio.gather(*(bring(len(statuses) + more) for more in range(8)))


def _emptied(receiver: Receiver) -> list[int]:
    queue = receiver.queue
    return [queue.get_nowait().update_id for _ in range(queue.qsize())]  # type: ignore[attr-defined] # an Update
