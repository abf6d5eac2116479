"""What a store held at a moment, as far as it takes to tell what is new in it later.

A baseline holds hashes: 24 bytes an article and 4 a sentence.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Self, TypeAlias

import numpy as np

from corpus import sentences
from retrieval.errors import BaselineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from corpus import Article
    from retrieval.store.snapshot import Snapshot

    _Long: TypeAlias = NDArray[np.uint64]
    _Short: TypeAlias = NDArray[np.uint32]

_MAGIC = b"presscite snapshot 1\n"  # another form gets another number
_CHECK = hashlib.sha256().digest_size
_LONG, _SHORT = np.dtype("<u8"), np.dtype("<u4")
_READ_AT_ONCE = 256  # articles


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """What a generation holds, as far as it takes to tell what is new in a later one.

    Attributes:
        generation: Its name.
        articles: Hashes of the articles' ids, in ascending order, of shape (articles,).
        digests: Hashes of their digests, in the same order.
        bodies: Hashes of their texts and dates, in the same order.
        starts: Where the sentences of each begin in `sentences`, of shape (articles + 1,).
        sentences: Hashes of the sentences of all; those of one article in ascending order.
    """

    generation: str
    articles: _Long
    digests: _Long
    bodies: _Long
    starts: NDArray[np.int64]
    sentences: _Short

    @classmethod
    def of(cls, snapshot: Snapshot, since: Baseline | None = None) -> Self:
        """The baseline of a generation.

        Args:
            snapshot: Open for reading.
            since: An earlier baseline; the text of articles that are as they were then is not read again.
        """
        entries = sorted(_entries(snapshot, since), key=lambda entry: entry.article)
        return cls(
            generation=snapshot.name,
            articles=np.array([entry.article for entry in entries], np.uint64),
            digests=np.array([entry.digest for entry in entries], np.uint64),
            bodies=np.array([entry.body for entry in entries], np.uint64),
            starts=_starts([len(entry.sentences) for entry in entries]),
            sentences=np.concatenate([np.empty(0, np.uint32), *(entry.sentences for entry in entries)]),
        )

    def to_bytes(self) -> bytes:
        """A compact form that `from_bytes` reads, the same on every machine."""
        name = self.generation.encode()
        body = b"".join(
            (
                np.array([len(name), len(self.articles), len(self.sentences)], _LONG).tobytes(),
                name,
                *(column.astype(_LONG).tobytes() for column in (self.articles, self.digests, self.bodies)),
                np.diff(self.starts).astype(_SHORT).tobytes(),
                self.sentences.astype(_SHORT).tobytes(),
            )
        )
        return _MAGIC + hashlib.sha256(body).digest() + body

    @classmethod
    def from_bytes(cls, kept: bytes) -> Self:
        """What `to_bytes` made.

        Raises:
            BaselineError: It is cut short, altered, or of another version.
        """
        check, body = kept[len(_MAGIC) :][:_CHECK], kept[len(_MAGIC) + _CHECK :]
        if not kept.startswith(_MAGIC) or check != hashlib.sha256(body).digest():
            raise BaselineError(
                "the baseline of the watches is damaged or of another version; take a new one: what came in "
                "since the old one was taken is then not counted as new"
            )
        name, articles, count = (int(size) for size in np.frombuffer(body, _LONG, 3))
        at = 3 * _LONG.itemsize
        generation = body[at : at + name].decode()
        at += name
        ids, digests, bodies = (
            np.frombuffer(body, _LONG, 3 * articles, at).reshape(3, articles).astype(np.uint64)
        )
        at += 3 * ids.nbytes
        sizes = np.frombuffer(body, _SHORT, articles, at)
        at += sizes.nbytes
        kept_sentences = np.frombuffer(body, _SHORT, count, at).astype(np.uint32)
        return cls(generation, ids, digests, bodies, _starts(sizes.tolist()), kept_sentences)

    def entry(self, article_id: str) -> BaselineEntry | None:
        """What it holds of an article; `None` where the article was not there."""
        hashed = _hash(article_id)
        at = int(np.searchsorted(self.articles, np.uint64(hashed)))
        if at == len(self.articles) or int(self.articles[at]) != hashed:
            return None
        own = self.sentences[self.starts[at] : self.starts[at + 1]]
        return BaselineEntry(hashed, int(self.digests[at]), int(self.bodies[at]), own)

    def changed(self, snapshot: Snapshot) -> Iterator[str]:
        """Ids of the articles of a later snapshot that are not as they were."""
        for article_id, digest in snapshot.catalogue.digests().items():
            earlier = self.entry(article_id)
            if earlier is None or earlier.digest != _hash(digest):
                yield article_id

    def new_sentences(self, article: Article) -> list[tuple[int, int]]:
        """Where the sentences stand that an article did not have; none where its text and date were there already."""
        if _body(article) in self.bodies:
            return []
        earlier = self.entry(article.id)
        old = frozenset(earlier.sentences.tolist() if earlier is not None else ())
        return [
            (start, end)
            for start, end in sentences(article.text)
            if _short(article.text[start:end]) not in old
        ]


@dataclass(frozen=True, slots=True, eq=False)
class BaselineEntry:
    """What a baseline holds of one article, all of it hashed.

    Attributes:
        article: The article's id.
        digest: Its digest, which changes with anything about it.
        body: Its text and date, which stay where only its id changes.
        sentences: Its sentences, each once, in ascending order.
    """

    article: int
    digest: int
    body: int
    sentences: _Short


def _entries(snapshot: Snapshot, since: Baseline | None) -> Iterator[BaselineEntry]:
    """An entry for each article: the earlier one where its digest is the same, else one made of its text."""
    digests = snapshot.catalogue.digests()
    changed = set(digests if since is None else since.changed(snapshot))
    if since is not None:
        yield from (entry for id_ in digests if id_ not in changed and (entry := since.entry(id_)))
    for article in read_articles(snapshot, sorted(changed)):
        own = [_short(article.text[start:end]) for start, end in sentences(article.text)]
        hashed = np.unique(np.array(own, np.uint32))
        yield BaselineEntry(_hash(article.id), _hash(digests[article.id]), _body(article), hashed)


def read_articles(snapshot: Snapshot, article_ids: Sequence[str]) -> Iterator[Article]:
    """Articles of a snapshot, in the order of their ids as given, read some at a time."""
    for start in range(0, len(article_ids), _READ_AT_ONCE):
        some = article_ids[start : start + _READ_AT_ONCE]
        articles = snapshot.catalogue.articles(some)
        yield from (articles[id_] for id_ in some)


def _starts(sizes: Sequence[int]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def _body(article: Article) -> int:
    # In UTC, so that a zone that was not known before changes nothing.
    published = article.published.astimezone(UTC).isoformat() if article.published else ""
    return _hash(f"{published}\0{article.text}")


def _hash(text: str) -> int:
    return int.from_bytes(_blake(text, 8), "little")


def _short(sentence: str) -> int:
    """Of 32 bits, which is plenty: sentences are only compared within their article."""
    return int.from_bytes(_blake(" ".join(sentence.split()), 4), "little")


def _blake(text: str, size: int) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).digest()
