"""Page furniture."""

from __future__ import annotations

import pytest

from corpus import sentences
from corpus.readers.html_tree import text_of_fragment
from tests.corpus.pages import article_of

FIRST = "Совет Вахдата во вторник обсудил ремонт старого канала, который снабжает водой четыре кишлака."
SECOND = "Работы обойдутся в 2,4 миллиона сомони, деньги выделят из областного бюджета весной."
OTHER = "Мэр Худжанда купил яхту"


def _text(middle: str, after: str = "") -> str:
    page = (
        "<html><head><meta charset='utf-8'><title>Ремонт канала</title></head><body><article><h1>Ремонт канала</h1>"
        f"<p>{FIRST}</p>{middle}<p>{SECOND}</p></article>{after}</body></html>"
    )
    return article_of(page).text


@pytest.mark.parametrize(
    "furniture",
    [
        f"<p>Читайте также: <a href='/x'>{OTHER}</a></p>",
        f"<p><strong>Читайте также:</strong></p><ul><li><a href='/x'>{OTHER}</a></li></ul>",
        f"<p>По теме: {OTHER}</p>",
        f"<h3>Материалы по теме</h3><div><a href='/x'>{OTHER}</a></div><div><a href='/y'>{OTHER} вновь</a></div>",
        f"<div class='td-related-block'><p>{OTHER}</p></div>",
        f"<aside><p>{OTHER} за 9 миллионов долларов, сообщили в мэрии города.</p></aside>",
        f"<blockquote>Смотрите также: <a href='/x'>{OTHER}</a></blockquote>",
        f"<div class='article__recommendations'><h4>Рекомендуем</h4><p>{OTHER}</p></div>",
        "<p>Подписывайтесь на наш Telegram-канал: самые важные новости каждый день! <a href='/t'>t.me/x</a></p>",
        f"<p>Ҳамчунин хонед: <a href='/x'>{OTHER}</a></p>",
        f"<p>READ ALSO: <a href='/x'>{OTHER}</a></p>",
        f"<div id='comments'><p>{OTHER}, говорят в народе.</p></div>",
        f"<nav><a href='/x'>{OTHER}</a></nav>",
        "<form><p>Подпишитесь на рассылку</p></form>",
    ],
)
def test_furniture_is_left_out(furniture: str) -> None:
    """What leads elsewhere is no part of the text, in the article or behind it."""
    assert _text(furniture) == f"{FIRST}\n\n{SECOND}"
    assert _text("", furniture) == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "paragraph",
    [
        "По теме безопасности выступил министр, который приехал из столицы.",
        "Читайте Айни, сказал учитель детям на уроке в школе.",
        "Related costs rose by a tenth, the ministry said in its report on Monday.",
        "Share prices fell in London, and those of the firm most of all.",
    ],
)
def test_words_that_only_look_like_it(paragraph: str) -> None:
    """A sentence that begins like a label stays."""
    assert paragraph in _text(f"<p>{paragraph}</p>")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("The council of Vahdat met<br>on Tuesday to discuss<br/>the repair.", 1),
        ("The council of Vahdat met on <br>\nthe 2nd of April to discuss the repair of the<br>old canal.", 1),
        ("The council met.<br>It decided.", 2),
        ("The council met.<br><br>It decided.", 2),
        ("The council met.<br>&nbsp;<br>It decided.", 2),
        ("The council<br><br>decided", 2),
    ],
)
def test_sentences_that_line_breaks_tore(markup: str, expected: int) -> None:
    """A line break within a sentence does not end it; two end a paragraph."""
    text = text_of_fragment(f"<div>{markup}</div>")
    assert len(sentences(text)) == expected
    page = f"<html><body><article><div>{markup}</div></article></body></html>"
    assert len(sentences(article_of(page).text)) == expected
