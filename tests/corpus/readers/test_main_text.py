"""The main text of pages in the shapes of several content systems."""

from __future__ import annotations

import pytest

from tests.corpus.pages import article_of

TEXTS = (
    "The council of Vahdat met on Tuesday to discuss the repair of the old canal, which serves four villages.",
    "Officials said that the work would cost 2.4 million somoni.",
    "Farmers asked for the water to be shared by turns until the repair is done.",
)
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in TEXTS)
LINES = "<br><br>".join(TEXTS)
WRAPPED = PARAGRAPHS.replace(" the ", "\n   the ")
DAY = "2024-04-02"


@pytest.mark.parametrize(
    ("body", "day"),
    [
        (
            "<header><nav><a href=/>Home</a></nav></header><article class='post tag-share category-social'><header>"
            f"<h1>Canal</h1><time class='entry-date published' datetime='{DAY}'>2 April</time></header>"
            f"<div>{PARAGRAPHS}"
            "<div class='sd-sharing'><h3>Share this:</h3><ul><li><a>Facebook</a></li></ul></div>"
            "<div id='jp-relatedposts'"
            " class='related-posts'><h3>Related</h3><p><a href=/x>Old story</a></p></div></div></article>"
            "<div id='comments'><h2>3 comments</h2><p>What a shame.</p></div>",
            DAY,
        ),
        (
            "<div class='menu'><a href=/>Home</a></div><div class='news-detail'><span class='news-date-time'>02.04.2024"
            f"</span><h3>Canal</h3>{LINES}<div style='clear:both'></div></div>",
            DAY,
        ),
        (
            f"<div><div class='t-title'><h1>Canal</h1></div><div class='t-redactor__text'>{LINES}</div></div>",
            None,
        ),
        (
            f"<main><article class='gh-article'><header><h1>Canal</h1><time datetime='{DAY}'>Apr 2</time></header>"
            f"<section>{PARAGRAPHS}</section></article><section class='gh-subscribe'><h3>Subscribe to Vahdat Post</h3>"
            "</section></main>",
            DAY,
        ),
        (
            f"<table><tr><td><a href=/>Home</a><br><a href=/a>News</a></td>"
            f"<td><b>Canal</b><br><br>{LINES}</td></tr></table>",
            None,
        ),
        (f"<article><h1>Canal</h1>{WRAPPED}</article>", None),
        (f"<div class='share-container'><div>{PARAGRAPHS}</div></div>", None),
        (f"<div itemprop='articleBody'>{PARAGRAPHS}</div><footer><p>All rights reserved</p></footer>", None),
    ],
)
def test_shapes(body: str, day: str | None) -> None:
    """A short article is whole, a paragraph each, without its title, menus and what stands under it."""
    page = f"<html><head><title>Canal</title><meta charset=utf-8></head><body>{body}</body></html>"
    article = article_of(page)
    assert article.text == "\n\n".join(TEXTS)
    assert (article.published.date().isoformat() if article.published else None) == day
