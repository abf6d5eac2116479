"""Saved pages whose encoding is not the one that they state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus import CorpusError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.corpus.conftest import Taken

RUSSIAN = (
    "Мост через Пяндж открыт для движения.",
    "Как сообщила пресс-служба министерства транспорта, по мосту прошли первые грузовики из Хорога.",
    "Строительство обошлось в двенадцать миллионов сомони и заняло два года.",
)
TAJIK = (
    "Дар шаҳри Хоруғ беморхонаи нав ифтитоҳ ёфт.",
    "Ба гуфтаи сардухтур Ҷамшед Ғаниев, дар он ҳар рӯз сад бемор қабул карда мешавад.",
    "Сохтмони бино ду сол идома кард ва дар он даҳҳо коргар ширкат доштанд.",
)
ENGLISH = (
    "The café in Khorog has opened again.",
    "The mayor’s office says that it stays — for a year at least, and with a new kitchen.",
)


def wordpress(texts: tuple[str, ...], declared: str) -> str:
    body = "".join(f"<p>{text}</p>" for text in texts)
    return (
        f'<!DOCTYPE html><html lang="ru-RU"><head><meta charset="{declared}"><title>{texts[0]}</title>'
        f'<meta property="article:published_time" content="2024-04-02T00:30:00+05:00"></head><body>'
        f'<article class="post"><h1 class="entry-title">{texts[0]}</h1><div class="entry-content">{body}</div>'
        "</article></body></html>"
    )


def bitrix(texts: tuple[str, ...], declared: str) -> str:
    body = "<br>".join(texts)
    return (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}" />'
        f"<title>{texts[0]}</title></head><body>"
        f'<div class="news-detail"><span class="news-date-time">02.04.2024</span><h3>{texts[0]}</h3>{body}'
        "</div></body></html>"
    )


def xhtml(texts: tuple[str, ...], declared: str) -> str:
    body = "".join(f"<p>{text}</p>" for text in texts)
    return (
        f'<?xml version="1.0" encoding="{declared}"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{texts[0]}</title></head><body>'
        f'<table width="100%"><tr><td class="content">{body}</td></tr></table></body></html>'
    )


def behind_scripts(texts: tuple[str, ...], declared: str) -> str:
    script = "<script>" + "var shown = [1, 2, 3];\n" * 4000 + "</script>"
    return wordpress(texts, declared).replace("</head>", script + "</head>")


def with_late_statement(texts: tuple[str, ...], declared: str) -> str:
    page = wordpress(texts, declared)
    stated = f'<meta charset="{declared}">'
    return page.replace(stated, "<style>" + "a { color: red }\n" * 400 + "</style>" + stated)


SEEN_BEFORE: list[tuple[Callable[[tuple[str, ...], str], str], tuple[str, ...], str, str]] = [
    (wordpress, RUSSIAN, "utf-8", "cp1251"),
    (wordpress, RUSSIAN, "windows-1251", "utf-8"),
    (bitrix, RUSSIAN, "iso-8859-1", "cp1251"),
    (bitrix, RUSSIAN, "koi8-r", "cp1251"),
    (xhtml, TAJIK, "windows-1251", "utf-8"),
    (behind_scripts, RUSSIAN, "iso-8859-1", "cp1251"),
    (behind_scripts, TAJIK, "windows-1251", "utf-8"),
    (with_late_statement, RUSSIAN, "utf-8", "koi8-r"),
]
WRITTEN_AFTER: list[tuple[Callable[[tuple[str, ...], str], str], tuple[str, ...], str, str]] = [
    (bitrix, TAJIK, "utf-8", "utf-16"),
    (bitrix, TAJIK, "windows-1251", "koi8-t"),
    (xhtml, RUSSIAN, "iso-8859-5", "cp1251"),
    (wordpress, RUSSIAN, "x-nonsense", "cp1251"),
    (with_late_statement, ENGLISH, "windows-1251", "utf-8"),
    (behind_scripts, RUSSIAN, "koi8-r", "cp866"),
    (xhtml, ENGLISH, "utf-8", "cp1252"),
    (wordpress, RUSSIAN, "utf-16", "utf-8"),
]


@pytest.mark.parametrize(("maker", "texts", "declared", "codec"), SEEN_BEFORE + WRITTEN_AFTER)
def test_saved_pages_that_state_a_wrong_encoding(
    read: Callable[[str, str | bytes], Taken],
    maker: Callable[[tuple[str, ...], str], str],
    texts: tuple[str, ...],
    declared: str,
    codec: str,
) -> None:
    """The bytes tell the encoding where what the page states cannot be right: every sentence is as it was written."""
    taken = read("saved.html", maker(texts, declared).encode(codec, "xmlcharrefreplace"))
    assert not taken.errors
    (article,) = taken.articles
    assert article.title == texts[0]
    assert all(text in article.text for text in texts[1:])


GARBLED = [
    wordpress(tuple(t.encode("cp1251").decode("cp1252") for t in RUSSIAN), "utf-8"),
    bitrix(tuple(t.encode().decode("cp1251", "replace") for t in RUSSIAN), "utf-8"),
    wordpress(tuple(t.encode().decode("latin-1") for t in RUSSIAN), "utf-8"),
    xhtml(tuple("".join("?" if c > "\x7f" else c for c in t) for t in RUSSIAN), "utf-8"),
    wordpress(tuple(t.encode("ascii", "replace").decode().replace("?", "\ufffd") for t in RUSSIAN), "utf-8"),
    bitrix(tuple(text.encode("koi8-r").decode("cp1251") for text in RUSSIAN), "windows-1251"),
    wordpress(tuple(text.encode().decode("cp1252", "ignore") for text in RUSSIAN), "utf-8"),
    xhtml(tuple(text.encode("cp866").decode("cp1251", "replace") for text in RUSSIAN), "utf-8"),
    bitrix(tuple(text.encode().decode("latin-1") for text in RUSSIAN), "utf-8").replace("<br>", "\n<br>"),
    behind_scripts(tuple(text.encode().decode("koi8-r") for text in RUSSIAN), "utf-8"),
]


@pytest.mark.parametrize("page", GARBLED)
def test_saved_pages_that_were_garbled_before(read: Callable[[str, str | bytes], Taken], page: str) -> None:
    """A page that a program saved garbled is repaired to the letter, or refused by name; nothing of it is stored."""
    taken = read("saved.html", page)
    if taken.articles:
        assert RUSSIAN[2] in taken.articles[0].text
    else:
        (error,) = taken.errors
        assert isinstance(error, CorpusError)
        assert "garbled" in error.reason
