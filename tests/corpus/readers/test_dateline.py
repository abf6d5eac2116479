"""Dates that stand beside the title of an article."""

from __future__ import annotations

import pytest

from corpus.readers.dateline import date_beside_title
from corpus.readers.html_tree import parsed

TITLE = "Совет Вахдата обсудил ремонт канала"
LEAD = (
    "<p>Совет Вахдата во вторник обсудил ремонт старого канала, который снабжает водой четыре кишлака, и решил начать "
    "работы весной, когда сойдёт снег и вода спадёт.</p>"
)
MENU = "".join(f"<a href='/{n}/'>Раздел {n}</a>" for n in range(9))
CARD = "<a href='/n/7/'>Мэр Худжанда купил яхту за казённые деньги</a>"


def _day(body: str, language: str = "ru") -> str | None:
    head = f"<title>{TITLE} | Вестник долины</title>"
    page = parsed(f"<html lang='{language}'><head>{head}</head><body>{body}</body></html>", "a")
    found = date_beside_title(page)
    return found.date().isoformat() if found else None


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{TITLE}</h1><div class='m'>2 апреля 2024, 09:30</div>{LEAD}",
        f"<h1>{TITLE}</h1><p>Опубликовано: 02.04.2024 в 09:30</p>{LEAD}",
        f"<h1>{TITLE}</h1><p>Дата публикации: 2 апреля 2024 г.</p>{LEAD}",
        f"<h1>{TITLE}</h1><ul><li>Лада Пряхина</li><li>Общество</li><li>02-04-2024, 09:30</li></ul>{LEAD}",
        f"<div><div class='art'><span>09:30 02.04.2024</span><h1>{TITLE}</h1></div>{LEAD}</div>",
        f"<article><header><time datetime='2024-04-02T09:30'>вчера</time><h1>{TITLE}</h1></header>{LEAD}</article>",
        f"<h1>{TITLE}</h1><p class='deck'>Четыре кишлака ждали давно.</p><time datetime='2024-04-02'></time>{LEAD}",
        f"<div><b>{TITLE}</b><br>02.04.2024<br></div>{LEAD}",
        f"<article><h1>{TITLE}</h1>{LEAD}<footer><time datetime='2024-04-02'>весной</time></footer></article>",
        f"<h1>{TITLE}</h1><span>2 апреля 2024</span> <span>Обновлено: 5 апреля 2024</span>{LEAD}",
        f"<h1>{TITLE}</h1><span>2 апреля 2024 </span><i>(изменено 5 апреля 2024)</i>{LEAD}",
        f"<h1>{TITLE}</h1><time datetime='2024-04-02'/><time class='modified' datetime='2024-04-05'/>{LEAD}",
        f"<h1>{TITLE}</h1><p>2 апреля 2024</p><div>{CARD} <i>1 марта 2024</i></div>{LEAD}",
        f"<h1>{TITLE}</h1><p>2 апреля 2024</p><ul><li>{CARD} 01.03.2024</li></ul>{LEAD}<p>3 мая 2024</p>",
    ],
)
def test_beside_the_title(body: str) -> None:
    """The date is between the title and the text, or with the title in one block, in whatever common form."""
    assert (
        _day(f"<div class='top'>Сегодня 27 ноября 2026 {MENU}</div>{body}<div>27.11.2026</div>")
        == "2024-04-02"
    )


@pytest.mark.parametrize(
    "body",
    [
        f"<div class='top'>27 ноября 2026</div><h1>{TITLE}</h1>{LEAD}",
        f"<div class='top'><span>27.11.2026</span>{MENU}<h1>{TITLE}</h1></div>{LEAD}",
        f"<h1>{TITLE}</h1><p>Обновлено 5 апреля 2024</p>{LEAD}",
        f"<h1>{TITLE}</h1><p>Обновлено:</p><p>5 апреля 2024</p>{LEAD}",
        f"<h1>{TITLE}</h1><div>{CARD}<time datetime='2024-03-01'>1 марта</time></div>{LEAD}",
        f"<h1>{TITLE}</h1><div><a href='/n/7/'><b>Мэр Худжанда купил яхту снова</b><i>1 марта 2024</i></a></div>{LEAD}",
        f"<h1>{TITLE}</h1><b>1 марта 2024</b><b>2 марта 2024</b>{LEAD}",
        f"<h1>{TITLE}</h1><p>Канал рыли весной, <time datetime='1924-03-01'>1 марта 1924 года</time>, всем миром.</p>"
        f"{LEAD}",
        f"<h1>{TITLE}</h1><time class='updated' datetime='2024-04-05'>5 апреля 2024</time>{LEAD}",
        f"<h1>{TITLE}</h1><p>Начало:</p><p>1 марта 2024</p>{LEAD}",
        f"<h1>{TITLE}</h1>{LEAD}<p>1 марта 2024</p>",
        f"<h1>{TITLE}</h1>{LEAD}<div id='c'><time datetime='2024-04-09'></time> Хорошо</div><p>© 2024</p>",
        f"<article><h1>{TITLE}</h1>{LEAD}<article><footer><time datetime='2024-04-09'>"
        "</time></footer></article></article>",
        f"<h1>{TITLE}</h1><li><time datetime='2024-03-01'/></li><li><time datetime='2024-03-02'/></li>{LEAD}",
        f"<h1>{TITLE}</h1><p>2 апреля</p><p>2024</p><p>12:30</p>{LEAD}",
        f"<h1>Вестник</h1><h1>долины</h1><p>27 ноября 2026</p>{LEAD}",
        f"<p>27 ноября 2026</p>{LEAD}",
    ],
)  # fmt: skip
def test_none_rather_than_another(body: str) -> None:
    """Days of rendering, of changes, of other articles, of comments and of events are not the article's."""
    assert _day(body) is None


@pytest.mark.parametrize(("language", "day"), [("ru", "2024-04-03"), ("tg", "2024-04-03"), ("en", None)])
def test_figures_in_either_order(language: str, day: str | None) -> None:
    """A date in figures that could be two days is read where the language of the page has one order."""
    assert _day(f"<h1>{TITLE}</h1><p>03-04-2024, 10:00</p>{LEAD}", language) == day
