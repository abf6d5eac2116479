"""Saved web pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus import ArticleError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.corpus.conftest import Taken

    Read = Callable[[str, str | bytes], Taken]

BODY = "".join(
    f"<p>Paragraph {number} says that the minister arrived in Dushanbe and met his colleague there on a visit.</p>"
    for number in range(1, 7)
)


def _page(head: str = "", body: str = BODY, html: str = "<html>") -> str:
    return (
        f"<!DOCTYPE html>{html}<head><title>A visit</title>{head}</head><body><nav><a href='/'>Menu item</a></nav>"
        f"<article><h1>A visit</h1>{body}</article><footer>Copyright 2011</footer></body></html>"
    )


def test_main_text_and_facts(read: Read) -> None:
    """Text without menus, in paragraphs; title, address, outlet, date and language as the page gives them."""
    head = (
        '<link rel="canonical" href="https://a.example/2024/visit"><meta property="og:site_name" content="Asia News">'
        '<meta property="article:published_time" content="2024-03-31T08:00:00+05:00">'
        '<meta property="article:modified_time" content="2024-04-01T09:30:00+05:00">'
        '<meta name="author" content="Anvar Rahimov">'
    )
    article = read("a.html", _page(head, html='<html lang="en-GB">')).articles[0]
    assert article.title == "A visit"
    assert article.id == article.url == "https://a.example/2024/visit"
    assert (article.source, article.language) == ("Asia News", "en")
    assert article.published is not None
    assert article.published.isoformat() == "2024-03-31T08:00:00+05:00"
    assert article.updated is not None
    assert article.updated.isoformat() == "2024-04-01T09:30:00+05:00"
    assert article.author == "Anvar Rahimov"
    assert article.text.startswith("Paragraph 1 says")
    assert article.text.count("\n\n") == 5
    assert "Menu" not in article.text


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", ""),
        ('<link rel="canonical" href="https://a.example/2019/05/06/visit">', ""),
        ("", "<p>Published on 5 May 2019, updated 2020-01-02.</p>"),
        ("", '<p>The visit to Khujand ended on the <time datetime="2019-05-06">6th of May</time>.</p>'),
        ('<meta name="date" content="yesterday"><meta name="last-modified" content="2019-05-06">', ""),
        ('<script type="application/ld+json">{"dateModified": "2019-05-06"}</script>', ""),
        ('<script type="application/ld+json">{broken</script>', ""),
    ],
)
def test_dates_are_never_invented(read: Read, head: str, body: str) -> None:
    """A date in an address, in the text or of a change is not the date of publication."""
    assert read("a.html", _page(head, body + BODY)).articles[0].published is None


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<script type="application/ld+json">{"@graph": [{"datePublished": "2019-05-06"}]}</script>', ""),
        ('<meta name="DC.date.issued" content="2019-05-06">', ""),
        ("", '<time datetime="2019-05-06" pubdate>6 May</time>'),
        ("", '<span itemprop="datePublished" content="2019-05-06">6 May</span>'),
    ],
)
def test_dates_that_are_stated(read: Read, head: str, body: str) -> None:
    """Meta tags, JSON-LD and marked elements state the date of publication."""
    published = read("a.html", _page(head, body + BODY)).articles[0].published
    assert published is not None
    assert published.date().isoformat() == "2019-05-06"


def test_declared_charset(read: Read) -> None:
    """A page in windows-1251 is read as such, when it says so and when it says something else."""
    russian = "<p>Министр прибыл в Душанбе и встретился с коллегой в ходе рабочего визита в страну.</p>" * 4
    page = _page('<meta charset="windows-1251">', russian).encode("cp1251")
    assert "Министр прибыл" in read("a.html", page).articles[0].text
    wrong = page.replace(b"windows-1251", b"utf-8")
    assert "Министр прибыл" in read("a.html", wrong).articles[0].text


def test_all_that_can_be_seen(read: Read) -> None:
    """Where no article stands out, the words of the page are taken."""
    taken = read("a.html", "<html><body><div>Water came.<br>It went.</div><script>x()</script></body></html>")
    assert taken.articles[0].text.replace("\n\n", " ") == "Water came. It went."


@pytest.mark.parametrize(
    "content", ["<html><body><script>x()</script></body></html>", "<!-- nothing -->", "<p>"]
)
def test_no_text(read: Read, content: str) -> None:
    """A page without words is named."""
    error = read("a.html", content).errors[0]
    assert isinstance(error, ArticleError)
    assert error.reason.startswith("no article text was found in it")


def test_front_page_address_is_no_id(read: Read) -> None:
    """An address that only names the site would be shared by all of its pages."""
    article = read("a.html", _page('<link rel="canonical" href="https://a.example/">')).articles[0]
    assert article.url is None
    assert article.id == article.origin


@pytest.mark.parametrize(
    "content",
    [
        "<div>" * 3000 + "deep words",
        "\x01<<>><p a=b c>words and words",
        "<?xml version='1.0' encoding='utf-8'?><html><body><p>words</p></body></html>",
    ],
)
def test_odd_markup_is_survived(read: Read, content: str) -> None:
    """Odd pages give an article or an error, never an exception."""
    taken = read("a.html", content)
    assert len(taken.articles) + len(taken.errors) == 1


@pytest.mark.parametrize(
    "attributes",
    [
        " ".join(f"a{n}=1" for n in range(200_000)),
        " ".join(f'a{n}="<>"' for n in range(200_000)),
        'x"y ' + " ".join(f"a{n}" for n in range(200_000)),
    ],
)
def test_elements_made_to_take_for_ever(read: Read, attributes: str) -> None:
    """An element with so many attributes that the parser would need hours is named instead."""
    error = read("a.html", f"<p>words</p><p {attributes}>words").errors[0]
    assert error.reason.startswith("has an element with far too many attributes")


@pytest.mark.parametrize(
    "markup",
    [
        f"<img src='data:image/png;base64,{'A' * 500_000}'>",
        f"<svg><path d='{'M 1 2 ' * 50_000}'/></svg>",
        f"<script>if (a<b) {{ {'x; ' * 5000} }}</script>",
    ],
)
def test_long_elements_of_honest_pages(read: Read, markup: str) -> None:
    """Pictures and drawings written into a page, and scripts, are no such elements."""
    assert read("a.html", f"<p>words and words</p>{markup}").articles[0].text == "words and words"
