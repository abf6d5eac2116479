"""A model of the hub as the reader, by a tiny real one made here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.errors import ModelError
from retrieval.reading.hub_reader import HubReader

if TYPE_CHECKING:
    from pathlib import Path

_WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] who opened the tunnel mayor in 2006 a headline .".split()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with one small layer that was never trained."""
    from transformers import BertConfig, BertForQuestionAnswering, BertTokenizer

    folder = tmp_path_factory.mktemp("hub") / "reader"
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(_WORDS), encoding="utf-8")
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(_WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
    )
    BertForQuestionAnswering(config).save_pretrained(folder)
    return folder


def test_readings_count_in_the_text_alone(folder: Path) -> None:
    """Offsets are those of the passage's own text, whatever headline stands before it."""
    text = "the mayor opened the tunnel in 2006 ."
    with_title, without = HubReader(str(folder)).read(
        "who opened the tunnel", [("a headline", text), ("", text)]
    )
    assert with_title.offsets.tolist() == without.offsets.tolist()
    assert [text[a:b] for a, b in without.offsets.tolist()] == text.split()
    for reading in (with_title, without):
        assert reading.best is not None
        (start, end), margin = reading.best
        assert 0 <= start < end <= len(text)
        assert reading.answered == pytest.approx(margin)


def test_as_many_readings_as_passages(folder: Path) -> None:
    """More passages than fit a batch are all read, in their order."""
    texts = ["the tunnel " * (n + 1) for n in range(11)]
    readings = HubReader(str(folder)).read("who", [("", text) for text in texts])
    assert [len(reading.offsets) for reading in readings] == [2 * (n + 1) for n in range(11)]


def test_a_name_that_is_no_model_is_told(tmp_path: Path) -> None:
    """The error names the model and the setting."""
    with pytest.raises(ModelError, match=r"nowhere.*PRESSCITE_READER"):
        HubReader(str(tmp_path / "nowhere")).read("who", [("", "the tunnel")])
