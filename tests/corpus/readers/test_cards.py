"""What stands in and around the text of an article and is none of it."""

from __future__ import annotations

import pytest

from tests.corpus.pages import article_of

TITLE = "Ремонт старого канала начнётся весной"
TEXTS = (
    "Совет Вахдата во вторник обсудил ремонт старого канала, который снабжает водой четыре кишлака.",
    "Работы обойдутся в 2,4 миллиона сомони, деньги выделят из областного бюджета до конца марта.",
    "Дехкане просят давать воду по очереди, пока ремонт не закончен, и следить за этим всем миром.",
)
OTHER = "Мэр Худжанда купил себе яхту"
LINK = f"<a href='/n/7'>{OTHER}</a>"
NEWS = f"<a href='/n/8'>{OTHER} снова</a>"
AUTHOR = "<a class='author' href='/people/5'>Лада Пряхина</a>"
BIO = "<p>Лада Пряхина пишет о воде и земле с 2008 года.</p>"


def _page(before: str = "", middle: str = "", under: str = "", above: str = "") -> str:
    first, *rest = (f"<p>{text}</p>" for text in TEXTS)
    return (
        f"<html lang='ru'><head><meta charset='utf-8'><title>{TITLE} — Вестник</title></head>"
        f"<body>{above}<div class='page'>"
        f"<h1>{TITLE}</h1>{before}<div class='c7'>{first}{middle}{''.join(rest)}</div>"
        f"{under}</div></body></html>"
    )


def _text(*parts: str, **places: str) -> str:
    return article_of(_page(*parts, **places)).text


WHOLE = "\n\n".join(TEXTS)


@pytest.mark.parametrize(
    "card",
    [
        f"<div class='x1'>{LINK}<div>30.11.2025, 17:00</div></div>",
        f"<div class='x1'><span>30 ноября 2025</span>{LINK}</div>",
        f"<p><b>{LINK}</b> (30.11.2025)</p>",
        f"<ul><li>30.11.2025 {LINK}</li><li>29.11.2025 {NEWS}</li></ul>",
        f"<a href='/n/7' class='x1'><div><h4>{OTHER}</h4><p>Ещё новости</p></div></a>",
        f"<figure><a href='/n/7'><div>{OTHER}</div><div>Вестник</div></a></figure>",
        f"<table><tr><td>{LINK}</td><td>30.11.2025</td></tr></table>",
        "<ul><li><a href='#a'>Что решил вчера совет</a></li><li><a href='#b'>Сколько это будет стоить</a></li></ul>",
        "<div class='x2'><h3>Утренние письма</h3><p>Пять новостей к семи утра, отписаться можно.</p>"
        "<form><button>Да</button>"
        "</form><p>Без спама, обещаем вам.</p></div>",
        "<div class='x3'><img src='/1.jpg'><br><i>Старый канал у кишлака Сомон</i></div>",
        "<div><img src='/1.jpg' alt='Старый канал у кишлака Сомон'></div><div>Фото: Старый канал у кишлака Сомон</div>",
        "<table align='right'><tr><td><img src='/1.jpg'></td></tr><tr><td>Старый канал у Сомона</td></tr></table>",
    ],
)  # fmt: skip
def test_cards_in_the_text(card: str) -> None:
    """Links to other articles, calls to subscribe and captions go, in the text and above it."""
    assert _text(middle=card) == WHOLE
    assert _text(card) == WHOLE


@pytest.mark.parametrize(
    ("before", "under"),
    [
        (f"<div class='by'>{AUTHOR} <span>3 мин. чтения</span> <span>2 апреля 2024</span></div>", ""),
        (f"<div><h4>{AUTHOR}</h4></div>", f"<div class='box'><h3>{AUTHOR}</h3>{BIO}</div>"),
        ("", "Просмотров: 237<br>Теги: <a href='/t/1'>вода</a>, <a href='/t/2'>канал</a><br>"),
        ("", "<p class='tags'>Теги: вода, канал</p><div>Есть что сказать? Напишите нам об этом.</div>"),
        ("", "<ul class='x'><li>459 просмотров</li><li><a href='/c'>Ответить</a></li></ul>"),
        (
            "",
            "<div><h2>Комментарии (2)</h2>"
            "<p>Давно пора, а то воды не было с самой весны, сколько ни просили мы их.</p></div>",
        ),
        (
            "",
            "<h3>2 комментария</h3><p>Давно пора, а то воды не было с самой весны, сколько ни просили мы их.</p>",
        ),
        ("<a href='#text'>Перейти к тексту</a><a href='#search'>Поиск</a>", ""),
    ],
)
def test_around_the_text(before: str, under: str) -> None:
    """Bylines, tags, counters, boxes about the author and comments go."""
    assert _text(before, under=under) == WHOLE


def test_above_the_title() -> None:
    """Nothing above the title is the article's."""
    above = (
        "<table><tr><td>Сегодня: пятница, 20 ноября 2026<br>Погода: облачно, ветер южный</td></tr></table>"
    )
    assert (
        _text(
            above=above + "<div class='notice'>Вклад «Урожайный»: до 17 процентов годовых в отделениях.</div>"
        )
        == WHOLE
    )


@pytest.mark.parametrize(
    "part",
    [
        "<p>Решение приняли единогласно.</p>",
        "<ul><li>ремонт русла и двух мостов</li><li>новые ворота у плотины</li></ul>",
        "<blockquote>Без воды нет урожая.</blockquote>",
        f"<p>Раньше об этом писал {LINK}, но без подробностей.</p>",
        "<ul><li>Указ о воде подписан 30.11.2025 в столице</li><li>Закон о земле принят годом раньше</li></ul>",
        "<p>Полный текст решения <a href='/doc'>опубликован на сайте совета</a> 30 ноября 2025 года.</p>",
        "<p><img src='/1.jpg'> Вода пришла в кишлак под вечер.</p>",
        "<figure><blockquote>Без воды нет урожая, сказал он.</blockquote></figure>",
        "<p>Обсуждение длилось три часа.</p>",
        "<h3>Обсуждение</h3><p>Говорили до ночи.</p>",
    ],
)
def test_parts_of_the_text(part: str) -> None:
    """What only looks like one of them stays."""
    words = article_of(f"<p>{part}</p><p>{part}</p>").text.split()
    assert words
    shown = _text(middle=part)
    for line in (
        "Решение",
        "ремонт русла",
        "Без воды",
        "писал",
        "Указ о воде",
        "Полный текст",
        "Вода пришла",
        "Обсуждение",
    ):
        assert (line in part) == (line in shown)
    assert all(text in shown for text in TEXTS)


@pytest.mark.parametrize(
    ("before", "under", "kept"),
    [
        ("<div class='lead'>Вахдат отремонтирует канал, построенный век назад.</div>", "", "построенный век назад"),
        ("<h2>Что решил совет Вахдата на своём последнем заседании года</h2>", "", "последнем заседании"),
        ("", "<div class='part2'><p>Совет соберётся снова в марте, чтобы решить, кто будет рыть, а кто считать.</p>"
             "<p>Никто не возражал, хотя и спорили.</p></div>", "в марте"),
        ("", "<p>Следующее заседание назначено на середину марта.</p>", "середину марта"),
        ("", "<ul><li>русло длиной в семь километров</li><li>два моста у плотины</li></ul>", "два моста"),
    ],
)  # fmt: skip
def test_text_beside_the_text(before: str, under: str, kept: str) -> None:
    """A lead, a second part and lists that stand apart from the paragraphs belong to the text."""
    shown = _text(before, under=under)
    assert kept in shown
    assert all(text in shown for text in TEXTS)


def test_a_brief() -> None:
    """An article of one paragraph is whole, and nothing comes with it."""
    page = (
        f"<html><head><meta charset='utf-8'><title>{TITLE}</title></head><body>"
        "<div class='notice'>Вклад «Урожайный»: до 17 "
        f"процентов.</div><h1>{TITLE}</h1><div class='sub'>Вестник долины</div><a href='#s'>Поиск</a><div class='c7'>"
        f"<p>2 апреля 2024</p><div class='side'><table><caption>Ещё</caption>"
        f"<tr><td>{LINK}</td><td>30.11.2025</td></tr></table></div><p>{TEXTS[0]}</p>"
        "<div class='hint'>Поделиться: <a href='#'>Telegram</a></div></div>"
        "<div class='foot'>Последняя правка 20 ноября 2026.</div></body></html>"
    )
    assert article_of(page).text == TEXTS[0]


def test_a_title_that_is_none() -> None:
    """Text above what looks like the title stays where it is most of the page."""
    body = "".join(f"<p>{text}</p>" for text in TEXTS)
    page = f"<html><head><meta charset='utf-8'></head><body><div>{body}</div><h1>Вестник</h1></body></html>"
    assert all(text in article_of(page).text for text in TEXTS)
