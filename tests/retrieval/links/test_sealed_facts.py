"""Facts in a sealed token that ends after a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from retrieval.link_key import LinkKey
from retrieval.links.keys import LinkKeys
from retrieval.links.sealed_facts import SealedFacts

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
KEYS = LinkKeys(lambda: [LinkKey("k" * 32)])


def test_a_token_opens_for_its_purpose_until_its_day_is_over() -> None:
    """It is the same all day, and holds for its whole lifetime, rounded up to a day."""
    now = NOON
    sealed = SealedFacts("feed", KEYS, 86_400, lambda: now)
    token = sealed.token(["dam", True])
    now = NOON + timedelta(hours=11)
    assert sealed.token(["dam", True]) == token
    now = NOON + timedelta(hours=35)
    assert sealed.facts(token) == ["dam", True]
    now = NOON + timedelta(hours=36)
    assert sealed.facts(token) is None
    assert SealedFacts("article", KEYS).facts(token) is None


def test_without_a_lifetime_it_never_ends() -> None:
    """Not in a hundred years either."""
    token = SealedFacts("feed", KEYS, None, lambda: NOON).token(["dam"])
    assert SealedFacts("feed", KEYS, None, lambda: NOON.replace(year=2126)).facts(token) == ["dam"]
