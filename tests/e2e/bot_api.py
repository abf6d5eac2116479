"""A Bot API server of our own, to be run as a process: `python -m tests.e2e.bot_api`.

It prints `{"port": ...}` and then serves, on loopback:

* `/bot<token>/<method>`: the Bot API for one bot; TDLib's parser judges every message, and what Telegram
  would refuse is refused here with the same words.
* `/control/...`: for tests. `POST updates` makes a user write, `GET sent` waits for what the bot sent to a
  chat, `POST faults` makes the next calls fail, `GET state` tells the rest.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.e2e.judge import RefusedError, found_entities, judged

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Method = Callable[["BotApi", dict[str, Any]], Awaitable[object]]

BOT = {"id": 4242, "is_bot": True, "first_name": "Press", "username": "presscite_test_bot"}
BOT_ABILITIES = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}


class ApiError(Exception):
    """An answer with `ok: false`."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.body = {"ok": False, "error_code": code, "description": description}
        if parameters:
            self.body["parameters"] = parameters


class BotApi:
    """The state of the server: updates on their way in, messages that came out, faults to come."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.updates: list[dict[str, Any]] = []
        self.sent: list[dict[str, Any]] = []
        self.refused: list[dict[str, Any]] = []
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.faults: list[dict[str, Any]] = []
        self.calls: dict[str, int] = defaultdict(int)
        self.actions: list[dict[str, Any]] = []
        self.polled_at = 0.0
        self._update_ids = itertools.count(1000)
        self._message_ids = itertools.count(1)
        self._news = asyncio.Condition()

    async def add_update(self, message: dict[str, Any]) -> dict[str, Any]:
        """Let a user's message arrive; what Telegram adds by itself is added."""
        entities = found_entities(message["text"]) if "text" in message else []
        whole = {
            "message_id": next(self._message_ids),
            "date": int(time.time()),
            **message,
            **({"entities": entities} if entities else {}),
        }
        update = {"update_id": next(self._update_ids), "message": whole}
        async with self._news:
            self.updates.append(update)
            self._news.notify_all()
        return update

    async def wait_for(self, ready: Callable[[], bool], seconds: float) -> None:
        """Wait until something has come that makes `ready` true, or the time is over."""
        async with self._news:
            try:
                await asyncio.wait_for(self._news.wait_for(ready), seconds)
            except TimeoutError:
                return

    async def record(self, message: dict[str, Any]) -> dict[str, Any]:
        """Keep a message that the bot sent."""
        sent = {"message_id": next(self._message_ids), "date": int(time.time()), "from": BOT, **message}
        async with self._news:
            self.sent.append(sent)
            self._news.notify_all()
        return sent

    def fault_for(self, method: str, data: dict[str, Any]) -> dict[str, Any] | None:
        """The next fault that is meant for this call, used up."""
        for fault in self.faults:
            about = fault.get("chat_id")
            if fault["method"] == method and (about is None or str(about) == str(data.get("chat_id"))):
                fault["times"] -= 1
                if fault["times"] <= 0:
                    self.faults.remove(fault)
                return fault
        return None


async def get_me(_: BotApi, __: dict[str, Any]) -> object:
    return {**BOT, **BOT_ABILITIES}


async def get_updates(api: BotApi, data: dict[str, Any]) -> object:
    offset = int(data.get("offset") or 0)
    # An offset confirms what lies below it: Telegram forgets those updates for good.
    api.updates = [update for update in api.updates if update["update_id"] >= offset]
    api.polled_at = time.time()
    await api.wait_for(lambda: bool(api.updates), float(data.get("timeout") or 0))
    return api.updates[: int(data.get("limit") or 100)]


async def send_message(api: BotApi, data: dict[str, Any]) -> object:
    reply = json.loads(data.get("reply_parameters") or "{}")
    message = _message(api, data)
    if reply:
        message["reply_to_message_id"] = reply["message_id"]
        message["allow_sending_without_reply"] = reply.get("allow_sending_without_reply", False)
    return await api.record(message)


async def edit_message_text(api: BotApi, data: dict[str, Any]) -> object:
    edited = _message(api, data)
    for message in api.sent:
        if str(message["message_id"]) == data.get("message_id"):
            if message["text"] == edited["text"] and message["entities"] == edited["entities"]:
                raise ApiError(400, "Bad Request: message is not modified")
            return message | edited
    raise ApiError(400, "Bad Request: message to edit not found")


async def send_chat_action(api: BotApi, data: dict[str, Any]) -> object:
    api.actions.append({"chat_id": int(data["chat_id"]), "action": data["action"], "at": time.time()})
    return True


async def set_my_commands(api: BotApi, data: dict[str, Any]) -> object:
    api.commands[data.get("language_code", "")] = json.loads(data["commands"])
    return True


async def agree(_: BotApi, __: dict[str, Any]) -> object:
    return True


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "sendMessage": send_message,
    "editMessageText": edit_message_text,
    "sendChatAction": send_chat_action,
    "setMyCommands": set_my_commands,
    "answerCallbackQuery": agree,
    "setWebhook": agree,
    "deleteWebhook": agree,
}


def _message(api: BotApi, data: dict[str, Any]) -> dict[str, Any]:
    try:
        parsed = judged(data.get("text", ""), data.get("parse_mode"))
    except RefusedError as refusal:
        api.refused.append({"reason": str(refusal), "text": data.get("text")})
        raise ApiError(400, f"Bad Request: {refusal}") from None
    chat = int(data["chat_id"])
    return {
        "chat": {"id": chat, "type": "private" if chat > 0 else "supergroup"},
        "text": parsed.text,
        "entities": parsed.entities,
        "link_preview_options": json.loads(data.get("link_preview_options") or "{}"),
    } | ({"message_thread_id": int(data["message_thread_id"])} if data.get("message_thread_id") else {})


API = web.AppKey("API", BotApi)


async def answered(api: BotApi, token: str, method: str, data: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Do what a call asks for; returns the HTTP status and the body of the answer."""
    api.calls[method] += 1
    try:
        _let_in(api, token, method)
        if fault := api.fault_for(method, data):
            await _fail(fault)
        return 200, {"ok": True, "result": await METHODS[method](api, data)}
    except ApiError as error:
        return error.code, error.body


def _let_in(api: BotApi, token: str, method: str) -> None:
    if token != api.token:
        raise ApiError(401, "Unauthorized")
    if method not in METHODS:
        raise ApiError(404, "Not Found")


async def _fail(fault: dict[str, Any]) -> None:
    await asyncio.sleep(fault.get("delay", 0))
    if fault.get("drop"):
        raise ConnectionError
    if status := fault.get("status"):
        parameters = {name: fault[name] for name in ("retry_after", "migrate_to_chat_id") if name in fault}
        raise ApiError(status, fault.get("description", f"Fault {status}"), **parameters)


async def call(request: web.Request) -> web.StreamResponse:
    """One call of a Bot API method over HTTP."""
    address = request.match_info
    try:
        status, body = await answered(
            request.app[API], address["token"], address["method"], await _data(request)
        )
    except ConnectionError:
        if request.transport:
            request.transport.close()
        return web.Response()
    return web.json_response(body, status=status)


async def _data(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return {key: str(value) for key, value in (await request.json()).items()}
    return {**request.query, **await request.post()}


async def control_update(request: web.Request) -> web.StreamResponse:
    return web.json_response(await request.app[API].add_update(await request.json()))


async def control_sent(request: web.Request) -> web.StreamResponse:
    """Wait for `count` messages to a chat, those that came before `after` left out."""
    api, query = request.app[API], request.query
    chat, after = int(query["chat_id"]), int(query.get("after", 0))

    def found() -> list[dict[str, Any]]:
        return [
            message for message in api.sent if message["chat"]["id"] == chat and message["message_id"] > after
        ]

    await api.wait_for(lambda: len(found()) >= int(query.get("count", 1)), float(query.get("seconds", 20)))
    return web.json_response(found())


async def control_fault(request: web.Request) -> web.StreamResponse:
    """Plan faults: a `method`, and some of `times`, `chat_id`, `delay`, `drop`, `status`, `description`,
    `retry_after`, `migrate_to_chat_id`.
    """
    request.app[API].faults.append({"times": 1, **await request.json()})
    return web.json_response({})


async def control_state(request: web.Request) -> web.StreamResponse:
    api = request.app[API]
    kept = ("refused", "commands", "calls", "actions", "polled_at", "faults")
    return web.json_response({name: getattr(api, name) for name in kept} | {"sent": len(api.sent)})


def build_server(token: str) -> web.Application:
    """The server as an aiohttp application."""
    app = web.Application()
    app[API] = BotApi(token)
    app.router.add_route("*", "/bot{token}/{method}", call)
    app.router.add_post("/control/updates", control_update)
    app.router.add_get("/control/sent", control_sent)
    app.router.add_post("/control/faults", control_fault)
    app.router.add_get("/control/state", control_state)
    return app


async def serve(token: str, port: int) -> None:
    """Serve on loopback until the process ends; port 0 takes a free one."""
    runner = web.AppRunner(build_server(token), shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    print(json.dumps({"port": runner.addresses[0][1]}), flush=True)  # noqa: T201 - how the starter learns it
    await asyncio.Event().wait()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--token", required=True)
    arguments.add_argument("--port", type=int, default=0)
    given = arguments.parse_args()
    asyncio.run(serve(given.token, given.port))
