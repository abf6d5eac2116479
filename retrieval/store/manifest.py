"""What a generation of the store says of itself."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from retrieval.errors import ModelMismatchError, NewerFormatError, StoreError
from retrieval.store.checksums import Checksum

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMAT = 3
"""Raised whenever what is in a generation's folder changes its meaning."""

MANIFEST = "manifest.json"
"""Name of its file in a generation's folder, which every generation has that was published."""

EMBEDDED, SERVER = "embedded", "server"
"""Where a generation's vectors are: in Chroma's folder beside the catalogue, or in a Chroma server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation says of itself.

    Attributes:
        format: Version of the layout.
        model: Name of the embedding model that made the vectors.
        dimension: Length of a vector; 0 while there are none.
        passage_chars: The passage size articles were split with.
        made: When the generation was published, ISO 8601 in UTC.
        vectors: `EMBEDDED` or `SERVER`.
        files: Checksums of its files; empty for a generation of an earlier presscite, which kept none.
        articles: Checksum of its articles, see `articles_checksum`; `None` for the same.
        zones: Whether dates stand in the time zones of their sources; an earlier presscite kept all in UTC.
        analysis: By which analysis the terms of its postings were made; see `retrieval.text.analysis.ANALYSIS`.
        detection: By which detection its articles were told their languages; see
            `corpus.languages.detection.DETECTION`.
    """

    format: int
    model: str
    dimension: int
    passage_chars: int
    made: str
    vectors: str = EMBEDDED
    files: Mapping[str, Checksum] = field(default_factory=dict)
    articles: int | None = None
    zones: bool = False
    analysis: int = 1  # of a generation that does not say
    detection: int = 1

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest in a generation's folder, for reading the generation.

        Raises:
            StoreError: It is missing or damaged, or of another format version.
        """
        manifest = cls.read_any(folder)
        manifest.check_format(str(folder.parent.parent))
        return manifest

    def check_format(self, place: str) -> None:
        """Refuse to read a generation of an older format.

        Args:
            place: Where the store is.

        Raises:
            StoreError: It is of an older format.
        """
        if self.format < FORMAT:
            raise StoreError(
                f"the store in {place} has format {self.format} and this presscite reads format {FORMAT}; bring it up "
                "to date with: presscite refresh"
            )

    def check_model(self, model: str, place: str) -> None:
        """Refuse a generation that another embedding model made.

        Args:
            model: The one in use.
            place: Where the store is.

        Raises:
            ModelMismatchError: It was made by another one.
        """
        if self.model != model:
            raise ModelMismatchError(
                f"the store in {place} was made with the embedding model {self.model!r}, but {model!r} is configured; "
                f"set PRESSCITE_EMBEDDING_MODEL={self.model}, or make the store anew with: presscite refresh --rebuild"
            )

    @classmethod
    def read_any(cls, folder: Path) -> Manifest:
        """The manifest in a generation's folder, of this format or an older one.

        Raises:
            StoreError: It is missing or damaged, or was written by a newer presscite.
        """
        path = folder / MANIFEST
        try:
            facts = json.loads(path.read_text(encoding="utf-8"))
            found = int(facts["format"])
            manifest = cls._of(facts) if found <= FORMAT else None
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            what = "is not there" if isinstance(error, FileNotFoundError) else "is damaged"
            raise StoreError(f"{path} {what}; mend it with: presscite doctor --repair") from error
        if manifest is None:
            raise newer_format(str(folder.parent.parent), found)
        return manifest

    @classmethod
    def _of(cls, facts: Mapping[str, Any]) -> Manifest:
        known = {name: facts[name] for name in (entry.name for entry in fields(cls)) if name in facts}
        files = {name: Checksum(*pair) for name, pair in known.get("files", {}).items()}
        return cls(**{**known, "files": files})

    def write(self, folder: Path) -> None:
        """Write it into a generation's folder."""
        (folder / MANIFEST).write_text(json.dumps(asdict(self), indent=2), encoding="utf-8")


def newer_format(place: str, found: int) -> NewerFormatError:
    """What to say where a newer presscite made a store.

    Args:
        place: Where the store is.
        found: The format that it has.
    """
    return NewerFormatError(
        f"the store in {place} has format {found}, which a newer presscite made, and this one reads format {FORMAT}; "
        "install the newer one, or build the store anew with: presscite refresh --rebuild"
    )
