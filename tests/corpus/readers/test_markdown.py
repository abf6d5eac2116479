"""Markdown files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus import ArticleError, ArticleWarning

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.corpus.conftest import Taken

    Read = Callable[[str, str], Taken]

FRONT = "---\ntitle: Given\nurl: https://a.example/x\ndate: 2024-03-31\nsource: Asia\nlanguage: ru-RU\nid: 7\n---\n"


def test_front_matter(read: Read) -> None:
    """Everything in the front matter arrives."""
    article = read("a.md", FRONT + "# Heading\n\nThe text.").articles[0]
    assert (article.id, article.title, article.url, article.source) == (
        "7",
        "Given",
        "https://a.example/x",
        "Asia",
    )
    assert article.language == "ru"
    assert article.published is not None
    assert article.published.isoformat() == "2024-03-31T00:00:00+00:00"
    assert article.text == "Heading\n\nThe text."


def test_first_heading_is_the_title(read: Read) -> None:
    """Without front matter the first heading is the title and does not stand in the text."""
    article = read("a.md", "# The *dam* opens\n\nThe text.\n\n## More\n\nEnd.").articles[0]
    assert article.title == "The dam opens"
    assert article.text == "The text.\n\nMore\n\nEnd."


def test_markup_goes_and_words_stay(read: Read) -> None:
    """Links, emphasis, code, lists, quotations and tables leave readable text; pictures and comments go."""
    text = (
        "One [link](http://x.example) and **bold** `code`.  \nNext\nline ![picture](x.png)&amp;\n\n"
        "- first\n- second\n  1. deep\n\n> quoted\n\n```\nx = 1\n```\n\n<div>some <b>HTML</b></div>\n\n<!-- no -->\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n\nEnd <br> here."
    )
    assert read("a.md", text).articles[0].text == (
        "One link and bold code.\nNext line &\n\n- first\n- second\n1. deep\n\nquoted\n\nx = 1\n\nsome HTML\n\n"
        "a | b\n1 | 2\n\nEnd\nhere."
    )


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("title: [unclosed", "its front matter is not YAML ("),
        (
            "title: a: b",
            "its front matter is not YAML (mapping values are not allowed in this context, line 2)",
        ),
        ("x: !!python/object/apply:os.system [ls]", "its front matter is not YAML ("),
        ("date: 2024-02-31", "its front matter is not YAML ("),
        ("x: " + "[" * 5000, "its front matter is not YAML ("),
    ],
)
def test_broken_front_matter(read: Read, front: str, reason: str) -> None:
    """The error names the field, and nothing in it is ever run."""
    taken = read("a.md", f"---\n{front}\n---\nText.")
    assert not taken.articles
    assert isinstance(taken.errors[0], ArticleError)
    assert taken.errors[0].reason.startswith(reason)


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("published: next week", "published 'next week' is not a date"),
        ("language: no", "language is true or false, not text"),
        ("language: English!", 'language "English!" is not a language code'),
        ("url: javascript:x", 'url "javascript:x" is not a web address'),
    ],
)
def test_bad_fields_in_front_matter(read: Read, front: str, reason: str) -> None:
    """What is bad is left out with a warning, and the article is taken."""
    taken = read("a.md", f"---\n{front}\n---\nText.")
    assert [article.text for article in taken.articles] == ["Text."]
    assert isinstance(taken.errors[0], ArticleWarning)
    assert taken.errors[0].reason.startswith(reason)


def test_a_number_is_a_title(read: Read) -> None:
    """YAML makes a number of a title that is one."""
    assert read("a.md", "---\ntitle: 2024\n---\nText.").articles[0].title == "2024"


def test_unclosed_front_matter(read: Read) -> None:
    """Fields without an end would otherwise become text."""
    assert read("a.md", "---\ntitle: x\n\nText.").errors[0].reason.startswith("its front matter does not end")


def test_a_rule_is_no_front_matter(read: Read) -> None:
    """A text between two rules stays text."""
    assert read("a.md", "---\nJust words\n\n---\n\nText.").articles[0].text.endswith("Text.")


@pytest.mark.parametrize("content", ["---\ntitle: x\n---\n", "![only](picture.png)", "<!-- only -->"])
def test_no_text(read: Read, content: str) -> None:
    """A file that says nothing is named."""
    assert read("a.md", content).errors[0].reason == "has no text"


def test_only_a_heading(read: Read) -> None:
    """A heading alone is title and text."""
    assert read("a.md", "# Alone").articles[0].text == "Alone"


@pytest.mark.parametrize("opened", ["<!-- ", "<script>\n\n", "<STYLE> "])
def test_html_that_never_ends(read: Read, opened: str) -> None:
    """Many comments or scripts that are not closed take no longer than their length; closed ones are not seen."""
    assert read("a.md", opened * 100_000 + "words").articles[0].text.endswith("words")
    markup = "<div>\nSeen <!-- not > seen --> and <SCRIPT>x</Script > seen İ <style>y</style>too.\n</div>"
    text = read("a.md", markup).articles[0].text
    assert " ".join(text.split()) == "Seen and seen İ too."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It came to 15[^1] thousand.\n\n[^1]: Without seed grain.", "It came to 15 thousand."),
        ("Exports rose to 320<sup>2</sup> tonnes.", "Exports rose to 320 tonnes."),
        (
            "It holds 10^9^ or 10<sup>6</sup> cubic metres, 5 km<sup>2</sup>.",
            "It holds 10⁹ or 10⁶ cubic metres, 5 km².",
        ),
        ("A ride costs ~~2.50~~ 3.00, <del>two</del> three.", "A ride costs 3.00, three."),
        ("The 19<sup>th</sup> century; CO<sub>2</sub>.", "The 19th century; CO2."),
    ],
)
def test_markup_that_carries_meaning(read: Read, text: str, wanted: str) -> None:
    """Footnotes leave no figure, powers stay powers, and what was struck out is not said."""
    assert " ".join(read("a.md", text).articles[0].text.split()) == wanted


def test_a_word_without_end(read: Read) -> None:
    """Powers are looked for in no more time than a text is long: a million letters without a space are read."""
    assert len(read("a.md", f"# Long\n\n{'a' * 1_000_000} and 10^9^").articles[0].text) > 1_000_000
