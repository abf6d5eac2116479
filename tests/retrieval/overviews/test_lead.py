"""The first sentence of an article that says something."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.overviews.lead import lead, opening_hits

if TYPE_CHECKING:
    from retrieval.store.snapshot import Snapshot


def test_lead(snapshot: Snapshot) -> None:
    """The headline is none, and offsets are those of the article."""
    (hit,) = opening_hits(snapshot, ["gone", *(id_ for id_ in _ids(snapshot) if "cotton" in id_)])
    found = lead(hit)
    assert found is not None
    assert found.quote == "Cotton prices fell by a tenth in February, the ministry of agriculture said."
    article = snapshot.catalogue.article(hit.article_id)
    assert article is not None
    assert article.text[found.start : found.end] == found.quote


def test_what_says_nothing_is_no_lead(snapshot: Snapshot) -> None:
    """Links and names alone are passed over; of an article of nothing else there is no lead."""
    hit = opening_hits(snapshot, _ids(snapshot))[0]
    silent = replace(hit, text="Subscribe: https://t.me/x", start=0, end=25)
    assert lead(silent) is None


def test_a_long_sentence_is_cut(snapshot: Snapshot) -> None:
    """What is quoted ends at a clause."""
    hit = opening_hits(snapshot, _ids(snapshot))[0]
    text = (
        f"The council met for a very long day and spoke of many things of the city, {'and of roads ' * 40}."
    )
    found = lead(replace(hit, text=text, start=0, end=len(text)))
    assert found is not None
    assert found.trimmed
    assert text.startswith(found.quote)
    assert len(found.quote) <= 300


def _ids(snapshot: Snapshot) -> list[str]:
    return sorted(snapshot.catalogue.digests())
