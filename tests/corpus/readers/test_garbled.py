"""Text that a wrong encoding garbled before it came to us."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from corpus import ArticleError
from corpus.readers.garbled import GarbledTextError, readable

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.corpus.conftest import Taken

    Read = Callable[[str, str | bytes], Taken]

RU = "Хукумат Вахдата во вторник обсудил ремонт старого канала. Работы обойдутся в 2,4 миллиона сомони."
TG = "Ҳукумати Ваҳдат рӯзи сешанбе таъмири канали кӯҳнаро баррасӣ кард"


@pytest.mark.parametrize(
    ("text", "written", "taken_for"),
    [
        (RU, "cp1251", "latin-1"),
        (RU, "cp1251", "cp1252"),
        (RU, "koi8-r", "latin-1"),
        (RU, "utf-8", "latin-1"),
        (RU, "koi8-r", "cp1251"),
        (RU, "cp1251", "koi8-r"),
        ("В Душанбе прошёл дождь, сообщает агентство", "cp1251", "cp1252"),
        ("It wasn’t the minister’s café — it was his", "utf-8", "cp1252"),
        (TG, "utf-8", "latin-1"),
        ("Мост откроют в июне, сообщил министр", "koi8-r", "cp1251"),
    ],
)
def test_repaired(text: str, written: str, taken_for: str) -> None:
    """What one encoding was taken for another is undone."""
    assert readable(text.encode(written).decode(taken_for)) == text


@pytest.mark.parametrize(
    "text",
    [
        RU,
        TG,
        RU.upper(),
        "Њукумати Вањдат рўзи сешанбе таъмири канали кўњнаро баррасї кард",
        "Қазақстан Республикасының Президенті бүгін Астанада министрлермен кездесті",
        "Le président a été élu à Genève, où l'été était déjà passé.",
        "Það er íslenska þjóðin sem á að ráða því",
        "Đặng Thị Ngọc Thịnh đã được bầu làm quyền Chủ tịch nước",
        "И.О. министра прибыл в США; ООН и МВФ — кВт·ч",
        "وزیر آمد و گفت",
        "大臣が来た。",
        "???",
        "testing Ã entity",
        "A IRMÃ disse que sim",
        "testing Â entity",
        "│Имя      │Год │\n│Рустам   │1990│\n│Дилором  │1991│\n│Ҷамшед   │1992│\n│Парвина  │1993│",
    ],
)
def test_left_alone(text: str) -> None:
    """Text that somebody wrote so stays to the letter, in whatever language."""
    assert readable(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "??????? ??????? ?? ??????? ???????? ??????",
        "\ufffd" * 9 + " text",
        "(cid:12)(cid:7) (cid:99)",
        "Как Ñообщила преÑÑ-Ñлужба миниÑтерÑтва, по моÑту прошли Ñамые первые Ñамосвалы",
    ],
)
def test_refused(read: Read, text: str) -> None:
    """Text whose letters are lost is refused by name."""
    with pytest.raises(GarbledTextError):
        readable(text)
    error = read("a.jsonl", json.dumps({"text": text})).errors[0]
    assert isinstance(error, ArticleError)
    assert error.reason.startswith("text is garbled")
