"""Is the store sound?  What is wrong with it in plain words, and a repair of what can be repaired."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.errors import EmptyStoreError, StoreError
from retrieval.store.examination import Examination
from retrieval.store.files import CATALOGUE, StoreFiles
from retrieval.store.lease import Lease, unread
from retrieval.store.manifest import FORMAT, Manifest
from retrieval.store.reindex import reindex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.settings import Settings
    from retrieval.store.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is wrong with a store.

    Attributes:
        what: What is wrong, in plain words.
        remedy: What to do about it.
        repair: "reindex" where a new generation from the articles that are in mends it, "clear" where something is
            only to be removed, `None` where only the remedy helps.
    """

    what: str
    remedy: str
    repair: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """How a store is.

    Attributes:
        findings: What is wrong; empty for a sound store.
        articles: How many articles were looked at.
        passages: How many passages were looked at.
        vectors: How many vectors were looked at.
    """

    findings: tuple[Finding, ...]
    articles: int = 0
    passages: int = 0
    vectors: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    def to_dict(self) -> dict[str, Any]:
        """The diagnosis as plain JSON types."""
        return {**asdict(self), "sound": self.sound}


_REPAIR = "presscite doctor --repair"
_REBUILD = "presscite refresh --rebuild, with all its sources"


def examine(settings: Settings) -> Diagnosis:
    """Look at everything in the published generation; writes nothing and needs no model.

    Raises:
        EmptyStoreError: Nothing has been published yet.
    """
    files = StoreFiles(settings.home, settings.chroma_address)
    name = files.published()
    if name is None:
        raise EmptyStoreError(
            f"there are no articles in {files.folder} yet; put some in: presscite refresh FOLDER"
        )
    leftovers = [*_leftovers(files)]
    folder = files.generation(name)
    try:
        lease = Lease(folder)
    except OSError:
        what = f"the store points to the generation {name}, which is not there"
        return Diagnosis(findings=(Finding(what=what, remedy=_REBUILD, repair=None), *leftovers))
    try:
        return _examined(files, name, settings, leftovers)
    finally:
        lease.release()


def _examined(files: StoreFiles, name: str, settings: Settings, leftovers: list[Finding]) -> Diagnosis:
    folder = files.generation(name)
    try:
        manifest = Manifest.read_any(folder)
    except StoreError as error:
        return Diagnosis(findings=(Finding(what=str(error), remedy=_REBUILD, repair=None), *leftovers))
    findings = [*_of_manifest(manifest, settings)]
    if manifest.format != FORMAT:
        return Diagnosis(findings=(*findings, *leftovers))
    try:
        with Examination(folder / CATALOGUE) as examination:
            findings += [_damage(what) for what in examination.of_catalogue()]
            try:
                vectors = files.vectors(name, kept=manifest.vectors)
            except StoreError as error:
                findings.append(_damage(f"the vectors cannot be opened: {error}"))
            else:
                with vectors.closing():
                    findings += [
                        _damage(what) for what in examination.of_vectors(vectors, manifest.dimension)
                    ]
            counts = examination.counts_seen
    except (StoreError, OSError) as error:
        what = f"{folder / CATALOGUE} is damaged ({error.__cause__ or error})"
        return Diagnosis(findings=(*findings, Finding(what=what, remedy=_REBUILD, repair=None), *leftovers))
    return Diagnosis(findings=(*findings, *leftovers), **counts)


def _of_manifest(manifest: Manifest, settings: Settings) -> Iterator[Finding]:
    if manifest.format != FORMAT:
        yield Finding(
            what=f"the store has format {manifest.format} and this presscite uses format {FORMAT}",
            remedy=f"presscite refresh, or {_REPAIR}",
            repair="reindex",
        )
    if manifest.model != settings.embedding_model:
        yield Finding(
            what=f"the store was made with the embedding model {manifest.model!r}, but "
            f"{settings.embedding_model!r} is configured",
            remedy=f"set PRESSCITE_EMBEDDING_MODEL={manifest.model}, or {_REBUILD}",
            repair=None,
        )


def _leftovers(files: StoreFiles) -> Iterator[Finding]:
    if files.busy():
        return  # what looks left over is being written
    for name in files.leftovers():
        with unread(files.generation(name)) as free:
            if free:
                yield Finding(
                    what=f"{files.generation(name)} is left over from a refresh that was killed",
                    remedy=f"{_REPAIR}; the next refresh also clears it away",
                    repair="clear",
                )
    try:
        names = files.server_leftovers()
    except StoreError as error:
        yield Finding(what=str(error), remedy="start the Chroma server", repair=None)
        return
    for name in names:
        yield Finding(
            what=f"the collection {name} in the Chroma server is left over from a refresh that was killed",
            remedy=f"{_REPAIR}; the next refresh that changes something also deletes it",
            repair="clear",
        )


def _damage(what: str) -> Finding:
    return Finding(what=what, remedy=_REPAIR, repair="reindex")


def repair(
    settings: Settings,
    diagnosis: Diagnosis,
    *,
    embeddings: SentenceTransformerEmbeddings | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Diagnosis:
    """Repair what can be, by publishing a new generation from the articles that are in.

    Sound vectors are taken over, missing and broken ones embedded anew; passages and keyword rows are all made
    anew, orphans and leftovers removed.

    Returns:
        The diagnosis after the repair.

    Raises:
        StoreError: A refresh is running, or the store cannot be written.
        ModelError: Passages have to be embedded and the model cannot be used.
    """
    files = StoreFiles(settings.home, settings.chroma_address)
    repairs = {finding.repair for finding in diagnosis.findings}
    if repairs != {None}:
        with files.locked():
            files.clear()
            # Where something is wrong that no repair mends, such as another model, nothing is made of it.
            if "reindex" in repairs and None not in repairs:
                embeddings = embeddings or SentenceTransformerEmbeddings.from_settings(settings)
                reindex(files, settings, embeddings, progress or (lambda _: None))
            files.clear_server()
    return examine(settings)
