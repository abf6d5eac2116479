"""What is in the store, at a glance, and its newest articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from retrieval.errors import QuestionError
from retrieval.indexing.journals import journal_of
from retrieval.store.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.store.contents import Headline, OutletContents
    from retrieval.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What is in the store.

    Attributes:
        articles: How many articles there are.
        passages: How many passages these have.
        oldest: When the oldest article was published; `None` where none has a date.
        newest: The same of the newest, as far as it lies in the past.
        undated: How many articles have no date.
        future: How many have a date that has not come yet.
        outlets: What there is of each outlet, the one with most articles first; the one without a name stands for
            articles that do not say whose they are.
        languages: Codes of the articles' languages and how many are in each, most first; `None` for those where the
            language is not known.
        model: Name of the embedding model.
        refreshed: When a refresh last went through; `None` where that was not noted.
        failures: How many items could not be taken when their sources were last refreshed.
        broken: How many sources could not be refreshed the last time.
    """

    articles: int
    passages: int
    oldest: datetime | None
    newest: datetime | None
    undated: int
    future: int
    outlets: tuple[OutletContents, ...]
    languages: tuple[tuple[str | None, int], ...]
    model: str
    refreshed: datetime | None
    failures: int
    broken: int


def overview(store: Store, *, now: datetime | None = None) -> Overview:
    """Count what is in a store.

    Args:
        store: An open store.
        now: What is later is the future; the real moment by default.

    Raises:
        EmptyStoreError: Nothing was put into the store yet.
    """
    now = now or datetime.now(UTC)
    with store.reading() as snapshot:
        contents = snapshot.catalogue.contents()
        articles, passages = snapshot.catalogue.counts()
        dates = contents.dates(now)
        outlets, languages = contents.outlets(now), contents.languages()
        model = snapshot.manifest.model
    states = journal_of(store.engine).sources().values()
    return Overview(
        articles=articles,
        passages=passages,
        **dates._asdict(),
        outlets=tuple(outlets),
        languages=tuple(languages),
        model=model,
        refreshed=max((state.refreshed for state in states if state.refreshed), default=None),
        failures=sum(len(state.failed) for state in states),
        broken=sum(state.error is not None for state in states),
    )


def latest(
    store: Store, limit: int = 10, sources: Sequence[str] = (), *, now: datetime | None = None
) -> list[Headline]:
    """The newest articles of a store, newest first.

    Articles dated in the future are marked and come last, undated ones do not come at all.

    Args:
        store: An open store.
        limit: At most so many.
        sources: Only articles of these outlets, by name in any case; empty means all.
        now: What is later is the future; the real moment by default.

    Raises:
        EmptyStoreError: Nothing was put into the store yet.
        QuestionError: The limit is below 1.
    """
    if limit < 1:
        raise QuestionError(f"limit = {limit} is below 1")
    with store.reading() as snapshot:
        filters = Filters(sources=tuple(sources))
        return snapshot.catalogue.contents().latest(limit, now or datetime.now(UTC), filters)
