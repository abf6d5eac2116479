"""The soak run of made-up requests in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.soak import web_fuzz

if TYPE_CHECKING:
    from tests.bot.web.served import Served


def test_made_up_requests_harm_nothing(served: Served) -> None:
    """Nobody is let in without a token; no request gets the words of an exception, or what it sent."""
    figures = web_fuzz.sent(served, 300, 12)
    assert not figures["faults"], figures["faults"][:3]
