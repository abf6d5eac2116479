"""JSON files in the shapes of those who write them: arrays, lists in an object, JSON Feed, single articles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.corpus.conftest import Taken

    Read = Callable[[str, str | bytes], Taken]

A = {"title": "Canal", "text": "The council met on Tuesday to discuss the canal."}
B = {"title": "Bridge", "text": "The bridge will open in June."}
FEED = "https://jsonfeed.org/version/1.1"

SHAPES: list[tuple[str, Any, list[str], dict[str, str | None]]] = [
    ("array", [A, B], ["Canal", "Bridge"], {}),
    ("articles, as News API gives them", {"status": "ok", "totalResults": 1, "articles": [
        {"source": {"id": None, "name": "Vahdat Post"}, "author": "A. Karimov", "title": "Canal", "description": "d",
         "url": "https://p.example/1", "publishedAt": "2024-04-02T08:00:00Z", "content": A["text"]}]},
     ["Canal"], {"source": "Vahdat Post", "published": "2024-04-02", "url": "https://p.example/1"}),
    ("JSON Feed with HTML", {"version": FEED, "title": "Vahdat Post", "language": "en", "items": [
        {"id": "1", "url": "https://p.example/1", "title": "Canal", "content_html": f"<p>{A['text']}</p>",
         "date_published": "2024-04-02T08:00:00+05:00", "authors": [{"name": "A. Karimov"}]}]},
     ["Canal"], {"source": "Vahdat Post", "author": "A. Karimov", "text": A["text"], "published": "2024-04-02"}),
    ("JSON Feed with text", {"version": FEED, "title": "V", "items": [
        {"id": "1", "url": "https://p.example/1", "title": "Canal", "content_text": A["text"]}]}, ["Canal"], {}),
    ("WordPress's REST interface", [
        {"id": 12, "date_gmt": "2024-04-02T03:00:00", "link": "https://p.example/canal", "title": {"rendered": "Canal"},
         "content": {"rendered": f"<p>{A['text']}</p>", "protected": False}}], ["Canal"],
     {"url": "https://p.example/canal", "text": A["text"], "published": "2024-04-02"}),
    # written when the first five had been read
    ("data of a CMS", {"data": [A, B], "meta": {"total": 2}}, ["Canal", "Bridge"], {}),
    ("results of a search", {"results": [A], "next": None, "count": 1}, ["Canal"], {}),
    ("items of an older feed with one author", {"version": "https://jsonfeed.org/version/1", "title": "Vahdat Post",
     "items": [{"id": "https://p.example/1", "content_html": f"<p>{A['text']}</p>", "author": {"name": "A. Karimov"}}]},
     [A["text"]], {"author": "A. Karimov", "id": "https://p.example/1"}),
    ("one article", A, ["Canal"], {"text": A["text"]}),
    ("a spider's, with nulls", [{**A, "published": None, "author": []}, {"title": "x", "text": None}], ["Canal"],
     {"published": None, "author": None}),
    ("a search engine's hits", {"hits": {"total": 1, "hits": [{"_id": "a", "_source": A}]}}, ["Canal"], {}),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "content", "titles", "first"), SHAPES, ids=[shape[0] for shape in SHAPES])
def test_shapes(
    read: Read, shape: str, content: Any, titles: list[str], first: dict[str, str | None]
) -> None:
    """Each shape gives its articles, with what the list says of all of them."""
    articles = read("a.json", json.dumps(content)).articles
    assert [article.title for article in articles] == titles, shape
    for field, value in first.items():
        found = getattr(articles[0], field)
        assert (found.isoformat()[:10] if field == "published" and found else found) == value


def test_lines_in_a_json_file(read: Read) -> None:
    """A file named .json that holds an object a line is read as JSON Lines."""
    assert len(read("a.json", f"{json.dumps(A)}\n{json.dumps(B)}\n").articles) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is empty"),
        ("{", "is not JSON ("),
        ('{"name": "x", "version": 1}', "holds no articles"),
        ("[1, 2]", "holds no articles"),
        ("[" * 100_000, "is not JSON that can be read (nested too deeply)"),
        (b"\x00\x01\x02", "looks like a binary file"),
    ],
)
def test_what_holds_no_articles(read: Read, content: str | bytes, reason: str) -> None:
    """A file without articles is named with what is wrong."""
    assert read("a.json", content).errors[0].reason.startswith(reason)


def test_errors_name_their_item(read: Read) -> None:
    """What cannot be taken is named by its place in the list."""
    taken = read("a.json", json.dumps([A, {"title": "no text"}, {**B, "published": "soon"}]))
    assert [error.origin.rpartition("#")[2] for error in taken.errors] == ["2", "3"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_encodings(read: Read, encoding: str) -> None:
    """A byte order mark, UTF-16 and windows-1251 do no harm."""
    text = "Хукумат Вахдата во вторник обсудил ремонт старого канала."
    data = json.dumps([{"text": text}], ensure_ascii=False).encode(encoding)
    assert read("a.json", data).articles[0].text == text
