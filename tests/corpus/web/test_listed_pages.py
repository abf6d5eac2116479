"""Tables of addresses whose pages are fetched."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from corpus.web.fetched import Fetched
from tests.corpus.conftest import take
from tests.corpus.pages import FULL
from tests.soak.fuzz import Canned

if TYPE_CHECKING:
    from pathlib import Path


class Pages(Canned):
    """The edge: each address is a page without any facts."""

    def __init__(self) -> None:
        super().__init__(b"", "")

    def fetch(self, address: str) -> Fetched:
        body = f"<html><head><title>Of the page</title></head><body><article>{FULL}</article></body></html>"
        return Fetched(address=address, body=body.encode(), media_type="text/html", charset="utf-8")


ROW = {
    "stories_id": 1,
    "publish_date": "2024-03-31",
    "title": "Canal",
    "url": "https://p.example/1",
    "media_name": "Vahdat",
}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.csv",
            "stories_id,publish_date,title,url,media_name\n1,2024-03-31,Canal,https://p.example/1,Vahdat\n",
        ),
        ("a.tsv", "url\ttitle\tdate\tsource\nhttps://p.example/1\tCanal\t31.03.2024\tVahdat\n"),
        ("a.jsonl", json.dumps(ROW) + "\n"),
        ("a.json", json.dumps([ROW])),
        ("a.csv", "Ссылка;Заголовок;Дата;Источник\nhttps://p.example/1;Canal;31.03.2024;Vahdat\n"),
    ],
)
def test_pages_of_a_table(tmp_path: Path, name: str, content: str) -> None:
    """Each page is fetched; title, date and outlet are those of the table where the page states none."""
    (tmp_path / name).write_text(content, "utf-8")
    taken = take(f"pages:{tmp_path / name}", Pages())
    assert not taken.errors
    article = taken.articles[0]
    assert "Paragraph 8" in article.text
    assert (article.title, article.source, article.url) == ("Canal", "Vahdat", "https://p.example/1")
    assert article.published is not None
    assert article.published.date().isoformat() == "2024-03-31"


def test_rows_without_an_address(tmp_path: Path) -> None:
    """They are named by their line; an address that is listed twice is fetched once."""
    path = tmp_path / "a.csv"
    path.write_text("url,title\nhttps://p.example/1,A\n,B\nhttps://p.example/1,C\n", "utf-8")
    taken = take(f"pages:{path}", Pages())
    assert len(taken.articles) == 1
    assert [error.origin for error in taken.errors] == [f"{path}:3"]


def test_without_being_asked(tmp_path: Path) -> None:
    """A table without a text says how to ask for its pages; one that is not there is named."""
    path = tmp_path / "a.csv"
    path.write_text("url,title\nhttps://p.example/1,A\n", "utf-8")
    assert take(path).errors[0].reason.endswith("name it as pages: and its path")
    assert take(f"pages:{tmp_path}/none.csv", Pages()).errors[0].reason.startswith("is not there")
