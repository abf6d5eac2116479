"""Surnames of men and women."""

from __future__ import annotations

import pytest

from retrieval.text.named_text import NamedText
from retrieval.text.names import names
from retrieval.text.surname_gender import genders_fit


@pytest.mark.parametrize(
    ("sentence", "text", "fits"),
    [
        ("По словам Набиева, вода чистая.", "Мэр Набиев сказал, что вода чистая.", True),
        ("По словам Набиева, вода чистая.", "Об этом сказала Набиева. С Набиевой согласны.", False),
        ("По словам Набиева, вода чистая.", "Это известно от Набиева.", True),
        ("Вчера Набиев нанял рабочих.", "Набиева наняла рабочих.", False),
        ("Вчера Набиева наняла рабочих.", "Набиева наняла рабочих.", True),
        ("Yesterday Karimova came.", "Karimov came.", True),
    ],
)
def test_genders(sentence: str, text: str, fits: bool) -> None:
    """A form that is his genitive and her nominative is read by what the text has; English names tell nothing."""
    there = NamedText(text)
    assert genders_fit(names(sentence, there, same_language=True), sentence, there) is fits
