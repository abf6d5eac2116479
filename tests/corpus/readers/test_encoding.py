"""Older encodings: told where the text is plausible, refused where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.readers.contents import text_encoding
from corpus.readers.encoding import encoding_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.corpus.conftest import Taken

    Read = Callable[[str, str | bytes], Taken]

TEXTS = [
    "Хукумат Вахдата во вторник обсудил ремонт старого канала. Работы обойдутся в 2,4 миллиона сомони.",
    "ПРЕЗИДЕНТ ПОДПИСАЛ УКАЗ О СТРОИТЕЛЬСТВЕ ШКОЛЫ",
    "Мост откроют в июне",
    "Title;Text\nКанал;Ремонт обойдётся в 2,4 млн сомони",
    "Читайте нас в Telegram: @vahdat. Новости Vahdat Post: World Bank выделил 5 млн.",
]


@pytest.mark.parametrize(
    "encoding", ["cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("text", TEXTS)
def test_russian(text: str, encoding: str) -> None:
    """Each encoding gives back the text that was written in it, also where it is short or all capitals."""
    data = text.encode(encoding)
    assert data.decode(text_encoding(data)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Ҳукумати Ваҳдат рӯзи сешанбе таъмири канали кӯҳнаро баррасӣ кард", "koi8-t"),
        ("Њукумати Вањдат рўзи сешанбе таъмири канали кўњнаро баррасї кард", "cp1251"),
        ("The café said “yes” – the minister’s naïve façade was the résumé of the council.", "cp1252"),
        ("Le président a été élu à Genève, où l'été était déjà passé, et la fête continue.", "cp1252"),
    ],
)
def test_tajik_and_latin(text: str, encoding: str) -> None:
    """KOI8-T, the windows-1251 of old Tajik fonts and windows-1252 are told too."""
    data = text.encode(encoding)
    assert data.decode(text_encoding(data)) == text


def test_a_very_long_word() -> None:
    """Letters without an end are looked at in a time that grows with their number, not with its square."""
    text = "x" * 150_000 + " Министр прибыл в Душанбе и встретился с коллегой"
    assert text_encoding(text.encode("koi8-r")) == "koi8-r"


def test_csv_as_excel_saves_it(read: Read) -> None:
    """A table in windows-1251 with semicolons is read, row by row."""
    rows = "Заголовок;Текст;Дата\r\nКанал;Хукумат обсудил ремонт старого канала.;31.03.2024\r\n"
    article = read("a.csv", rows.encode("cp1251")).articles[0]
    assert (article.title, article.text) == ("Канал", "Хукумат обсудил ремонт старого канала.")


@pytest.mark.parametrize(
    "data",
    [
        b"\xd1\x98\x81\xff\x98\xe2\x8d\x90\x81\x9d" * 20,
        bytes(range(0x80, 0x100)) * 3,
        "Хукумат обсудил ремонт старого канала во вторник".encode().replace(b"\xd0\xba", b"\xd0") * 2,
    ],
)
def test_what_cannot_be_read(read: Read, data: bytes) -> None:
    """Bytes in no encoding that gives a plausible text are refused by name; so is UTF-8 with flaws."""
    assert read("a.txt", data).errors[0].reason.startswith("is not UTF-8 text")


def test_what_has_no_capitals_is_not_cyrillic() -> None:
    """Hebrew, which knows none, looks like Russian letters; what is Russian in small letters has its common words."""
    hebrew = "האם תדפיס נייר של אתר אינטרנט מהווה חומר הניתן להגשה כראיה בבית המשפט או שמא יש צורך בעדות "
    assert encoding_of((hebrew * 3).encode("cp1255")) is None
    russian = "хукумат вахдата во вторник обсудил ремонт старого канала и сказал что работы начнутся в мае "
    assert encoding_of((russian * 3).encode("cp1251")) == "cp1251"
