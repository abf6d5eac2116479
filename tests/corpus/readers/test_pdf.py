"""PDF files."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from matplotlib import rc_context
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.figure import Figure
from pypdf import PdfWriter

from corpus import ArticleError, SourceError
from corpus.readers import bounded, child, pdf_text
from corpus.readers import pdf as pdf_source
from corpus.readers.torn_lines import Seams
from tests.corpus.readers.pdf_file import lines, locked, pdf, with_xmp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.corpus.conftest import Taken

    Read = Callable[[str, str | bytes], Taken]

BODY = (
    "The government of Tajikistan said on Monday that the first unit of the Rogun plant had been started, and that it "
    "would give 600 megawatts at full power.\n\nThe second unit is to come next year, the ministry said in a statement "
    "that was read out at the plant by its director."
)
RUSSIAN = "Президент открыл первый агрегат станции в присутствии гостей из соседних стран и рассказал о планах на год."


def test_text_in_paragraphs(read: Read) -> None:
    """Lines are joined and paragraphs stay apart; Cyrillic comes out as it went in."""
    article = read("a.pdf", pdf([lines(BODY + "\n\n" + RUSSIAN)])).articles[0]
    assert article.text == BODY + "\n\n" + RUSSIAN
    assert article.id == article.origin
    assert article.language == "en"


def test_words_broken_at_a_line_end(read: Read) -> None:
    """A broken word is put together; one written with a hyphen elsewhere keeps it, and so does a name."""
    page = [
        "The presi-",
        "dent spoke of a long-term plan and of well-known facts, and a long-",
        "term view of it was taken by Ali-",
        "Akbar and by every min\u00ad",
        "ister who was at the opening of the new hall in the capital city.",
    ]
    assert read("a.pdf", pdf([page])).articles[0].text == (
        "The president spoke of a long-term plan and of well-known facts, and a long-term view of it was taken by "
        "Ali-Akbar and by every minister who was at the opening of the new hall in the capital city."
    )


def test_running_lines_go(read: Read) -> None:
    """The paper's name, page numbers and footers go from every page; a sentence runs on across them."""
    parts = {
        "one": "of the river that comes down from the glaciers in the east, and how its water is measured and",
        "two": "of the dam that was begun long ago, left alone in the years of war and taken up again later and",
        "three": "of the people who moved away from the valley, the houses they were given and the schools and",
        "four": "of the cables that will carry the power across two borders to the markets in the south for sale.",
    }
    pages = [
        ["Asia Weekly   No. 12", *lines(f"part {word} tells {told}", 50), f"Page {n} of 4"]
        for n, (word, told) in enumerate(parts.items(), start=1)
    ]
    text = read("a.pdf", pdf(pages)).articles[0].text
    assert "Weekly" not in text
    assert "Page" not in text
    assert text == " ".join(f"part {word} tells {told}" for word, told in parts.items())


def test_facts_that_somebody_gave(read: Read) -> None:
    """Title, author and language of the metadata are taken."""
    data = pdf([lines(BODY)], {"Title": "Rogun starts", "Author": "Anvar Rahimov"})
    article = read("a.pdf", data).articles[0]
    assert (article.title, article.author) == ("Rogun starts", "Anvar Rahimov")


@pytest.mark.parametrize(
    "title", ["Microsoft Word - draft.docx", "untitled", "news_12.indd", "Document1", "", "12-13", "Slide 1"]
)
@pytest.mark.parametrize("author", ["user", "Admin", "HP", "a@b.example", "user123", ""])
def test_facts_that_programs_gave(title: str, author: str) -> None:
    """What programs write where nobody gave a title or a name is not taken for one."""
    facts = pdf_source._facts({"title": title, "author": author})
    assert (facts["title"], facts["author"]) == (None, None)


def test_date_of_the_file_is_none_of_the_article(read: Read) -> None:
    """Creation and modification dates say when the file was made: publication is never taken from them."""
    data = pdf([lines(BODY)])
    assert b"/CreationDate" in data
    article = read("a.pdf", data).articles[0]
    assert (article.published, article.updated) == (None, None)


def test_date_of_publication_that_is_stated(read: Read) -> None:
    """XMP fields that mean publication are taken, written as elements or as attributes."""
    prism = "http://prismstandard.org/namespaces/basic/2.0/"
    xmp = (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" xmlns:prism="{prism}" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' prism:publicationName="Asia Weekly" xmp:CreateDate="2024-05-06">'
        "<prism:publicationDate>2019-05-06</prism:publicationDate></rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    )
    article = read("a.pdf", with_xmp(pdf([lines(BODY)]), xmp)).articles[0]
    assert article.published is not None
    assert article.published.date().isoformat() == "2019-05-06"
    assert article.source == "Asia Weekly"


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_locked_files(read: Read, algorithm: str) -> None:
    """One that opens without a password is read, one that does not is named."""
    data = pdf([lines(BODY)])
    assert read("a.pdf", locked(data, "", algorithm)).articles[0].text == BODY
    error = read("a.pdf", locked(data, "secret", algorithm)).errors[0]
    assert error.reason == "is locked with a password; save it without one"


def test_pictures_alone(read: Read) -> None:
    """Pages without text, as a scanner makes them, are named with what to do."""
    error = read("a.pdf", pdf([[], []])).errors[0]
    assert isinstance(error, ArticleError)
    assert error.reason.startswith("has no text on its 2 pages, only pictures")


@pytest.mark.parametrize("cut", [0.05, 0.3, 0.6, 0.95])
def test_broken_files(read: Read, cut: float) -> None:
    """A file that breaks off is named, and gives no half of an article."""
    data = pdf([lines(BODY)])
    taken = read("a.pdf", data[: int(len(data) * cut)])
    assert not taken.articles
    assert taken.errors[0].reason.startswith("is no PDF that can be read (")


def test_too_many_pages(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """A book is no article."""
    monkeypatch.setattr(pdf_source, "MAX_PAGES", 2)
    error = read("a.pdf", pdf([["One."], ["Two."], ["Three."]])).errors[0]
    assert error.reason == "has 3 pages; an article may have 2: split it into articles"


def test_too_many_bytes(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is too long is not read."""
    monkeypatch.setattr(pdf_source, "MAX_BYTES", 1000)
    error = read("a.pdf", pdf([lines(BODY)])).errors[0]
    assert "one article may have 1,000" in error.reason


def test_a_parser_that_does_not_come_back(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that keeps its reader busy is given up, and the process that reads it is stopped."""
    monkeypatch.setattr(bounded, "MAX_SECONDS", 0.01)
    error = read("a.pdf", pdf([lines(BODY)])).errors[0]
    assert isinstance(error, SourceError)
    assert error.reason.startswith("takes longer than 0.01 seconds to read")


def test_a_parser_that_eats_the_memory(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that may not have the memory it wants costs this file alone."""
    monkeypatch.setattr(bounded, "MAX_MEMORY", 1_000_000)
    error = read("a.pdf", pdf([lines(BODY)])).errors[0]
    assert error.reason == "is a PDF that takes too much memory or brings its reader down; make it anew"


@pytest.mark.parametrize("kept", [0, 40, -10])
def test_a_page_that_cannot_be_read(read: Read, kept: int) -> None:
    """Where one of several pages is broken, the article is named rather than taken without it."""
    good = pdf([lines(BODY)])
    writer = PdfWriter(clone_from=io.BytesIO(good))
    writer.append(io.BytesIO(good))
    page = writer.pages[1]
    contents: Any = page["/Contents"].get_object()
    contents._data = contents._data[:kept] or b"\x00not compressed"
    file = io.BytesIO()
    writer.write(file)
    taken = read("a.pdf", file.getvalue())
    assert not taken.articles
    assert taken.errors[0].reason.startswith("page 2 of 2 cannot be read")


def test_the_child_needs_nothing_of_presscite() -> None:
    """The program in the child process runs by itself and is silent but for its answer."""
    options = json.dumps({"most_pages": 10, "most_chars": 1_000_000})
    done = subprocess.run(
        [sys.executable, "-P", "-I", child.__file__, pdf_text.__file__, "2000000000", "1000000", options],
        input=pdf([lines(BODY)]), capture_output=True, check=True,
    )  # fmt: skip
    assert done.stderr == b""
    assert json.loads(done.stdout)["count"] == 1


def _columns(texts: list[str], width: int, gap: int, *, by_row: bool = True) -> bytes:
    """A page of columns, drawn row by row or column by column, under a headline of the whole page's width."""
    columns = [lines(text, width) for text in texts]
    with rc_context({"pdf.fonttype": 42}):
        figure = Figure(figsize=(8.3, 11.7))
        FigureCanvasPdf(figure)
        places = [(number, row) for number, column in enumerate(columns) for row in range(len(column))]
        figure.text(
            0.08, 0.96, "Vahdat Post, the newspaper of the town, number twelve of the year 2024", fontsize=9
        )
        for number, row in sorted(places, key=lambda place: (place[1], place[0]) if by_row else place):
            x = 0.08 + number * gap / 100
            figure.text(x, 0.9 - row * 0.02, columns[number][row], fontsize=8, parse_math=False)
        file = io.BytesIO()
        figure.savefig(file, format="pdf")
    return file.getvalue()


CANAL = (
    "The council of Vahdat met on Tuesday to discuss the repair of the old canal, which serves four villages and "
    "has not been cleaned for eleven years. Officials said that the work would cost 2.4 million somoni, and farmers "
    "asked for the water to be shared by turns until the repair is done."
)
MATCH = (
    "The football team of Kulob won its third match on Sunday by two goals to one. Rustam Nazarov scored both goals in "
    "the second half. The trainer said that the team would now rest for nine days before the next match, which is to "
    "be played in Khujand on the fourth of May before the local crowd."
)
SCHOOL = (
    "A school for 640 pupils was opened in Panj on Monday by the mayor, who said that two more would follow in autumn. "
    "Parents had asked for it for years, as children walked for an hour to the old one across the river each morning."
)


@pytest.mark.parametrize("by_row", [True, False])
@pytest.mark.parametrize(
    ("texts", "width", "gap"),
    [([CANAL, MATCH], 44, 46), ([CANAL, MATCH, SCHOOL], 30, 31), ([RUSSIAN * 3, CANAL], 40, 46),
     ([CANAL, SCHOOL], 44, 46)],
)  # fmt: skip
def test_columns_in_reading_order(
    read: Read, texts: list[str], width: int, gap: int, *, by_row: bool
) -> None:
    """Columns are read one after the other, however the page was drawn."""
    found = read("a.pdf", _columns(texts, width, gap, by_row=by_row)).articles[0].text
    assert all(text in found.replace("\n\n", " ") for text in texts), found


def test_tables_are_read_by_row(read: Read) -> None:
    """Short cells side by side are a table and no columns."""
    cells = [
        ["Vahdat", "2.4 million"],
        ["Kulob", "3.1 million"],
        ["Panj", "1.2 million"],
        ["Khujand", "5 million"],
    ] * 3
    data = _columns(["\n\n".join(row[0] for row in cells), "\n\n".join(row[1] for row in cells)], 30, 46)
    assert "Vahdat 2.4 million" in " ".join(read("a.pdf", data).articles[0].text.split())


TESSERACT = """#!/bin/sh
if [ "$1" = --list-langs ]; then echo List; echo eng; echo rus; exit; fi
test -s "$1" && echo "The council of Vahdat met ($4)."
"""


def test_scanned_pages_go_through_tesseract(
    read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where Tesseract is installed, pages without text are read by it, in the languages that it has."""
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(TESSERACT)
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{program.parent}:/bin:/usr/bin")
    figure = Figure(figsize=(2, 2))
    FigureCanvasPdf(figure)
    figure.figimage([[0, 255], [255, 0]] * 50)
    file = io.BytesIO()
    figure.savefig(file, format="pdf")
    taken = read("a.pdf", file.getvalue())
    assert [article.text for article in taken.articles] == ["The council of Vahdat met (rus+eng)."]
    assert [error.reason for error in taken.errors] == [
        "was read by text recognition, which may mistake letters"
    ]


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("Северо-", "восточные районы", "Северо-восточные районы"),
        ("прези-", "дент страны", "президент страны"),
        ("русско-", "английский словарь", "русско-английский словарь"),
        ("по-", "прежнему закрыт", "по-прежнему закрыт"),
        ("кто-", "нибудь видел", "кто-нибудь видел"),
        ("иқтисодӣ-", "иҷтимоӣ", "иқтисодӣ-иҷтимоӣ"),
        ("the vice-", "president came", "the vice-president came"),
        ("the govern-", "ment came", "the government came"),
        ("вице-", "премьер прибыл", "вице-премьер прибыл"),
        ("водо-", "снабжение села", "водоснабжение села"),
        ("плоско-", "горье лежит", "плоскогорье лежит"),
        ("ҳуку-", "мати Ваҳдат", "ҳукумати Ваҳдат"),
        ("по-", "беда над рекой", "победа над рекой"),
        ("из-", "бранный мэр", "избранный мэр"),
        ("self-", "made men", "self-made men"),
        ("for-", "ty-five men", "forty-five men"),
        ("so-", "cial aid", "social aid"),
        ("ex-", "ports rose", "exports rose"),
        ("by-", "pass road", "bypass road"),
        ("non-", "profit aid", "non-profit aid"),
        ("long-", "term plans", "long-term plans"),
        ("the state-", "ment said", "the statement said"),
        ("экс-", "перт сказал", "эксперт сказал"),
        ("мини-", "стр прибыл", "министр прибыл"),
        ("ме-", "сто работы", "место работы"),
        ("по-", "литически важно", "политически важно"),
    ],
)
def test_hyphens_at_line_ends(first: str, second: str, wanted: str) -> None:
    """A word that is written with a hyphen keeps it where the line ends there; a word that was broken loses it."""
    kept, between = Seams([first, second]).between(first, second)
    assert first[:kept] + between + second == wanted
