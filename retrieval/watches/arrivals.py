"""What a store holds that it did not hold before: the passages with words that are new to their article.

A passage's id alone does not tell.  It is made of its text, so that another passage size, or a sentence put in
at the top, cuts the same words at other places and gives them other ids.  So a baseline remembers sentences, which do
not depend on how they are packed:

- An article with the digest it had brings nothing new; its text is not even read.
- Nor does one whose text and date were there under another id: its file was moved, or its address changed.
- Of any other article, the sentences are compared with those that the article with this id had.  A passage is new
  where any of its sentences is, and `NewPassages` tells which words these are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from retrieval.watches.baseline import read_articles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.store.snapshot import Snapshot
    from retrieval.watches.baseline import Baseline

NewPassages: TypeAlias = dict[str, tuple[tuple[int, int], ...]]
"""Ids of passages, each with the spans of its text that are new, in characters; whole sentences or parts of them."""


def new_passages(snapshot: Snapshot, since: Baseline) -> NewPassages:
    """The passages with words that their articles did not have when a baseline was taken.

    Args:
        snapshot: The store as it is now.
        since: The store as it was.

    Returns:
        Their ids, by article and in the order of its text, each with the spans that are new.
    """
    if snapshot.name == since.generation:
        return {}
    found: NewPassages = {}
    for article in read_articles(snapshot, list(since.changed(snapshot))):
        new = since.new_sentences(article)
        for passage_id, start, end in snapshot.catalogue.spans(article.id) if new else ():
            if inside := _inside(new, start, end):
                found[passage_id] = inside
    return found


def _inside(spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """What of some spans lies in another, counted from its start."""
    return tuple((max(start, a) - start, min(end, b) - start) for a, b in spans if a < end and b > start)
