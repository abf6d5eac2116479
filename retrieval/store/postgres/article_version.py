"""An article and its passages as a generation has them so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet


class PassageVersion(NamedTuple):
    """A passage as it is in the generation so far."""

    row: int
    born: int
    id: str
    record: str
    embedded: bool


class ArticleVersion(NamedTuple):
    """The passages of an article that is put in again."""

    versions: list[PassageVersion]
    same_title: bool

    def with_same_headline(self) -> dict[str, PassageVersion]:
        """Those that may stay as they are, by id: the headline is indexed and embedded with them."""
        return {version.id: version for version in self.versions} if self.same_title else {}

    def moved(self, ids: Sequence[str], *, forced: bool) -> AbstractSet[str]:
        """Of the ids of its passages now, those that stand between others, whose words are indexed with them."""
        if forced or not self.same_title:
            return set(ids)
        same = _triples(ids) & _triples([version.id for version in self.versions])
        return set(ids) - {id_ for _, id_, _ in same}


def _triples(ids: Sequence[str]) -> AbstractSet[tuple[str, str, str]]:
    padded = ["", *ids, ""]
    return {(padded[at], id_, padded[at + 2]) for at, id_ in enumerate(ids)}
