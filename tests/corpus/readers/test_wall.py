"""Walls and banners."""

from __future__ import annotations

import pytest

from corpus.errors import ArticleError
from tests.corpus.pages import article_of

NEWS = (
    "<p>The Yavan power station will close for repair from 5 May to 20 June, the ministry said on Tuesday, and homes "
    "will get current from the northern line.</p>"
)


def _text(body: str, title: str = "Yavan") -> str:
    page = f"<html><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>"
    return article_of(page).text


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<main><h1>We value your privacy</h1><p>We and our 842 partners store and access information on a device, "
         "such as cookies.</p><p>With your permission we and our partners may use precise geolocation data.</p></main>",
         "consent"),
        ("<div><h1>Before you continue</h1><p>This website uses technology and cookies to offer you ads.</p>"
         "<p>By clicking Accept you consent to this processing.</p></div>", "consent"),
        ("<p>Мы используем файлы cookie, чтобы сделать сайт удобнее.</p><p>Продолжая пользоваться сайтом, вы "
         "соглашаетесь с их обработкой.</p>", "consent"),
        ("<p>Сомонаи мо аз cookie истифода мебарад.</p>", "consent"),
        ("<h1>Checking your browser before accessing a.example</h1><p>This process is automatic; your browser will be "
         "redirected.</p><p>DDoS protection by Shield</p>", "robot"),
        ("<h1>a.example</h1><p>Verify you are human by completing the action below.</p><p>a.example needs to review "
         "the security of your connection before proceeding.</p><p>Ray ID: 8f2a</p>", "robot"),
        ("<p>Подтвердите, что запросы отправляли вы, а не робот</p><p>Нам очень жаль, но запросы с вашего устройства "
         "похожи на автоматические.</p>", "robot"),
        ("<p>Access denied</p><p>You don't have permission to access this page.</p>", "robot"),
        ("<p>Please enable JavaScript to view this page.</p>", "script"),
        ("<p>Для работы сайта включите JavaScript в настройках. Ваш браузер устарел.</p>", "script"),
        ("<p>This article is for subscribers only.</p><p>Already a subscriber? Log in to continue.</p>", "subscribe"),
        ("<p>Доступ только для подписчиков.</p><p>Оформите подписку, чтобы читать дальше.</p>", "subscribe"),
    ],
)  # fmt: skip
def test_walls(body: str, kind: str) -> None:
    """A page that shows a wall is refused, and what it shows is named."""
    with pytest.raises(ArticleError, match=f"shows a .*{kind}.* instead of an article"):
        _text(body)


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (f"<div class='cookie-banner'><p>We use cookies on this site.</p></div><article>{NEWS}</article>", "The Yavan"),
        (f"<p>This site uses cookies.</p><article><h1>Yavan</h1>{NEWS}</article>", "The Yavan"),
        ("<div><p>We and our 842 partners store information on a device, such as cookies, and process personal data, "
         f"such as unique identifiers.</p></div><article>{NEWS * 3}</article>", "The Yavan"),
        ("<article><p>The regulator fined the company 40 million euros over the cookie banners on its pages.</p><p>The "
         "banners hid the button that refuses consent, it said, and readers of 30 sites could not find "
         "it.</p></article>",
         "The regulator fined"),
        ("<article><p>Robots will check bags at the airport of Dushanbe from May.</p></article>", "Robots will"),
        ("<article><p>Власти ограничили доступ к реке из-за паводка.</p></article>", "Власти ограничили"),
        ("<article><p>The minister has resigned.</p></article>", "The minister has resigned."),
    ],
)  # fmt: skip
def test_articles_with_banners_and_on_them(body: str, kept: str) -> None:
    """A banner beside an article goes; an article on cookies, robots or access stays, and so does a short brief."""
    text = _text(body)
    assert text.startswith(kept)
    assert "We use" not in text
    assert "This site uses" not in text
    assert "our 842" not in text
