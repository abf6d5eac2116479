"""Calls of the Bot API, counted, and watched where they fetch updates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import TelegramError
from telegram.request import RequestData

from bot.metrics import Metrics
from bot.outgoing.calls import MeteredRequest, PollingRequest
from tests.bot.fake_telegram import TOKEN

if TYPE_CHECKING:
    from tests.bot.scripted_api import ScriptedApi


def _counted(metrics: Metrics, method: str) -> dict[str, float]:
    """How many calls of a method ended in which way."""
    return {
        sample.labels["outcome"]: sample.value
        for family in metrics.registry.collect()
        for sample in family.samples
        if sample.name == "presscite_telegram_calls_total" and sample.labels["method"] == method
    }


async def _post(api: ScriptedApi, request: MeteredRequest, method: str) -> Any:
    return await request.post(f"{api.url}/bot{TOKEN}/{method}", RequestData([]))


async def test_calls_are_counted_by_how_they_end(api: ScriptedApi) -> None:
    """Over real HTTP: success, refusals, floods, errors of the server, and no server at all."""
    metrics = Metrics()
    api.failures["sendMessage"] = [(status, "no") for status in (400, 403, 404, 429, 502)]
    async with MeteredRequest(metrics) as request:
        for _ in range(5):
            with pytest.raises(TelegramError):
                await _post(api, request, "sendMessage")
        await _post(api, request, "sendMessage")
        api.url = "http://127.0.0.1:1"
        with pytest.raises(TelegramError):
            await _post(api, request, "sendMessage")
    assert _counted(metrics, "sendMessage") == {
        "ok": 1,
        "bad_request": 2,
        "forbidden": 1,
        "flood": 1,
        "network": 2,
    }


async def test_the_token_is_in_no_label(api: ScriptedApi) -> None:
    """Neither an address of a method nor of a file leaves a trace in the metrics."""
    metrics = Metrics()
    async with MeteredRequest(metrics) as request:
        await _post(api, request, "getMe")
        with pytest.raises(TelegramError):
            await request.retrieve(f"{api.url}/file/bot{TOKEN}/photos/secret.jpg")
    text, _ = metrics.exposition()
    assert TOKEN.encode() not in text
    assert b"secret" not in text


async def test_fetching_is_watched(api: ScriptedApi) -> None:
    """Good fetches and ended ones leave their times; a refused token sets the event."""
    async with PollingRequest(Metrics()) as request:
        api.failures["getUpdates"] = [(502, "no")]
        with pytest.raises(TelegramError):
            await _post(api, request, "getUpdates")
        assert request.ended_at > request.succeeded_at == 0
        await _post(api, request, "getUpdates")
        assert request.succeeded_at > 1.7e9
        assert not request.rejected.is_set()
        api.failures["getUpdates"] = [(401, "Unauthorized")]
        with pytest.raises(TelegramError):
            await _post(api, request, "getUpdates")
        assert request.rejected.is_set()
