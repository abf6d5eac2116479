"""Going back to the generation before the published one."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from retrieval.errors import EmptyStoreError, StoreError
from retrieval.store.engine import store_engine

if TYPE_CHECKING:
    from retrieval.settings import Settings
    from retrieval.store.port.engine import StoreEngine


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollback:
    """A rollback that was done.

    Attributes:
        published: Name of the generation that is published now.
        made: When it was first published, ISO 8601 in UTC.
        articles: How many articles it holds.
        replaced: Name of the generation that was published until now.
    """

    published: str
    made: str
    articles: int
    replaced: str

    def to_dict(self) -> dict[str, Any]:
        """The rollback as plain JSON types."""
        return asdict(self)


def roll_back(settings: Settings) -> Rollback:
    """Publish the generation before the published one, and hold refreshes by the clock until the next one by hand.

    Of several that are kept it is the latest that is intact and of the configured model.

    Raises:
        EmptyStoreError: Nothing has been published yet.
        StoreError: No generation before is kept that can be published, or a refresh is running.
    """
    engine = store_engine(settings)
    with engine.locked():
        replaced = engine.published()
        if replaced is None:
            raise EmptyStoreError(f"there are no articles in {engine.place} yet, and nothing to go back to")
        reasons: list[str] = []
        for name in engine.before():
            try:
                found = _checked(engine, name, settings, replaced)
            except (StoreError, FileNotFoundError) as error:
                reasons.append(str(error))
                continue
            engine.hold.begin()
            engine.point_to(name)
            return found
    why = f" ({'; '.join(reasons)})" if reasons else ""
    raise StoreError(
        f"no generation before the published one is kept in {engine.place} that can be published{why}; "
        "PRESSCITE_KEPT_GENERATIONS says how many are kept from now on"
    )


def _checked(engine: StoreEngine, name: str, settings: Settings, replaced: str) -> Rollback:
    manifest = engine.manifest(name)
    manifest.check_model(settings.embedding_model, engine.place)
    with closing(engine.opened(name)) as opened:
        articles, _ = opened.catalogue.counts()
    return Rollback(published=name, made=manifest.made, articles=articles, replaced=replaced)
