"""Ids of articles: each is held by one item, and moves with its article."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from retrieval.indexing.article_ids import ArticleIds
from retrieval.store.items import KnownArticle
from tests.retrieval.small_store import all_places, contents, run

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.settings import Settings
    from retrieval.store.base_snapshot import BaseSnapshot


class Base:
    """Articles that are in: "a" came from "old.jsonl"."""

    def known(self, article_id: str) -> KnownArticle | None:
        return KnownArticle("digest", "old.jsonl") if article_id == "a" else None


def ids(*gone: str) -> ArticleIds:
    return ArticleIds(cast("BaseSnapshot", Base()), gone)


def test_who_was_there_first_holds_an_id() -> None:
    """An article that is in keeps its id against one from another item, and a new id is free."""
    assert ids().other_holder("a", "new.jsonl") == "old.jsonl"
    assert ids().other_holder("a", "old.jsonl") is None
    assert ids().other_holder("b", "new.jsonl") is None


def test_id_is_free_when_its_item_is_gone_or_has_lost_the_article() -> None:
    """Then another item may claim it, and holds it from then on."""
    assert ids("old.jsonl").other_holder("a", "new.jsonl") is None
    left = ids()
    left.release("a")
    assert left.other_holder("a", "new.jsonl") is None
    left.claim("a", "new.jsonl")
    assert left.other_holder("a", "new.jsonl") is None
    assert left.other_holder("a", "other.jsonl") == "new.jsonl"


def test_claim_of_this_refresh_counts_before_what_was() -> None:
    """Who has read an article holds its id, also against the item that it came from earlier."""
    moved = ids("old.jsonl")
    moved.claim("a", "new.jsonl")
    assert moved.other_holder("a", "old.jsonl") == "new.jsonl"
    assert moved.is_claimed("a")
    assert moved.is_claimed_by("a", "new.jsonl")
    assert not moved.is_claimed_by("a", "old.jsonl")
    assert not moved.is_claimed("b")


@all_places
def test_moved_record_keeps_its_vectors(tmp_path: Path, settings: Settings) -> None:
    """An article with an id of its own may move to another file without being embedded again."""
    folder = tmp_path / "records"
    folder.mkdir()
    line = json.dumps({"id": "a1", "text": "The tunnel was opened in 2006.", "title": "Tunnel"})
    (folder / "old.jsonl").write_text(line + "\n", "utf-8")
    run(folder, settings)
    (folder / "old.jsonl").rename(folder / "new.jsonl")
    report, embedded = run(folder, settings)
    assert (report.removed, report.unchanged, embedded) == ((), 1, [])
    assert list(contents(settings))


def test_same_id_twice_is_named(tmp_path: Path, settings: Settings) -> None:
    """Two articles of one id: the first is in, the second is named with the place of the first."""
    folder = tmp_path / "records"
    folder.mkdir()
    for name in ("a", "b"):
        line = json.dumps({"id": "same", "text": f"Text of {name}.", "title": name})
        (folder / f"{name}.jsonl").write_text(line + "\n", "utf-8")
    report, _ = run(folder, settings)
    assert report.added == ("same",)
    assert "a.jsonl" in report.failed[0].reason
    assert report.failed[0].origin.endswith("b.jsonl:1")


def test_record_moves_between_files_that_both_changed(tmp_path: Path, settings: Settings) -> None:
    """A record that goes from a later file to an earlier one in one step ends as in a fresh build."""
    folder = tmp_path / "records"
    folder.mkdir()
    lines = {n: json.dumps({"id": n, "text": f"Text of {n}.", "title": n}) for n in ("a1", "b1", "b2")}
    (folder / "a.jsonl").write_text(lines["a1"] + "\n", "utf-8")
    (folder / "b.jsonl").write_text(lines["b1"] + "\n" + lines["b2"] + "\n", "utf-8")
    run(folder, settings)
    (folder / "a.jsonl").write_text(lines["a1"] + "\n" + lines["b2"] + "\n", "utf-8")
    (folder / "b.jsonl").write_text(lines["b1"] + "\n", "utf-8")
    report, _ = run(folder, settings)
    assert (report.failed, report.removed, report.unchanged, report.articles) == ((), (), 3, 3)
    fresh = settings.model_copy(update={"home": tmp_path / "fresh", "database_url": None})
    run(folder, fresh)
    assert contents(settings) == contents(fresh)
