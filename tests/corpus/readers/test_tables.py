"""CSV files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import ArticleWarning, SourceError
from corpus.readers.fields import field_names
from tests.corpus.conftest import Taken, take

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Read = Callable[[str, str | bytes], Taken]


def _lines_of(taken: Taken) -> list[str]:
    return [error.origin.rpartition(":")[2] for error in taken.errors]


def test_columns_by_name(read: Read) -> None:
    """Every field of a record has its column; unknown columns are passed over."""
    article = read(
        "a.csv",
        "id,Title,text,url,published,updated,source,author,language,views\n"
        "7,A visit,The minister came.,https://a.example/7,2024-03-31,2024-04-01,Asia News,Anvar Rahimov,en,1000\n",
    ).articles[0]
    assert (article.id, article.title, article.text) == ("7", "A visit", "The minister came.")
    assert (article.url, article.source, article.author) == (
        "https://a.example/7",
        "Asia News",
        "Anvar Rahimov",
    )
    assert article.published is not None
    assert article.updated is not None
    assert (article.published.isoformat()[:10], article.updated.isoformat()[:10]) == (
        "2024-03-31",
        "2024-04-01",
    )
    assert article.origin.endswith("a.csv:2")


def test_other_names(read: Read) -> None:
    """Usual other names count, whatever their case and spaces; the very name of a field comes first."""
    article = read(
        "a.csv",
        "Headline;BODY;Publication-Date;Outlet;Link;Byline;content;Title\n"
        "other;The minister came.;2024-03-31;Asia News;https://a.example/7;A. R.;not this;A visit\n",
    ).articles[0]
    assert (article.title, article.text, article.source) == ("A visit", "The minister came.", "Asia News")
    assert article.id == "https://a.example/7"
    assert article.author == "A. R."


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_how_programs_write_it(read: Read, delimiter: str, encoding: str, end: str) -> None:
    """Separators, encodings and line ends are told apart; texts may hold all separators and line ends."""
    text = f'"Вазир омад, ва; рафт | бо\t«""нома""».{end}Сатри дуюм."'
    content = end.join([f"title{delimiter}text", f"Ташриф{delimiter}{text}", ""])
    taken = read("a.csv", content.encode(encoding))
    assert not taken.errors
    assert taken.articles[0].title == "Ташриф"
    assert taken.articles[0].text == 'Вазир омад, ва; рафт | бо «"нома"».\nСатри дуюм.'


def test_stated_separator(read: Read) -> None:
    """Excel's first line that names the separator is believed."""
    taken = read("a.csv", "sep=;\ntext;title\nwords, many;A\n")
    assert [(a.text, a.title, a.origin.rpartition(":")[2]) for a in taken.articles] == [
        ("words, many", "A", "3")
    ]


def test_bad_rows_are_named_and_passed(read: Read) -> None:
    """Each bad row is named by the line it begins on; every good one comes in."""
    taken = read(
        "a.csv",
        "title,text,published\n"
        'A,"first,\nin two lines",2024-01-01\n'  # lines 2 and 3
        "B,second,yesterday\n"
        "C\n"
        'D,"never closed,2024-01-01\n'  # line 6
        "E,fifth,2024-01-02\n"
        'F,"""sixth""",2024-01-03\n'
        'G,"bad"quote,\n'
        "\n"
        "H,,2024-01-01\n"
        "I,last,\n",
    )
    assert [article.title for article in taken.articles] == ["A", "B", "E", "F", "I"]
    assert _lines_of(taken) == ["4", "5", "6", "9", "11"]
    assert isinstance(taken.errors[0], ArticleWarning)  # a date that is none costs the date alone
    assert taken.articles[3].text == '"sixth"'


def test_bad_bytes(read: Read) -> None:
    """A row that is not UTF-8 is named; a file of nothing but such rows is named once."""
    head = b"title,text\nA,good\n"
    bad = "Б,плохо\n".encode("cp1251")
    taken = read("a.csv", head + bad + b"C,good too\n")
    assert [article.title for article in taken.articles] == ["A", "C"]
    assert [error.reason[:36] for error in taken.errors] == ["is not UTF-8 text (byte 0xc1); save "]
    taken = read("a.csv", b"title,text\n" + b"\xd1\x98\x81,\xff\x98\xe2\x8d\n" * 500)
    assert isinstance(taken.errors[-1], SourceError)
    assert "is not UTF-8 text (none of its first 20 rows is)" in taken.errors[-1].reason
    assert len(taken.errors) == 20


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"a,b\n1,2\n", "has no column for the text; name the columns in the first row, one of them text (it has 'a',"),
        (b"PK\x03\x04\0\0\0", "looks like a binary file"),
        ("text\nab".encode("utf-16")[:-1], "is not whole UTF-16 text"),
        ("text\n".encode("utf-16") + b"\x00\xd8\x00\xd8a", "is not whole UTF-16 text"),
    ],
)  # fmt: skip
def test_what_is_no_csv(read: Read, content: bytes, reason: str) -> None:
    """The file is named with what to do."""
    assert read("a.csv", content).errors[-1].reason.startswith(reason)


def test_same_ids(read: Read) -> None:
    """Two rows with one id are one article and one error."""
    taken = read("a.csv", "id,text\n1,one\n1,two\n")
    assert len(taken.articles) == 1
    assert "has the same id as line 2" in taken.errors[0].reason


def test_huge_fields(read: Read) -> None:
    """A field too long for an article is named, and the row behind it comes in."""
    taken = read("a.csv", 'title,text\nA,"' + "x" * 10_500_000 + '"\nB,"' + "word " * 1_000_000 + '"\n')
    assert _lines_of(taken) == ["2"]
    assert len(taken.articles[0].text) == 4_999_999


def test_nothing_but_broken_quotes(read: Read) -> None:
    """A file made to be read again and again is given up by name."""
    taken = read("a.csv", "text\n" + 'a","\n' * 60_000)
    assert taken.errors[-1].reason.startswith("has too many quotes that are not closed")


@given(st.lists(st.lists(st.text(max_size=20), min_size=3, max_size=3), min_size=1, max_size=8))
def test_what_python_writes_is_read(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    """Rows written by Python's own module come back, every row as an article or as an error on its line."""
    import csv

    path: Path = tmp_path_factory.mktemp("csv") / "a.csv"
    rows = [[cell.encode("utf-8", "replace").decode() for cell in row] for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["title", "text", "other"])
        writer.writerows(rows)
    if b"\0" in path.read_bytes():
        return
    taken = take(path)
    full = [row for row in rows if any(cell.strip() for cell in row)]
    refused = [error for error in taken.errors if not isinstance(error, ArticleWarning)]
    assert len(taken.articles) + len(refused) == len(full)
    assert set(field_names().values()) == {
        "id",
        "title",
        "text",
        "url",
        "published",
        "updated",
        "source",
        "author",
        "language",
    }
