"""A Bot API server of our own, to be run as a process: `python -m tests.e2e.bot_api`.

It answers as Telegram's server does, with its limits and its words, and keeps what the people of a test would see.
TDLib's parser judges every text.  Where Telegram would silently do something that the bot's author cannot have
meant (drop the formatting behind the hundredth entity), this server refuses.

    api.py          BotApi, the state
    calls.py        how one call is worked off
    updates.py      updates on their way to the bot, until it confirms them
    webhook.py      the same, delivered
    chats.py        who may be written to, and in which topics
    messages.py     what stands in the chats
    queries.py      pressed buttons and inline queries that wait for an answer
    people.py       what people do
    faults.py       planned faults, and random ones
    flood.py        how much may be sent
    journal.py      in which order calls began and ended
    methods/        the methods of the Bot API
    http.py         the Bot API over HTTP; control.py: the same server's side for tests
"""

from tests.e2e.bot_api.api import BotApi
from tests.e2e.bot_api.calls import answered
from tests.e2e.bot_api.errors import ApiError
from tests.e2e.bot_api.http import API
from tests.e2e.bot_api.identity import BOT
from tests.e2e.bot_api.server import build_server

__all__ = ["API", "BOT", "ApiError", "BotApi", "answered", "build_server"]
