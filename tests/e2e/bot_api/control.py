"""The server's side for tests: what people do, what came of it, and what goes wrong.

Under `/control`, in JSON: `POST` lets something happen, `GET` tells, and waits for it where a number of seconds is
given.  What nobody can do is answered with a 409 and the reason.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.e2e.bot_api.http import API
from tests.e2e.bot_api.people import ImpossibleError, People

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

PEOPLE = web.AppKey("PEOPLE", People)


def add_control(app: web.Application) -> None:
    """Give an application its `/control`."""
    app[PEOPLE] = People(app[API])
    posts: dict[str, Handler] = {
        "updates": write,
        "edits": edit,
        "deletions": delete,
        "presses": press,
        "inline": ask_inline,
        "reactions": react,
        "status": set_status,
        "chats": change_chat,
        "faults": plan_fault,
        "random-faults": set_random_faults,
        "settings": change_settings,
    }
    gets: dict[str, Handler] = {
        "sent": sent,
        "message": message,
        "drafts": drafts,
        "actions": actions,
        "journal": journal,
        "faults": struck,
        "queries/{id}": query,
        "files/{id}": file,
        "webhook": webhook,
        "state": state,
    }
    for name, handler in posts.items():
        app.router.add_post(f"/control/{name}", handler)
    for name, handler in gets.items():
        app.router.add_get(f"/control/{name}", handler)


@web.middleware
async def impossible(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Tell a test that nobody can do what it asks for."""
    try:
        return await handler(request)
    except ImpossibleError as error:
        return web.json_response({"error": str(error)}, status=409)


async def write(request: web.Request) -> web.StreamResponse:
    """A message; `?kind=channel_post` and the like make another update of it."""
    kind = request.query.get("kind", "message")
    return web.json_response(await request.app[PEOPLE].write(await request.json(), kind))


async def edit(request: web.Request) -> web.StreamResponse:
    """`chat_id`, `message_id`, and the fields that change."""
    changes = await request.json()
    place = changes.pop("chat_id"), changes.pop("message_id")
    return web.json_response(await request.app[PEOPLE].edit(*place, changes))


async def delete(request: web.Request) -> web.StreamResponse:
    await request.app[PEOPLE].delete(**await request.json())
    return web.json_response({})


async def press(request: web.Request) -> web.StreamResponse:
    """`person`, `chat_id`, `message_id`, `data`, perhaps `stale`; returns the query."""
    pressed, _ = await request.app[PEOPLE].press(**await request.json())
    return web.json_response(pressed.to_dict())


async def ask_inline(request: web.Request) -> web.StreamResponse:
    """`person`, `text`, perhaps `offset` and `chat_type`; returns the query."""
    asked, _ = await request.app[PEOPLE].ask_inline(**await request.json())
    return web.json_response(asked.to_dict())


async def react(request: web.Request) -> web.StreamResponse:
    """`person`, `chat_id`, `message_id`, `new` and perhaps `old` emoji."""
    return web.json_response(await request.app[PEOPLE].react(**await request.json()))


async def set_status(request: web.Request) -> web.StreamResponse:
    """`person`, `chat`, and the `status` of the bot in it."""
    return web.json_response(await request.app[PEOPLE].set_status(**await request.json()))


async def change_chat(request: web.Request) -> web.StreamResponse:
    """Of `chat_id`: `open_topics`, `delete_topics`, `close_topics`, `migrated_to`."""
    chats, wanted = request.app[API].chats, await request.json()
    chat = wanted["chat_id"]
    chats.topics[chat] |= set(wanted.get("open_topics", ()))
    chats.topics[chat] -= set(wanted.get("delete_topics", ()))
    chats.closed |= {(chat, topic) for topic in wanted.get("close_topics", ())}
    if new := wanted.get("migrated_to"):
        chats.migrate(chat, new)
    return web.json_response({})


async def plan_fault(request: web.Request) -> web.StreamResponse:
    """A fault, see faults.py: its `method`, and some of `times`, `chat_id`, `delay`, `drop`, `status` and so on."""
    request.app[API].faults.append({"times": 1, **await request.json()})
    return web.json_response({})


async def set_random_faults(request: web.Request) -> web.StreamResponse:
    """`share` and the other arguments of `RandomFaults.begin`."""
    request.app[API].random_faults.begin(**await request.json())
    return web.json_response({})


async def change_settings(request: web.Request) -> web.StreamResponse:
    """Some of `flood` (whether limits count), `lifetimes` of queries, `abilities` of the bot, and of its webhook
    `routes`, `pause`, `longest_pause`, `timeout`.
    """
    api, wanted = request.app[API], await request.json()
    api.flood.on = wanted.get("flood", api.flood.on)
    api.queries.lifetimes |= wanted.get("lifetimes", {})
    api.abilities |= wanted.get("abilities", {})
    for name in ("routes", "pause", "longest_pause", "timeout"):
        setattr(api.webhook, name, wanted.get(name, getattr(api.webhook, name)))
    return web.json_response({})


async def sent(request: web.Request) -> web.StreamResponse:
    """Wait for `count` messages to a chat, or to all, those that came before `after` left out."""
    api, wanted = request.app[API], request.query
    chat, after = int(wanted["chat_id"]) if "chat_id" in wanted else None, int(wanted.get("after", 0))
    count = int(wanted.get("count", 1))
    await api.wait_for(lambda: len(api.messages.sent_to(chat, after)) >= count, _seconds(request))
    return web.json_response(api.messages.sent_to(chat, after))


async def message(request: web.Request) -> web.StreamResponse:
    """Wait until a message of the bot has so many `versions`, or is `gone`; tells how it is."""
    api, wanted = request.app[API], request.query
    chat, number = int(wanted["chat_id"]), int(wanted["message_id"])
    found = next(each for each in api.messages.sent_to(chat) if each["message_id"] == number)
    versions, gone = int(wanted.get("versions", 1)), "gone" in wanted
    await api.wait_for(
        lambda: found["deleted"] if gone else len(found["history"]) >= versions, _seconds(request)
    )
    return web.json_response(found)


async def drafts(request: web.Request) -> web.StreamResponse:
    """Wait for `count` drafts in a chat, those up to a `since` (seconds since the epoch) left out."""
    api, wanted = request.app[API], request.query
    chat, since = int(wanted["chat_id"]), float(wanted.get("since", 0))

    def found() -> list[dict[str, Any]]:
        return [draft for draft in api.drafts if draft["chat_id"] == chat and draft["at"] > since]

    await api.wait_for(lambda: len(found()) >= int(wanted.get("count", 1)), _seconds(request))
    return web.json_response(found())


async def actions(request: web.Request) -> web.StreamResponse:
    """Wait until a chat was shown `count` actions; tells all of them."""
    api, chat = request.app[API], int(request.query["chat_id"])

    def found() -> list[dict[str, Any]]:
        return [action for action in api.actions if action["chat_id"] == chat]

    await api.wait_for(lambda: len(found()) >= int(request.query.get("count", 1)), _seconds(request))
    return web.json_response(found())


async def journal(request: web.Request) -> web.StreamResponse:
    """The calls so far, in order."""
    return web.json_response(request.app[API].journal.entries)


async def struck(request: web.Request) -> web.StreamResponse:
    """Every call that failed because a planned or a random fault said so."""
    return web.json_response(request.app[API].faults.struck)


async def query(request: web.Request) -> web.StreamResponse:
    """Wait until a query was answered; tells how."""
    api = request.app[API]
    asked = api.queries.find(request.match_info["id"])
    if asked is None:
        raise web.HTTPNotFound
    await api.wait_for(lambda: asked.answered_after is not None, _seconds(request))
    return web.json_response(asked.to_dict())


async def file(request: web.Request) -> web.StreamResponse:
    return web.Response(body=request.app[API].files[request.match_info["id"]])


async def webhook(request: web.Request) -> web.StreamResponse:
    api = request.app[API]
    return web.json_response(api.webhook.info() | {"attempts": api.webhook.attempts})


async def state(request: web.Request) -> web.StreamResponse:
    api = request.app[API]
    kept = (
        "refused", "commands", "menus", "descriptions", "calls", "outcomes", "actions", "polled_at", "faults",
    )  # fmt: skip
    more = {
        "sent": len(api.sent),
        "drafts": len(api.drafts),
        "pending": len(api.updates.pending),
        "ignored": api.updates.ignored,
        "random_faults": api.random_faults.counts,
        "limited": api.flood.limited,
        "time": time.time(),
    }
    return web.json_response({name: getattr(api, name) for name in kept} | more)


def _seconds(request: web.Request) -> float:
    return float(request.query.get("seconds", 20))
