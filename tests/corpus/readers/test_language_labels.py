"""Labels of a language that the text contradicts, as publishing systems put them on each page, feed and file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.corpus.readers.docx_file import docx, paragraph
from tests.corpus.readers.pdf_file import labelled, lines, pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.corpus.conftest import Taken

    Read = Callable[[str, str | bytes], Taken]

RUSSIAN = (
    "В Кулябе в понедельник открыли новую школу на 640 мест, её строили четырнадцать месяцев на средства города. "
    "Директором назначена Зарина Аминова, которая двадцать лет преподавала физику в столичном лицее."
)
TAJIK = (
    "Дар шаҳри Хуҷанд беморхонаи нав барои 120 нафар кушода шуд. Духтур Ҳалима Қодирова гуфт, ки он 9 моҳ сохта шуд "
    "ва 31 миллион сомонӣ харҷ гардид. Раиси шаҳр ваъда дод, ки роҳи он то тирамоҳ таъмир мешавад."
)
TYPED_TAJIK = (
    "Дар нохияи Сино бозори нав кушода шуд. Раиси бозор Хабиб Чураев гуфт, ки ичораи як чой 300 сомони аст ва дар он "
    "шахрвандони нохия хар руз савдо мекунанд."
)
PERSIAN = (
    "وزیر نیرو روز دوشنبه گفت که ساخت سد در استان تا پایان سال به پایان می‌رسد و برق آن به سه شهر داده می‌شود. "
    "او گفت که هزینه این کار از بودجه کشور پرداخت شده است."
)
KAZAKH = (
    "Қазақстан президенті дүйсенбі күні жаңа мектептің ашылуына қатысты. Бұл мектепте алты жүз оқушы білім алады, ал "
    "құрылысы он төрт айға созылды. Мұғалімдер үшін жеке үйлер салынады деп хабарлады әкімдік."
)
UZBEK = (
    "Toshkentda dushanba kuni yangi maktab ochildi va unda olti yuz o‘quvchi bilim oladi. Direktor bu haqda "
    "jurnalistlar bilan suhbatda aytdi, qurilish uchun shahar byudjetidan mablag‘ ajratilgan edi."
)
GERMAN = (
    "Der Rat der Stadt hat am Dienstag über die Reparatur des alten Kanals beraten, der vier Dörfer mit Wasser "
    "versorgt und seit elf Jahren nicht gereinigt wurde."
)
UKRAINIAN = (
    "Рада міста у вівторок обговорила ремонт старого каналу, який постачає воду чотирьом селам і який не чистили "
    "одинадцять років. Роботи коштуватимуть дорого."
)


def _page(text: str, head: str) -> str:
    return f"<!doctype html><html {head}><body><article><h1>1</h1><p>{text}</p></article></body></html>"


def _wordpress(text: str, language: str = "en-US") -> str:
    system = '<meta name="generator" content="WordPress 6.5"><meta property="og:locale" content="en_US">'
    return _page(text, f'lang="{language}"><head><meta charset="utf-8"><title>1</title>{system}</head')


def _bitrix(text: str) -> str:
    return _page(text, 'xml:lang="ru" lang="ru"><head><meta charset="utf-8"><title>1</title></head')


def _feed(text: str, language: str) -> str:
    item = f"<item><title>1</title><link>https://a.example/1</link><description>{text}</description></item>"
    head = f"<title>Post</title><link>https://a.example/</link><language>{language}</language>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{item}</channel></rss>'


def _news_please(text: str, language: str) -> str:
    return json.dumps({"title": "1", "maintext": text, "language": language, "url": "https://a.example/1"})


def _mail(text: str) -> str:
    return (
        "From: Post <n@p.example>\nSubject: 1\nContent-Language: en-US\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n"
    )


FIRST: list[tuple[str, str | bytes, str | None]] = [
    ("wordpress.html", _wordpress(TAJIK), "tg"),
    ("bitrix.html", _bitrix(TYPED_TAJIK), "tg"),
    ("ghost.xml", _feed(RUSSIAN, "en"), "ru"),
    ("news-please.json", _news_please(GERMAN, "en"), None),
    ("short.html", _wordpress("Душанбе: +12.", "tg"), "tg"),
]
THEN: list[tuple[str, str | bytes, str | None]] = [
    ("persian.html", _wordpress(PERSIAN), "fa"),
    ("kazakh.html", _bitrix(KAZAKH), "kk"),
    ("uzbek.jsonl", _news_please(UZBEK, "ru"), "uz"),
    ("ukrainian.xml", _feed(UKRAINIAN, "ru"), None),
    ("short.xml", _feed("Об омад.", "tg-TJ"), "tg"),
    ("outlook.eml", _mail(TAJIK), "tg"),
    (
        "word.docx",
        docx(paragraph(RUSSIAN).replace("<w:r>", '<w:r><w:rPr><w:lang w:val="en-US"/></w:rPr>')),
        "ru",
    ),
    ("word.pdf", labelled(pdf([lines(RUSSIAN)]), "en-US"), "ru"),
    ("ukrainian.html", _wordpress(UKRAINIAN, "uk"), "uk"),
]


@pytest.mark.parametrize(("name", "content", "language"), FIRST + THEN, ids=lambda value: str(value)[:20])
def test_the_text_decides(read: Read, name: str, content: str | bytes, language: str | None) -> None:
    """A label counts where the text is too short to tell, or where it names a language that is not known here."""
    (article,) = read(name, content).articles
    assert article.language == language
