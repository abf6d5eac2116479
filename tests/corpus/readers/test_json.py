"""JSON Lines files."""

from __future__ import annotations

import json
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from corpus import ArticleError, ArticleWarning, SourceError
from tests.corpus.conftest import take

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.corpus.conftest import Taken

    Read = Callable[[str, str | bytes], Taken]

GOOD = '{"text": "The dam was opened."}'


def test_all_fields(read: Read) -> None:
    """Every field arrives, the id exactly as it stands; others are ignored."""
    line = {
        "id": " Ид/1 ",
        "text": "Dam opened.",
        "title": "Dam\nopens",
        "url": "https://a.example/1",
        "published": "2024-03-31",
        "updated": "2024-04-02T08:00:00+05:00",
        "source": "Asia",
        "author": " A.\nRahimova ",
        "language": "EN",
        "other": [1],
    }
    article = read("a.jsonl", json.dumps(line)).articles[0]
    assert (article.id, article.title, article.source, article.language) == (
        " Ид/1 ",
        "Dam opens",
        "Asia",
        "en",
    )
    assert (article.updated and article.updated.isoformat(), article.author) == (
        "2024-04-02T08:00:00+05:00",
        "A. Rahimova",
    )
    assert article.origin.endswith("a.jsonl:1")


def test_ids(read: Read) -> None:
    """An id is the one given, else the address, else made of path, title and text."""
    lines = [
        '{"id": 7, "text": "a"}',
        '{"url": "http://a.example/b", "text": "b"}',
        '{"text": "c", "id": null}',
    ]
    first, second, third = read("a.ndjson", "\n\n".join(lines)).articles
    assert (first.id, second.id) == ("7", "http://a.example/b")
    path, _, digest = third.id.partition("#")
    assert path.endswith("a.ndjson")
    assert len(digest) == 12


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": ', "is not JSON (Expecting value at character 9)"),
        ("[1]", "is not a JSON object"),
        ("{}", "has no text"),
        ('{"text": "  "}', "has no text"),
        ('{"text": ["a"]}', "text is a list, not text"),
        ('{"text": NaN}', "text is a number, not text"),
        ("[" * 200_000, "is not JSON that can be read (nested too deeply)"),
        ('{"x": ' + "9" * 5000 + "}", "is not JSON that can be read (a number has too many digits)"),
        (b'{"text": "\xcf"}', "is not UTF-8 text (byte 0xcf at offset 10)"),
    ],
)
def test_bad_lines(read: Read, line: str | bytes, reason: str) -> None:
    """A bad line is named by file, number and reason, and its neighbours come in."""
    data = line if isinstance(line, bytes) else line.encode()
    taken = read("a.jsonl", b'{"text": "one"}\n' + data + b'\n{"text": "three"}')
    assert [article.text for article in taken.articles] == ["one", "three"]
    assert isinstance(taken.errors[0], ArticleError)
    assert taken.errors[0].origin.endswith("a.jsonl:2")
    assert taken.errors[0].reason.startswith(reason)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ('"title": true', "title is true or false, not text"),
        ('"id": 1.5', "id is a number, not text"),
        ('"id": true', "id is true or false, not text"),
        ('"id": "\\ud800"', 'id "\\ud800" holds half of a character'),
        ('"id": "a\\u0000b"', 'id "a\\u0000b" holds a NUL'),
        ('"url": "https://a.example/\\u0000"', 'url "https://a.example/\\u0000" holds a NUL'),
        ('"url": "x"', 'url "x" is not a web address'),
        ('"published": "next week"', "published 'next week' is not a date; the article was taken without it"),
        ('"published": "03/04/2024"', "published '03/04/2024' could be two days"),
        ('"language": "English language"', 'language "English language" is not a language code'),
        ('"author": 5', "author is a number, not text"),
    ],
)
def test_bad_optional_fields(read: Read, fields: str, reason: str) -> None:
    """A bad optional field is left out with a warning that names it; the article is taken."""
    taken = read("a.jsonl", f'{{"text": "one", {fields}}}')
    assert [article.text for article in taken.articles] == ["one"]
    assert isinstance(taken.errors[0], ArticleWarning)
    assert taken.errors[0].origin.endswith("a.jsonl:1")
    assert taken.errors[0].reason.startswith(reason)
    assert taken.errors[0].reason.endswith("; the article was taken without it")


def test_half_characters_in_text(read: Read) -> None:
    """Half of a surrogate pair in the text is replaced, not fatal."""
    assert read("a.jsonl", '{"text": "a \\ud83d b"}').articles[0].text == "a \ufffd b"


def test_the_same_id_twice(read: Read) -> None:
    """The second article of one id is refused with the line of the first."""
    taken = read("a.jsonl", '{"id": "x", "text": "a"}\n{"id": "x", "text": "b"}')
    assert taken.errors[0].reason == "has the same id as line 1 ('x'); give each article an id of its own"
    assert len(taken.articles) == 1


def test_a_line_of_twenty_megabytes(tmp_path: Path) -> None:
    """It is refused by its size without being held, and the lines around it come in."""
    path = tmp_path / "big.jsonl"
    with path.open("wb") as file:
        file.write(GOOD.encode() + b"\n")
        for _ in range(20):
            file.write(b"x" * 1_000_000)
        file.write(b'\n{"text": "after"}\n')
    tracemalloc.start()
    taken = take(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [article.text for article in taken.articles] == ["The dam was opened.", "after"]
    assert taken.errors[0].origin.endswith(":2")
    assert "is 20,000,001 bytes long; one article may have 10,000,000" in taken.errors[0].reason
    assert peak < 25_000_000


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"\xff\xfe{\x00", "is UTF-16"),
        (b"\x00\x01", "looks like a binary"),
    ],
)
def test_files_that_cannot_be_read(read: Read, content: bytes, reason: str) -> None:
    """A file that is no JSON Lines at all is named once."""
    taken = read("a.jsonl", content)
    assert isinstance(taken.errors[0], SourceError)
    assert taken.errors[0].reason.startswith(reason)


def test_byte_order_mark(read: Read) -> None:
    """A mark before the first line does no harm."""
    assert read("a.jsonl", b"\xef\xbb\xbf" + GOOD.encode()).articles
