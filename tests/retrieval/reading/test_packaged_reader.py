"""The reading model that comes with presscite, as it is shipped."""

from __future__ import annotations

import pytest

from retrieval.reading.packaged_reader import PackagedReader
from retrieval.settings import Settings

_DAM = (
    "The Rogun dam, which is being built on the Vakhsh river, will be 335 metres tall. It will be the tallest in the "
    "world. The Nurek dam, 70 kilometres downstream, has been in use since 1979."
)
_SCHOOL = "School number five in Kulob was closed because its roof had to be mended. Pupils go to the school next door."


@pytest.fixture(scope="module")
def reader() -> PackagedReader:
    """One for all tests: loading takes a second."""
    return PackagedReader(Settings().model_cache)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How tall will Rogun be?", "335 metres"),
        ("Since when has Nurek been working?", "1979"),
        ("С какого года работает Нурекская плотина?", "1979"),
        ("On which river is Rogun?", "Vakhsh"),
    ],
)
def test_it_marks_the_words_that_answer(reader: PackagedReader, question: str, words: str) -> None:
    """In the language of the passage or in another, and more surely than in a passage on something else."""
    answering, other = reader.read(question, [("", _DAM), ("", _SCHOOL)])
    assert answering.best is not None
    (start, end), _ = answering.best
    assert words in _DAM[start:end]
    assert answering.answered > other.answered


def test_a_long_passage_is_read_to_its_end(reader: PackagedReader) -> None:
    """What stands behind the tokens that one pass holds is read too, with its offsets."""
    text = f"{_SCHOOL} " * 30 + _DAM
    (reading,) = reader.read("On which river is Rogun?", [("", text)])
    assert reading.best is not None
    (start, end), _ = reading.best
    assert "Vakhsh" in text[start:end]
