"""Plain text files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus import SourceError, open_source

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.corpus.conftest import Taken

USERS_ARTICLES = Path(__file__).parents[4] / "shared" / "articles"


def test_headline_and_text(read: Callable[[str, str], Taken], tmp_path: Path) -> None:
    """The headline becomes the title and stays in the text; the id is the path."""
    article = read("a.txt", "Dam opens\r\n\r\nThe dam\u00a0was  opened by the president.\n").articles[0]
    assert article.title == "Dam opens"
    assert article.text == "Dam opens\n\nThe dam was opened by the president."
    assert article.id == article.origin == (tmp_path / "a.txt").as_posix()
    assert (article.url, article.published, article.source, article.language) == (None, None, None, "en")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(read: Callable[[str, bytes], Taken], encoding: str) -> None:
    """UTF-8 is read with and without its mark, and UTF-16 with one."""
    assert read("a.txt", "Кӣ омад?".encode(encoding)).articles[0].text == "Кӣ омад?"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\x89PNG\r\n\x00\x00", "looks like a binary file, not text"),
        ("А вот и Привет".encode("cp1251"), "is not UTF-8 text (byte 0xc0 at offset 0); save it as UTF-8"),
        (b"\xef\xbb\xbfabc\xcf", "is not UTF-8 text (byte 0xcf at offset 6)"),
        (b"\xff\xfea\x00b", "is not whole UTF-16 text"),
        (b"a" * 10_000_001, "is 10,000,001 bytes long; one article may have 10,000,000"),
    ],
)
def test_what_is_not_text(read: Callable[[str, bytes], Taken], content: bytes, reason: str) -> None:
    """What cannot be read is named with its reason."""
    taken = read("a.txt", content)
    assert not taken.articles
    assert taken.errors[0].reason.startswith(reason)
    assert isinstance(taken.errors[0], SourceError)


@pytest.mark.skipif(not USERS_ARTICLES.is_dir(), reason="the user's articles are not beside this checkout")
def test_the_users_article() -> None:
    """It comes through readable, under a sensible title."""
    for item in open_source(USERS_ARTICLES).items():
        assert not isinstance(item, Exception)
        for article in item.read():
            assert not isinstance(article, Exception)
            assert article.title.startswith("Iranian media reports say the Chief of Staff")
            assert "\u00a0" not in article.text
            assert "  " not in article.text
            assert article.text.count("\n\n") > 10
