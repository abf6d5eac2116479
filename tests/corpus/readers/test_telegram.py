"""Telegram Desktop's exports: result.json of one chat or of all, and messages.html."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from corpus import SkippedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus import Article
    from tests.corpus.conftest import Taken

    Read = Callable[[str, str | bytes], Taken]

TEXT = "The council of Vahdat met on Tuesday to discuss the canal. It will cost 2.4 million somoni."


def message(number: int, text: Any, **more: Any) -> dict[str, Any]:
    """A post as Telegram Desktop writes it, of 2 April 2024, 08:00 in Dushanbe."""
    return {"id": number, "type": "message", "date": "2024-04-02T08:00:00", "date_unixtime": "1712026800",
            "from": "Vahdat Post", "from_id": "channel77", "text": text, "text_entities": [], **more}  # fmt: skip


def chat(*messages: Any, kind: str = "public_channel", **more: Any) -> dict[str, Any]:
    return {"name": "Vahdat Post", "type": kind, "id": 77, **more, "messages": list(messages)}


SERVICE = {"id": 1, "type": "service", "date": "2024-04-01T08:00:00", "action": "create_channel", "text": ""}

EXPORTS: list[tuple[str, Any, dict[str, str | None]]] = [
    ("text", chat(SERVICE, message(2, TEXT)), {"text": TEXT, "url": "https://t.me/c/77/2", "source": "Vahdat Post"}),
    ("entities", chat(message(2, ["The council of ", {"type": "bold", "text": "Vahdat"}, TEXT[21:]])), {"text": TEXT}),
    ("forwarded", chat(message(2, TEXT, forwarded_from="Asia News")), {"author": "Asia News", "source": "Vahdat Post"}),
    ("edited", chat(message(2, TEXT, edited="2024-04-03T08:00:00", edited_unixtime="1712113200")),
     {"published": "2024-04-02T08:00:00+05:00", "updated": "2024-04-03T08:00:00+05:00"}),
    ("all chats", {"about": "x", "chats": {"about": "y", "list": [
        chat(message(2, TEXT)), {"name": "Anvar", "type": "personal_chat", "id": 5, "messages": [message(3, "Hi!")]}]}},
     {"text": TEXT}),
    # written when the first five had been read
    ("private channel", chat(message(2, TEXT), kind="private_channel"), {"url": None, "source": "Vahdat Post"}),
    ("user name", chat(message(2, TEXT), username="vahdatpost"), {"url": "https://t.me/vahdatpost/2"}),
    ("links", chat(message(2, [TEXT[:-1], {"type": "text_link", "text": ".", "href": "https://p.example"}])),
     {"text": TEXT}),
    ("no seconds since 1970", chat({**message(2, TEXT), "date_unixtime": None}),
     {"published": "2024-04-02T08:00:00+00:00"}),
    ("struck out", chat(message(2, [TEXT, {"type": "strikethrough", "text": " Not so."}])), {"text": TEXT}),
    ("signed", chat(message(2, TEXT, author="A. Karimov")), {"author": "A. Karimov"}),
]  # fmt: skip


def _check(article: Article, wanted: dict[str, str | None]) -> None:
    for field, value in wanted.items():
        found = getattr(article, field)
        assert (found.isoformat() if field in ("published", "updated") and found else found) == value, field


@pytest.mark.parametrize(("shape", "content", "wanted"), EXPORTS, ids=[export[0] for export in EXPORTS])
def test_result_json(read: Read, shape: str, content: Any, wanted: dict[str, str | None]) -> None:
    """Each post is an article with its text, channel, link, time in the zone of the export, and whose it was."""
    articles = read("result.json", json.dumps(content, ensure_ascii=False)).articles
    assert len(articles) == 1, shape
    _check(articles[0], wanted)


def test_what_is_no_post_is_counted(read: Read) -> None:
    """Service messages, posts without words and chats that are no channels are left out and counted, with reasons."""
    personal = chat(message(9, "Hello"), kind="personal_chat")
    export = {"chats": {"list": [chat(SERVICE, message(2, ""), message(3, TEXT)), personal]}}
    taken = read("result.json", json.dumps(export))
    assert len(taken.articles) == 1
    assert all(isinstance(error, SkippedError) for error in taken.errors)
    assert [error.reason for error in taken.errors] == [
        "1 service message and 1 post without a text of Vahdat Post are left out",
        "1 chat that is no channel is left out; export it by itself to have it read",
    ]


def test_the_same_post_has_one_id(read: Read) -> None:
    """A post is known by channel and number wherever the export lies, also where it has no link."""
    one = read("result.json", json.dumps(chat(message(2, TEXT), kind="private_channel"))).articles[0]
    other = read("again.json", json.dumps(chat(message(2, TEXT), kind="private_channel"))).articles[0]
    assert one.id == other.id == "telegram:77/2"


HEAD = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body><div class="page_wrap">'
    '<div class="page_header"><div class="content"><div class="text bold">\nVahdat Post \n</div></div></div>'
    '<div class="page_body chat_page"><div class="history">'
)
POST = (
    '<div class="message default clearfix" id="message{number}"><div class="pull_left userpic_wrap">'
    '<div class="userpic"><div class="initials">V</div></div></div><div class="body">'
    '<div class="pull_right date details" title="02.04.2024 08:00:00 UTC+05:00">\n08:00\n</div>'
    '<div class="from_name">\nVahdat Post \n</div>'
    "{body}</div></div>"
)
JOINED = (
    '<div class="message default clearfix joined" id="message3"><div class="body"><div class="pull_right date details" '
    'title="02.04.2024 08:05:00">08:05</div><div class="text">The bridge will open in June.</div></div></div>'
)
FORWARDED = (
    '<div class="forwarded body"><div class="from_name">\nAsia News <span class="date details" '
    f'title="01.04.2024 10:00:00"> 01.04.2024 10:00:00</span></div><div class="text">{TEXT}</div></div>'
)
SERVICE_HTML = (
    '<div class="message service" id="message-1"><div class="body details">1 April 2024</div></div>'
)
END = "</div></div></div></body></html>"

PAGES: list[tuple[str, str, int, dict[str, str | None]]] = [
    ("post", POST.format(number=2, body=f'<div class="text">\n{TEXT}\n</div>'), 1,
     {"text": TEXT, "published": "2024-04-02T08:00:00+05:00", "source": "Vahdat Post"}),
    ("joined", POST.format(number=2, body=f'<div class="text">{TEXT}</div>') + JOINED, 2, {"text": TEXT}),
    ("forwarded", POST.format(number=2, body=FORWARDED), 1, {"author": "Asia News", "text": TEXT,
     "published": "2024-04-02T08:00:00+05:00"}),
    ("service", SERVICE_HTML + POST.format(number=2, body=f'<div class="text">{TEXT}</div>'), 1, {"text": TEXT}),
    ("lines", POST.format(number=2, body='<div class="text"><strong>Canal</strong><br><br>It was mended.</div>'), 1,
     {"text": "Canal\n\nIt was mended.", "title": "Canal"}),
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=[page[0] for page in PAGES])
@pytest.mark.parametrize("name", ["messages.html", "messages2.html"])
def test_messages_html(read: Read, name: str, page: tuple[str, str, int, dict[str, str | None]]) -> None:
    """Each post of a page of an export is an article, as in result.json."""
    _, body, count, wanted = page
    articles = read(name, HEAD + body + END).articles
    assert len({article.id for article in articles}) == len(articles) == count
    _check(articles[0], wanted)
