"""Feeds and pages for tests."""

from __future__ import annotations

import html

from corpus.article import Article
from corpus.readers import html as html_reader
from tests.corpus.web_server import Reply

TEASER = "The minister came to Dushanbe on Monday."
FULL = "".join(
    f"<p>Paragraph {n} tells at length what the minister said in Dushanbe on his visit there.</p>"
    for n in range(9)
)


def rss(*items: str, channel: str = "") -> Reply:
    """An RSS 2.0 feed of these items."""
    body = (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:a10="http://www.w3.org/2005/Atom"><channel>'
        f"<title>Asia News</title><link>https://a.example/</link><language>en-us</language>{channel}{''.join(items)}</channel></rss>"
    )  # fmt: skip
    return Reply(body.encode(), "application/rss+xml")


def item(link: str, text: str = TEASER, title: str = "A visit", more: str = "") -> str:
    """One item with a summary."""
    return f"<item><title>{title}</title><link>{link}</link><description>{html.escape(text)}</description>{more}</item>"


def page(body: str = FULL, head: str = "", title: str = "A visit | Asia News") -> str:
    return f"<html lang='en'><head><title>{title}</title>{head}</head><body><article>{body}</article></body></html>"


def article_of(markup: str | bytes, address: str | None = None) -> Article:
    """The article of a page that is none of a live blog."""
    data = markup.encode() if isinstance(markup, str) else markup
    (found,) = html_reader.articles(data, "a.html", address=address)
    assert isinstance(found, Article)
    return found
