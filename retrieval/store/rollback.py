"""Going back to the generation before the published one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from retrieval.errors import EmptyStoreError, StoreError
from retrieval.store.files import StoreFiles
from retrieval.store.hold import RefreshHold
from retrieval.store.manifest import Manifest
from retrieval.store.retention import Retention
from retrieval.store.snapshot import reading_catalogue

if TYPE_CHECKING:
    from retrieval.settings import Settings


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
    files = StoreFiles(settings.home, settings.chroma_address)
    with files.locked():
        replaced = files.published()
        if replaced is None:
            raise EmptyStoreError(f"there are no articles in {files.folder} yet, and nothing to go back to")
        reasons: list[str] = []
        for name in Retention(files, settings.kept_generations).before():
            try:
                found = _checked(files, name, settings, replaced)
            except (StoreError, FileNotFoundError) as error:
                reasons.append(str(error))
                continue
            RefreshHold(files.folder).begin()
            files.point_to(name)
            return found
    why = f" ({'; '.join(reasons)})" if reasons else ""
    raise StoreError(
        f"no generation before the published one is kept in {files.folder} that can be published{why}; "
        "PRESSCITE_KEPT_GENERATIONS says how many are kept from now on"
    )


def _checked(files: StoreFiles, name: str, settings: Settings, replaced: str) -> Rollback:
    folder = files.generation(name)
    files.check_model(folder, settings.embedding_model)
    manifest = Manifest.read(folder)
    with files.vectors(name, kept=manifest.vectors).closing(), reading_catalogue(files, name) as catalogue:
        articles, _ = catalogue.counts()
    return Rollback(published=name, made=manifest.made, articles=articles, replaced=replaced)
