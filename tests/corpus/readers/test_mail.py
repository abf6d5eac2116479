"""Newsletters: .eml files, mailboxes, and web pages that browsers save as mail."""

from __future__ import annotations

import base64
import quopri
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.corpus.conftest import Taken

    Read = Callable[[str, str | bytes], Taken]

TEXT = "The council of Vahdat met on Tuesday to discuss the canal. It will cost 2.4 million somoni."
RU = "Хукумат Вахдата во вторник обсудил ремонт старого канала. Работы обойдутся в 2,4 миллиона сомони."
HTML = (
    '<html><body><table><tr><td><a href="https://p.example/view">View in browser</a></td></tr><tr><td><h1>Canal</h1>'
    f"<p>{TEXT}</p></td></tr><tr><td>You received this email because you signed up. "
    '<a href="https://p.example/u">Unsubscribe</a> | 12 Rudaki Avenue, Dushanbe</td></tr></table></body></html>'
)


def _mail(plain: str | None = None, markup: str | None = None, **headers: str) -> bytes:
    mail = EmailMessage()
    given = {
        "From": "Vahdat Post <news@p.example>",
        "Subject": "Canal repair",
        "Date": "Tue, 02 Apr 2024 08:00:00 +0500",
        "Message-ID": "<1@p.example>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in given.items():
        mail[name] = value
    if plain is not None:
        mail.set_content(plain)
    if markup is not None:
        (mail.add_alternative if plain is not None else mail.set_content)(markup, subtype="html")
    return mail.as_bytes()


def _raw(body: bytes, kind: str = "text/plain; charset=windows-1251", transfer: str = "8bit") -> bytes:
    head = (
        "From: =?windows-1251?B?{}?= <n@p.example>\nSubject: =?utf-8?Q?=D0=9A=D0=B0=D0=BD=D0=B0=D0=BB?=\n"
        "Date: Tue, 2 Apr 2024 08:00:00 +0500\nMIME-Version: 1.0\nContent-Type: {}\nContent-Transfer-Encoding: {}\n\n"
    )
    sender = base64.b64encode("Вахдат".encode("cp1251")).decode()
    return head.format(sender, kind, transfer).encode() + body


MAILS: list[tuple[str, bytes, dict[str, str | None]]] = [
    ("plain", _mail(TEXT), {"text": TEXT, "title": "Canal repair", "source": "Vahdat Post", "id": "1@p.example",
                            "published": "2024-04-02T08:00:00+05:00"}),
    ("a newsletter service", _mail("View this email in your browser: https://p.example", HTML),
     {"text": f"Canal\n\n{TEXT}"}),
    ("windows-1251", _raw(RU.encode("cp1251")), {"text": RU, "title": "Канал", "source": "Вахдат"}),
    ("quoted-printable", _raw(quopri.encodestring(RU.encode()), "text/plain; charset=utf-8", "quoted-printable"),
     {"text": RU}),
    ("base64 HTML", _raw(base64.encodebytes(f"<p>{RU}</p>".encode("koi8-r")), "text/html; charset=koi8-r", "base64"),
     {"text": RU}),
    # written when the first five had been read
    ("HTML that says less",
     _mail(f"{TEXT}\n\nThe bridge will open in June, they said.", "<p>Your mail program shows no HTML.</p>"),
     {"text": f"{TEXT}\n\nThe bridge will open in June, they said."}),
    ("lines torn at 76", _mail(TEXT[:58] + "\n" + TEXT[59:] + "\n"), {"text": TEXT}),
    ("an encoding that is not named", _raw(RU.encode("cp1251"), "text/plain"), {"text": RU}),
    ("an encoding that is none", _raw(RU.encode(), "text/plain; charset=x-unknown"), {"text": RU}),
    ("forwarded", _mail(TEXT, Subject="Fwd: Re: Canal repair"), {"title": "Canal repair"}),
    ("no name of the sender", _mail(TEXT, From="news@p.example"), {"source": "p.example"}),
    ("an address of its own", _mail(TEXT, Archived_At="<https://p.example/1>"), {"url": "https://p.example/1"}),
    ("Russian furniture",
     _mail(None, f"<p>Открыть в браузере</p><p>{RU}</p><p>Отписаться от рассылки</p><p>ООО Вахдат</p>"), {"text": RU}),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "data", "wanted"), MAILS, ids=[mail[0] for mail in MAILS])
def test_mails(read: Read, shape: str, data: bytes, wanted: dict[str, str | None]) -> None:
    """The text is the article's, subject, sender and date are its facts; links to unsubscribe are none of it."""
    taken = read("a.eml", data)
    assert len(taken.articles) == 1, (shape, taken.errors)
    for field, value in wanted.items():
        found = getattr(taken.articles[0], field)
        assert (found.isoformat() if field == "published" and found else found) == value, field


def test_a_mailbox(read: Read) -> None:
    """Each message of a mailbox is an article; one without a text is named by its number."""
    mails = [
        _mail(TEXT),
        _mail("", Message_ID="<2@p.example>"),
        _mail("The bridge opened.", Message_ID="<3@p.example>"),
    ]
    taken = read(
        "a.mbox", b"\n".join(b"From news@p.example Tue Apr  2 08:00:00 2024\n" + mail for mail in mails)
    )
    assert [article.id for article in taken.articles] == ["1@p.example", "3@p.example"]
    assert [error.origin.rpartition("#")[2] for error in taken.errors] == ["2"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"\x00\x01\x02\x03" * 100, "looks like a binary"),
        (
            _raw(b"--b\n\nx\n--b--", 'multipart/encrypted; boundary="b"'),
            "is encrypted; save it as its reader shows it",
        ),
        (_mail("  "), "has no text"),
        (b"just words, no header at all\n", "is no mail"),
    ],
)
def test_what_is_no_newsletter(read: Read, data: bytes, reason: str) -> None:
    """It is named with what is wrong."""
    taken = read("a.eml", data)
    assert not taken.articles
    assert taken.errors[0].reason.startswith(reason), taken.errors


ARTICLE = f"<article><h1>Canal</h1>{f'<p>{TEXT}</p>' * 4}</article>"
PAGE = f"<html><head><title>Canal</title></head><body>{ARTICLE}</body></html>"


def _saved(
    kind: str = "text/html; charset=utf-8", root: bytes = PAGE.encode(), where: str = "Content-Location"
) -> bytes:
    return (
        b"From: <Saved by Blink>\nSnapshot-Content-Location: https://p.example/canal\nSubject: Canal\n"
        b"Date: Tue, 2 Apr 2024 08:00:00 -0000\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="----b"\n\n------b\nContent-Type: '
        + kind.encode() + b"\nContent-Transfer-Encoding: base64\nContent-Location: https://p.example/canal\n\n"
        + base64.encodebytes(root) + b"\n------b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n"
        b"iVBORw0KGgo=\n------b--\n"
    )  # fmt: skip


@pytest.mark.parametrize("name", ["a.mht", "a.mhtml"])
@pytest.mark.parametrize(
    "data",
    [_saved(), _saved("text/html"),
     _saved("text/html; charset=windows-1251", PAGE.replace("Canal", "Канал").encode("cp1251"))],
)  # fmt: skip
def test_saved_pages(read: Read, name: str, data: bytes) -> None:
    """A page that a browser saved in one file is read as the page it is, with its address; its date is the file's."""
    article = read(name, data).articles[0]
    assert TEXT in article.text
    assert article.url == "https://p.example/canal"
    assert article.published is None


def test_what_is_no_saved_page(read: Read) -> None:
    """Without a page in it, it is named."""
    assert read("a.mht", _mail(TEXT)).errors[0].reason.startswith("holds no web page")


def test_xhtml(read: Read) -> None:
    """XHTML is read as HTML is; entities of its own are refused."""
    head = '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "x" "y"{}>'
    assert TEXT in read("a.xhtml", head.format("") + PAGE).articles[0].text
    error = read("b.xhtml", head.format(' [<!ENTITY x SYSTEM "file:///etc/passwd">]') + PAGE).errors[0]
    assert error.reason.startswith("declares entities")
