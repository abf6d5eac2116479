"""The sentence by which an article stands in an overview: its first one, which in news says what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus import sentences
from retrieval.answering.quote.excerpt import Excerpt
from retrieval.timelines.quotation import quoted_length
from retrieval.timelines.topicality import says_something

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.store.hit import Hit
    from retrieval.store.snapshot import Snapshot


def opening_hits(snapshot: Snapshot, article_ids: Sequence[str]) -> list[Hit]:
    """The first passages of articles, in the order of these ids; unknown ids are left out."""
    firsts = [spans[0][0] for id_ in article_ids if (spans := snapshot.catalogue.spans(id_))]
    return snapshot.catalogue.hits(dict.fromkeys(firsts, 0.0))


def lead(hit: Hit) -> Excerpt | None:
    """The first sentence of a passage that is no headline; `None` where it has none that says anything."""
    for start, end in sentences(hit.text):
        text = hit.text[start:end]
        if text.strip() != hit.title.strip() and says_something(text):
            return excerpt(hit, start, text)
    return None


def excerpt(hit: Hit, start: int, sentence: str) -> Excerpt:
    """A sentence of a passage, cut where it is long.

    Args:
        hit: The passage.
        start: Offset of the sentence in the passage's text.
        sentence: The sentence.
    """
    length = quoted_length(sentence)
    return Excerpt(hit=hit, start=hit.start + start, quote=sentence[:length], trimmed=length < len(sentence))
