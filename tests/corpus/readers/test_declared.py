"""Encodings that are declared wrongly."""

from __future__ import annotations

import pytest

from corpus import Article
from tests.corpus.pages import article_of, item, rss
from tests.corpus.web.feed_without_pages import articles_of

TEXT = "В Душанбе открыли школу на 640 мест, сообщили в мэрии города. Её строили четырнадцать месяцев. " * 20
LATIN = "Le café a été fermé dès le début de l’année, a déclaré le maire de la ville à la presse. " * 20


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("cp-1251", "cp1251"),
        ("utf-8", "cp1251"),
        ("iso-8859-1", "cp1251"),
        ("windows-1252", "cp1251"),
        ("koi8-r", "cp1251"),
        ("windows-1251", "koi8-r"),
        ("x-unknown", "koi8-r"),
        ("windows-1251", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("ascii", "utf-8"),
        ("windows-1251", "cp866"),
        ("windows-1251", "cp1251"),
    ],
)
def test_russian_in_another_encoding(declared: str, encoding: str) -> None:
    """Feeds and pages are read as what they are, whatever they say that they are."""
    feed = rss(item("https://a.example/1", TEXT, title="Школа открыта")).body.decode()
    (article,) = articles_of(feed.replace("UTF-8", declared).encode(encoding))
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Школа открыта", TEXT.strip())
    page = (
        f"<html><head><meta charset='{declared}'><title>Школа</title></head><body><p>{TEXT}</p></body></html>"
    )
    assert article_of(page.encode(encoding)).text == TEXT.strip()


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "utf-8", "latin-15"])
def test_other_texts_stay_as_declared(declared: str) -> None:
    """A text in Latin letters is not taken for one in Cyrillic."""
    encoding = "utf-8" if declared == "utf-8" else "cp1252"
    feed = rss(item("https://a.example/1", LATIN)).body.decode()
    (article,) = articles_of(feed.replace("UTF-8", declared).encode(encoding))
    assert isinstance(article, Article)
    assert article.text == LATIN.strip()


def test_a_server_that_names_another_encoding() -> None:
    """What the server says counts no more than what the feed says."""
    body = (
        rss(item("https://a.example/1", TEXT)).body.decode().replace("UTF-8", "windows-1251").encode("cp1251")
    )
    for charset in ("utf-8", "iso-8859-1", None):
        (article,) = articles_of(body, charset)
        assert isinstance(article, Article)
        assert article.text == TEXT.strip()
