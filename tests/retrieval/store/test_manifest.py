"""The manifest: no store is misread."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from retrieval.errors import StoreError
from retrieval.store.manifest import FORMAT, Manifest

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = Manifest(
    format=FORMAT, model="m", dimension=8, passage_chars=200, made="2026-01-01T00:00:00+00:00"
)


def changed(folder: Path, **facts: Any) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **facts}), "utf-8")


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Word for word; one that does not say where its vectors are has them in its folder."""
    MANIFEST.write(tmp_path)
    assert Manifest.read(tmp_path) == MANIFEST
    facts = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    del facts["vectors"]
    (tmp_path / "manifest.json").write_text(json.dumps(facts), "utf-8")
    assert Manifest.read(tmp_path) == MANIFEST


def test_later_format_is_refused(tmp_path: Path) -> None:
    """A store that a newer presscite made is refused in words, also by what only looks at it."""
    MANIFEST.write(tmp_path)
    changed(tmp_path, format=99)
    for read in (Manifest.read, Manifest.read_any):
        with pytest.raises(StoreError, match=r"format 99.*--rebuild"):
            read(tmp_path)


def test_older_format_says_what_to_do(tmp_path: Path) -> None:
    """A reader of a store of an older format is sent to refresh; the tests of reindexing show that this helps."""
    MANIFEST.write(tmp_path)
    changed(tmp_path, format=2)
    with pytest.raises(StoreError, match=r"format 2.*presscite refresh$"):
        Manifest.read(tmp_path)
    assert Manifest.read_any(tmp_path).format == 2


@pytest.mark.parametrize("damaged", ["", "{", "[]", "{}", '{"format": "x"}', '{"format": 3}', "\x00" * 100])
def test_damage_is_named(tmp_path: Path, damaged: str) -> None:
    """Whatever stands in the file instead of a manifest, its path is named with the way out."""
    (tmp_path / "manifest.json").write_text(damaged, "utf-8")
    with pytest.raises(StoreError, match=r"manifest\.json is damaged.*doctor --repair"):
        Manifest.read(tmp_path)
