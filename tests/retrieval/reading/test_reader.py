"""Which reader the settings open."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from retrieval.reading import packaged_reader
from retrieval.reading.hub_reader import HubReader
from retrieval.reading.packaged_reader import PackagedReader
from retrieval.reading.reader import open_reader
from retrieval.settings import NO_READER, Settings

if TYPE_CHECKING:
    from pathlib import Path


def test_the_packaged_reader_is_the_default() -> None:
    """Nothing needs to be set."""
    assert isinstance(open_reader(Settings()), PackagedReader)


def test_a_process_loads_the_packaged_reader_once() -> None:
    """Chains that are built beside each other share it."""
    assert open_reader(Settings()) is open_reader(Settings())


def test_off_opens_none() -> None:
    """The setting turns it off."""
    assert open_reader(Settings(reader=NO_READER)) is None


def test_another_name_is_a_model_of_the_hub() -> None:
    """It is loaded when first used, so that a name costs nothing until then."""
    reader = open_reader(Settings(reader="deepset/xlm-roberta-base-squad2"))
    assert isinstance(reader, HubReader)
    assert reader.name == "deepset/xlm-roberta-base-squad2"


@pytest.mark.parametrize("damage", ["missing", "other"])
def test_without_its_file_there_is_none(
    damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Answers are chosen without it then, and the log names the file."""
    weights = tmp_path / "reader.safetensors"
    if damage == "other":
        weights.write_bytes(b"something else")
    monkeypatch.setattr(packaged_reader, "WEIGHTS", weights)
    monkeypatch.setattr(PackagedReader.__init__, "__defaults__", (weights, packaged_reader.SHA256, None))
    with caplog.at_level(logging.WARNING):
        assert open_reader(Settings(model_cache=tmp_path / "cache")) is None
    assert str(weights) in caplog.text
