"""How the bot gets its updates: it fetches them, or has them delivered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.e2e.bot_api.errors import ApiError
from tests.e2e.judge import RefusedError

if TYPE_CHECKING:
    from tests.e2e.bot_api.api import BotApi
    from tests.e2e.bot_api.parameters import Parameters

LONGEST_POLL = 50.0
"""Seconds; Telegram answers then, whatever was asked for."""

_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


async def get_updates(api: BotApi, data: Parameters) -> object:
    if api.webhook.url:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the "
            "webhook first",
        )
    updates = api.updates
    updates.ask_for(data.json("allowed_updates", None))
    updates.confirm(data.integer("offset", 0))
    poll = updates.poll()
    await api.announce()  # whoever still waits has to make room
    seconds = min(float(data.integer("timeout", 0)), LONGEST_POLL)
    await api.wait_for(
        lambda: bool(updates.pending) or updates.poller != poll or bool(api.webhook.url), seconds
    )
    if updates.poller != poll:
        raise ApiError(409)
    if api.webhook.url:
        raise ApiError(409, "Conflict: terminated by setWebhook request")
    return updates.pending[: max(1, min(100, data.integer("limit", 100)))]


async def set_webhook(api: BotApi, data: Parameters) -> object:
    secret = data.text("secret_token")
    if not _SECRET.fullmatch(secret):
        raise RefusedError("secret token contains illegal characters or is too long")
    await api.webhook.point_to(
        data.text("url"), secret, max(1, min(100, data.integer("max_connections", 40)))
    )
    api.updates.ask_for(data.json("allowed_updates", None))
    return await _changed(api, data)


async def delete_webhook(api: BotApi, data: Parameters) -> object:
    await api.webhook.point_to("", "", 40)
    return await _changed(api, data)


async def get_webhook_info(api: BotApi, _: Parameters) -> object:
    return api.webhook.info()


async def _changed(api: BotApi, data: Parameters) -> bool:
    if data.flag("drop_pending_updates"):
        api.updates.pending.clear()
    await api.announce()
    return True
