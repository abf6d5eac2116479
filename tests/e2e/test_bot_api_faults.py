"""What goes wrong at the Bot API server of the tests: faults, random faults, limits, pollers that meet."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.bot_api import ApiError, BotApi, answered
from tests.e2e.bot_api.faults import KINDS
from tests.e2e.bot_api.flood import Flood
from tests.e2e.caller import GROUP, READER, TOKEN, Caller

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
async def bot() -> Caller:
    """A bot to which one person has written, in private and in a group."""
    caller = Caller(BotApi(TOKEN))
    await caller.written()
    await caller.written(chat=GROUP)
    return caller


@pytest.mark.parametrize(
    ("fault", "answer"),
    [
        ({"status": 400}, "Bad Request"),
        ({"status": 401}, "Unauthorized"),
        ({"status": 403}, "Forbidden: bot was blocked by the user"),
        ({"status": 404}, "Not Found"),
        ({"status": 409}, "Conflict: terminated by other getUpdates request"),
        ({"status": 429, "retry_after": 7}, "Too Many Requests: retry after 7"),
        ({"status": 400, "description": "Bad Request: odd"}, "Bad Request: odd"),
        ({"status": 502}, "Bad Gateway"),
    ],
)
async def test_planned_faults_come_once_and_where_they_are_meant(
    bot: Caller, fault: dict[str, Any], answer: str
) -> None:
    """For one method and chat, as often as was planned; what they strike is not worked off, nor kept as refused."""
    bot.api.faults.append({"method": "sendMessage", "chat_id": 7, "times": 2, **fault})
    await bot("sendMessage", chat_id=-100, text="x")
    await bot("sendChatAction", chat_id=7, action="typing")
    for _ in range(2):
        assert (await bot.refusal("sendMessage", chat_id=7, text="x")).startswith(answer)
    assert (await bot("sendMessage", chat_id=7, text="x"))["text"] == "x"
    assert len(bot.api.sent) == 2
    assert bot.api.refused == []
    assert bot.api.outcomes["sendMessage"] == {fault["status"]: 2, 200: 2}


async def test_the_order_of_calls_is_noted(bot: Caller) -> None:
    """When each began and ended: one that takes long ends behind a later one; a lost connection has no status."""
    bot.api.faults += [
        {"method": "sendMessage", "chat_id": 7, "delay": 0.1},
        {"method": "sendMessage", "chat_id": 7, "drop": True},
    ]
    await asyncio.gather(bot("sendMessage", chat_id=7, text="x"), bot("sendMessage", chat_id=-100, text="x"))
    with pytest.raises(ConnectionError):
        await bot("sendMessage", chat_id=7, text="x")
    await bot.refusal("answerCallbackQuery", callback_query_id="1")
    await bot("getMe")
    slow, quick, lost, press = bot.api.journal.entries
    assert slow["began"] < quick["began"] < quick["ended"] < slow["ended"] < lost["began"]
    assert [call["status"] for call in (slow, quick, lost, press)] == [200, 200, 0, 400]
    assert (slow["chat_id"], press["query"]) == ("7", "1")


async def test_dropped_connections(bot: Caller) -> None:
    """Before a call is worked off, or after it: the difference is what people see."""
    bot.api.faults += [{"method": "sendMessage", "drop": True}, {"method": "sendMessage", "drop": "after"}]
    for seen in (0, 1):
        with pytest.raises(ConnectionError):
            await bot("sendMessage", chat_id=7, text="x")
        assert len(bot.api.sent) == seen
    assert bot.api.outcomes["sendMessage"] == {0: 2}
    before, after = bot.api.faults.struck
    assert "message_id" not in before
    assert (after["drop"], after["method"], after["chat_id"]) == ("after", "sendMessage", "7")
    assert after["message_id"] == bot.api.sent[0]["message_id"]


async def test_a_group_that_moves_has_moved(bot: Caller) -> None:
    """A planned migration is one: the new group takes messages, and the old one none."""
    bot.api.faults.append({"method": "sendMessage", "status": 400, "migrate_to_chat_id": -200})
    for _ in range(2):
        answer = await bot("sendMessage", chat_id=-100, text="x")
        assert answer["parameters"] == {"migrate_to_chat_id": -200}
    assert await bot("sendMessage", chat_id=-200, text="x")


async def _at_random(seed: int) -> list[str]:
    api = BotApi(TOKEN)
    caller = Caller(api)
    await caller.written()
    await caller.written(chat=GROUP)
    api.random_faults.begin(seed=seed, forbidden=[7], hang=0)
    outcomes = []
    for n in range(600):
        given = {"chat_id": str((7, -100)[n % 2]), "text": "x"}
        try:
            status, _ = await answered(api, TOKEN, "sendMessage", given)
        except ConnectionError:
            status = 0
        outcomes.append(f"{(7, -100)[n % 2]} {status}")
    outcomes.append(json.dumps([api.random_faults.counts, len(api.sent), len(api.faults.struck)]))
    return outcomes


async def test_random_faults_strike_the_share_that_was_set() -> None:
    """A third of calls fails, in every way; 403 comes to the chosen chat only; the seed decides which."""
    outcomes = await _at_random(1)
    counts, sent, struck = json.loads(outcomes.pop())
    met = Counter(outcomes)
    fine = met["7 200"] + met["-100 200"]
    assert 150 <= 600 - fine == sum(counts.values()) == struck <= 250
    assert set(counts) == {*KINDS, "forbidden"}
    assert min(counts.values()) >= 5
    assert sent == fine + counts["dropped after"]
    assert met["7 403"] == counts["forbidden"]
    assert met["-100 403"] == 0
    assert outcomes == (await _at_random(1))[:-1]
    assert outcomes != (await _at_random(2))[:-1]


async def test_random_faults_spare_what_they_must(bot: Caller) -> None:
    """getMe never fails, nor what a test spares; and it ends."""
    bot.api.random_faults.begin(share=1, spared=["getWebhookInfo"], kinds=["gateway"])
    for method in ("getMe", "getWebhookInfo"):
        assert await bot(method)
    for _ in range(8):
        status, _ = await answered(bot.api, TOKEN, "sendMessage", {"chat_id": "7", "text": "x"})
        assert status == 502
    bot.api.random_faults.begin(share=0)
    assert await bot("sendMessage", chat_id=7, text="x")
    with pytest.raises(ValueError, match="snow"):
        bot.api.random_faults.begin(kinds=["snow"])


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def _limited(send: Callable[[int], object], chats: list[int]) -> list[int]:
    """The chats of a burst that had to wait."""
    limited = []
    for chat in chats:
        try:
            send(chat)
        except ApiError as error:
            limited.append(chat if error.code == 429 else error.code)
    return limited


def test_limits_are_telegrams() -> None:
    """Five at once and then one a second in a chat, 20 a minute in a group, 30 a second in all."""
    clock = Clock()
    flood = Flood(clock)

    def send(chat: int) -> None:
        flood.count("sendMessage", chat)

    assert _limited(send, [1] * 40) == []  # nobody looks
    flood.on = True
    assert _limited(send, [1] * 6) == [1]
    clock.now += 1
    assert _limited(send, [1] * 2) == [1]
    clock.now += 60
    for _ in range(25):
        clock.now += 1
        _limited(send, [-1])
    assert flood.limited[-1] == 5
    clock.now += 60
    assert _limited(send, list(range(100, 131))) == [130]
    clock.now += 1
    assert _limited(send, [130]) == []
    flood.count("sendChatAction", 1)


async def test_who_floods_learns_how_long_to_wait(bot: Caller) -> None:
    """429 with the seconds; who waits so long is let in.  Another chat is not touched."""
    clock = Clock()
    bot.api.flood = Flood(clock)
    bot.api.flood.on = True
    for _ in range(5):
        assert (await bot("sendMessage", chat_id=7, text="x"))["message_id"]
    answer = await bot("sendMessage", chat_id=7, text="x")
    assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 1})
    assert (await bot("sendMessage", chat_id=-100, text="x"))["message_id"]
    clock.now += answer["parameters"]["retry_after"]
    assert (await bot("sendMessage", chat_id=7, text="x"))["message_id"]
    assert bot.api.flood.limited == {7: 1}
    assert bot.api.refused == []


async def test_the_older_of_two_pollers_has_to_go(bot: Caller) -> None:
    """409 for the one that waits, as soon as another one asks; the younger gets the update."""
    await bot("getUpdates", offset=1002)
    older = asyncio.create_task(bot("getUpdates", timeout=30))
    await asyncio.sleep(0)
    younger = asyncio.create_task(bot("getUpdates", timeout=30))
    assert (await asyncio.wait_for(older, 5))["error_code"] == 409
    await bot.written("late")
    (update,) = await asyncio.wait_for(younger, 5)
    assert update["message"]["text"] == "late"


async def test_updates_stay_until_they_are_confirmed(bot: Caller) -> None:
    """Unconfirmed ones come again; an offset takes what lies below it away, a negative one counts from the end."""
    first = await bot("getUpdates")
    assert [update["update_id"] for update in first] == [1000, 1001]
    assert await bot("getUpdates") == first
    assert await bot("getUpdates", limit=1) == first[:1]
    assert await bot("getUpdates", offset=1001) == first[1:]
    await bot.written("late")
    assert [update["update_id"] for update in await bot("getUpdates", offset=-1)] == [1002]
    assert len(bot.api.updates.pending) == 1


async def test_updates_come_as_they_were_asked_for(bot: Caller) -> None:
    """The kinds that the bot named last, of what happens from then on; all usual ones where it named none."""
    await bot("getUpdates", allowed_updates=["callback_query"])
    await bot.written("unseen")
    assert len(await bot("getUpdates")) == 2
    await bot("getUpdates", allowed_updates=[])
    update = await bot.people.edit(7, 1, {"text": "Which bridge?"})
    assert update["edited_message"]["edit_date"]
    assert len(await bot("getUpdates")) == 3
    assert bot.api.updates.ignored == {"message": 1}
    await bot.people.write({"chat": {"id": -5, "type": "channel"}, "text": "x"}, "channel_post")
    await bot.people.react(READER, 7, 1, "👍")
    kinds = [sorted(set(update) - {"update_id"}) for update in await bot("getUpdates")]
    assert kinds[2:] == [["edited_message"], ["channel_post"]]
