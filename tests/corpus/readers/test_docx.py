"""Word documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.corpus.readers.docx_file import docx, paragraph

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.corpus.conftest import Taken

    Read = Callable[[str, str | bytes], Taken]

TEXT = "The council of Vahdat met on Tuesday to discuss the canal."
HEADING = '<w:pPr><w:pStyle w:val="a1"/></w:pPr>'
RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
RAISED = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (paragraph(TEXT) + paragraph("It was mended."), f"{TEXT}\n\nIt was mended."),
        (f'<w:p>{RUN.format("It cost ")}<w:ins w:id="1" w:author="x">{RUN.format("3 million")}</w:ins></w:p>',
         "It cost 3 million"),
        (f'<w:p>{RUN.format("It cost 3")}<w:del w:id="1" w:author="x"><w:r><w:delText>00</w:delText></w:r></w:del>'
         f'{RUN.format(" million")}</w:p>', "It cost 3 million"),
        (f"<w:tbl><w:tr><w:tc>{paragraph('Canal')}</w:tc><w:tc>{paragraph('2.4 million')}</w:tc></w:tr></w:tbl>",
         "Canal\n\n2.4 million"),
        (f"<w:sdt><w:sdtContent>{paragraph(TEXT)}</w:sdtContent></w:sdt>", TEXT),
        # written when the first five had been read
        (f"<w:p>{RUN.format('It holds 10')}{RAISED.format('9')}{RUN.format(' cubic metres, 15')}"
         f"{RAISED.format('1')}</w:p>",
         "It holds 10⁹ cubic metres, 15"),
        ("<w:p><w:r><w:t>One.</w:t><w:br/><w:t>Two.</w:t></w:r></w:p>", "One.\n\nTwo."),
        ("<w:p><w:r><w:t>Вазир ба Душанбе омад.</w:t></w:r></w:p>", "Вазир ба Душанбе омад."),
        ("<w:p><w:r><w:t>Ali</w:t><w:noBreakHyphen/><w:t>Akbar came.</w:t></w:r></w:p>", "Ali‑Akbar came."),
        ("<w:p><w:r><w:t>Seen.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> Hidden.</w:t></w:r></w:p>", "Seen."),
        ("<w:p><w:r><w:t>5 &lt; 6 &amp; 7</w:t></w:r></w:p>", "5 < 6 & 7"),
    ],
)  # fmt: skip
def test_text(read: Read, body: str, wanted: str) -> None:
    """Paragraphs, tables, controls and what was inserted are read; what was deleted or hidden is not."""
    assert read("a.docx", docx(body)).articles[0].text == wanted


def test_title_and_author(read: Read) -> None:
    """A heading at the beginning is the title and not in the text again; a title that somebody gave comes first."""
    body = paragraph("Canal repair", HEADING) + paragraph(TEXT)
    article = read("a.docx", docx(body, author="A. Karimov")).articles[0]
    assert (article.title, article.text, article.author) == ("Canal repair", TEXT, "A. Karimov")
    assert (article.published, article.updated) == (None, None)
    titled = read("a.docx", docx(body, title="Given", author="user")).articles[0]
    assert (titled.title, titled.author) == ("Given", None)
    assert read("a.docx", docx(body, title="Document1", style="Title")).articles[0].title == "Canal repair"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is locked with a password, or an old .doc"),
        (
            docx(paragraph("&x;"), prolog='<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
            "declares entities",
        ),
        (docx(paragraph("x" * 30), more={"word/a.bin": "0" * 300_000_000}), "unpacks to more than"),
        (docx(paragraph(TEXT))[:300], "is no Word document that can be read"),
        (docx(""), "has no text"),
        (b"", "is empty"),
    ],
    ids="locked entities bomb broken empty nothing".split(),
)
def test_what_is_refused(read: Read, data: bytes, reason: str) -> None:
    """Locked documents, entities, bombs and broken files are each refused by name."""
    taken = read("a.docx", data)
    assert not taken.articles
    assert taken.errors[0].reason.startswith(reason), taken.errors
