"""Inputs gone wrong: valid seeds of every kind presscite reads, and ways to spoil them."""

from __future__ import annotations

import base64
import gzip
import html
import json
from typing import TYPE_CHECKING

from matplotlib import rc_context

from tests.corpus.pages import FULL, item, page, rss
from tests.corpus.readers.docx_file import docx, paragraph
from tests.corpus.readers.pdf_file import lines, pdf
from tests.corpus.readers.zip_file import packed
from tests.corpus.web.test_sitemap import index, sitemap

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

WORDS = "The minister came to Dushanbe. Министр прибыл в Душанбе. Вазир ба Душанбе омад. وزیر آمد. 大臣が来た。 🙂"

# What parsers trip over, by kind of damage rather than by kind of file.
TOKENS = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\x98\x81",
    b"\r", b"\x1b[2J", b"\xe2\x80\xae", b"<", b">", b"</", b"<!--", b"-->", b"<![CDATA[", b"]]>",
    b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>", b"PK\x03\x04", b"PK\x05\x06", b"--b\n", b"--b--\n",
    b"\nFrom ",
    b"Content-Type: message/rfc822\n\n", b"charset=x-none", b"+++\n", b"<w:p>", b"=?utf-8?B?//8=?=", b"1e400",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&", b"&#0;", b"&#xD800;", b"&#99999999;", b"&nosuch;",
    b"<?xml version='1.0' encoding='utf-32'?>", b"<meta charset='punycode'>", b"<script>", b"<div><p><table><td>",
    b"<svg><math>", b'"', b'""', b"'", b",", b";", b"\t", b"\n", b"{", b"[", b"]}", b"null", b"NaN", b"1e999999",
    b"9" * 400, b"-1", b"\\u0000", b"\\ud800", b"---\n", b"!!python/object:x ", b"&a [*a,*a]", b"```", b"|--|\n",
    b"endobj", b"endstream", b"stream\n", b"1 0 R", b"/Length 99999999", b"/Kids [1 0 R]", b"/Prev 0",
    b"/Filter /LZWDecode", b"http://[", b"https://a.example:99999/", b"javascript:1", b"\x1f\x8b\x08",
    b"Sun, 99 Foo 0000", b"0000-00-00",
]  # fmt: skip
ENCODINGS = ["utf-16", "utf-16-be", "utf-32", "cp1251", "koi8-r", "latin-1", "cp037", "utf-7", "shift_jis"]


def seeds() -> list[tuple[str, bytes]]:
    """A name for each kind of input, and an input of that kind that can be read."""
    full = f"<content:encoded>{html.escape(FULL)}</content:encoded><pubDate>Sun, 31 Mar 2024 08:00:00 +0500</pubDate>"
    feed = rss(item("https://a.example/1", more=full), item("https://a.example/2", WORDS * 3)).body
    atom = (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><title>T</title>'
        '<entry><title>E</title><link href="https://a.example/3"/><id>3</id><updated>2024-04-02T10:00:00Z</updated>'
        f'<content type="html">{html.escape(FULL)}</content></entry></feed>'
    )
    record = {
        "id": "1",
        "title": "Visit",
        "text": WORDS,
        "url": "https://a.example/1",
        "published": "2024-03-31",
    }
    rows = "".join(f'{n},"Visit, {n}","{WORDS}\n""{n}""",2024-03-31\n' for n in range(5))
    front = "---\ntitle: Visit\npublished: 2024-03-31\nsource: News\n---\n"
    markdown = f"{front}# Visit\n\n{WORDS}\n\n- a\n- b\n\n| a | b |\n|--|--|\n| 1 | 2 |\n"
    ld = json.dumps({"@graph": [{"datePublished": "2024-03-31", "author": {"name": "A"}}]})
    head = f'<meta charset="utf-8"><link rel="canonical" href="/1"><script type="application/ld+json">{ld}</script>'
    content = ([lines(WORDS.partition(" وزیر")[0] * 8), ["Page two."]], {"Title": "Visit", "Author": "A. B."})
    with rc_context({"pdf.compression": 0}):
        legible = pdf(*content)
    pages = {"https://a.example/1": "2024-01-01", "https://a.example/2": ""}
    return [
        ("a.html", page(f"<p>{WORDS}</p>{FULL}", head).encode()),
        ("a.txt", f"Visit\n\n{WORDS * 5}".encode()),
        ("a.md", markdown.encode()),
        ("a.jsonl", "\n".join(json.dumps({**record, "id": str(n)}) for n in range(5)).encode()),
        ("a.csv", f"id,title,text,published\n{rows}".encode()),
        ("a.pdf", pdf(*content)),
        ("b.pdf", legible),
        ("rss", feed),
        ("atom", atom.encode()),
        ("sitemap", sitemap(pages)),
        ("index", index({"https://a.example/s.xml": "2024-01-01"})),
        ("sitemap.gz", gzip.compress(sitemap(pages))),
        ("page", page(f"<p>{WORDS}</p>{FULL}", head).encode()),
        *_files(record, feed, atom),
    ]


def _files(record: dict[str, str], feed: bytes, atom: str) -> list[tuple[str, bytes]]:
    """What else newsrooms have in files."""
    message = {"id": 2, "type": "message", "date": "2024-04-02T08:00:00", "date_unixtime": "1712026800"}
    posts = [{**message, "id": n, "text": [WORDS, {"type": "bold", "text": "Visit"}]} for n in range(5)]
    channel = {
        "name": "News",
        "type": "public_channel",
        "id": 7,
        "messages": [{"id": 1, "type": "service"}, *posts],
    }
    export = {"chats": {"list": [channel, {**channel, "type": "personal_chat", "id": 8}]}}
    items = [
        {"id": str(n), "url": f"https://a.example/{n}", "content_html": f"<p>{WORDS}</p>"} for n in range(5)
    ]
    json_feed = {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": items}
    archived: dict[str, str | bytes] = {
        "a.txt": WORDS,
        "b/c.csv": f"title,text\nVisit,{WORDS}\n",
        "in.zip": packed({"d.md": f"# V\n\n{WORDS}"}),
    }
    post = (
        f'<div class="message default clearfix" id="message2"><div class="body"><div class="date details" '
        f'title="02.04.2024 08:00:00 UTC+05:00">08:00</div><div class="text">{WORDS}</div></div></div>'
    )
    mail = (
        "From: News <news@a.example>\nSubject: =?utf-8?Q?Visit?=\nDate: Tue, 02 Apr 2024 08:00:00 +0500\n"
        'MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain; '
        f"charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{WORDS}\n--b\nContent-Type: text/html; charset=utf-8\n"
        f"Content-Transfer-Encoding: 8bit\n\n<p>{WORDS}</p><p>Unsubscribe</p>\n--b--\n"
    ).encode()
    saved = (
        b"Snapshot-Content-Location: https://a.example/1\nMIME-Version: 1.0\nContent-Type: multipart/related; "
        b'boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n'
        + base64.encodebytes(page(FULL).encode()) + b"\n--b--\n"
    )  # fmt: skip
    toml = f"+++\ntitle = 'Visit'\ndate = 2024-03-31T08:00:00+05:00\nauthors = ['A. B.']\n+++\n\n{WORDS}\n"
    return [
        ("c.md", toml.encode()),
        ("a.json", json.dumps([{**record, "id": str(n)} for n in range(5)]).encode()),
        ("b.json", json.dumps(json_feed).encode()),
        ("result.json", json.dumps(channel, ensure_ascii=False).encode()),
        ("all.json", json.dumps(export).encode()),
        ("messages.html", f'<html><body><div class="history">{post}</div></body></html>'.encode()),
        ("a.xml", feed),
        ("a.atom", atom.encode()),
        ("a.xhtml", f'<?xml version="1.0"?>{page(FULL)}'.encode()),
        ("a.docx", docx(paragraph("Visit") + paragraph(html.escape(WORDS)), title="Visit")),
        ("a.eml", mail),
        ("a.mbox", b"".join(b"From a@b Tue Apr  2 08:00:00 2024\n" + mail + b"\n" for _ in range(3))),
        ("a.mht", saved),
        ("a.zip", packed(archived)),
        ("b.txt", ("Министр прибыл в Душанбе и встретился с коллегой. " * 5).encode("cp1251")),
        (
            "b.csv",
            (
                "title;text;date\n"
                + "".join(f"Визит {n};Министр прибыл в Душанбе;31.03.2024\n" for n in range(5))
            ).encode("koi8-r"),
        ),
    ]


def mutated(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """The data, spoilt in one way, or in up to five in a row."""
    for _ in range(chance.choice([1, 1, 1, 1, 2, 3, 5])):
        data = chance.choice(_WAYS)(data, others, chance)[:2_000_000]
    return data


def _flip(data: bytes, _: list[bytes], chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    most = chance.choice([128, 256])  # bytes of ASCII leave the encoding whole
    for _n in range(chance.choice([1, 3, 30])):
        if spoilt:
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(most)
    return bytes(spoilt)


def _cut(data: bytes, _: list[bytes], chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _drop(data: bytes, _: list[bytes], chance: random.Random) -> bytes:
    start = chance.randint(0, len(data))
    return data[:start] + data[start + chance.choice([1, 7, 100, 1000]) :]


def _insert(data: bytes, _: list[bytes], chance: random.Random) -> bytes:
    for _n in range(chance.randint(1, 10)):
        at = chance.randint(0, len(data))
        data = data[:at] + chance.choice(TOKENS) + data[at:]
    return data


def _repeat(data: bytes, _: list[bytes], chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(TOKENS) * chance.choice([10, 1000, 20_000]) + data[at:]


def _again(data: bytes, _: list[bytes], chance: random.Random) -> bytes:
    start, end = sorted(chance.randint(0, len(data)) for _n in range(2))
    return data[:end] + data[start:end] * chance.choice([1, 3, 100]) + data[end:]


def _shuffle(data: bytes, _: list[bytes], chance: random.Random) -> bytes:
    parts = data.split(b"\n") if b"\n" in data else [data[n : n + 50] for n in range(0, len(data), 50)]
    chance.shuffle(parts)
    return b"\n".join(parts)


def _splice(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    other = chance.choice(others)
    return data[: chance.randint(0, len(data))] + other[chance.randint(0, len(other)) :]


def _encode(data: bytes, _: list[bytes], chance: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(chance.choice(ENCODINGS), "replace")


def _zero(data: bytes, _: list[bytes], chance: random.Random) -> bytes:
    start, end = sorted(chance.randint(0, len(data)) for _n in range(2))
    return data[:start] + b"\0" * (end - start) + data[end:]


_WAYS: list[Callable[[bytes, list[bytes], random.Random], bytes]] = [
    _flip, _flip, _cut, _drop, _insert, _insert, _repeat, _again, _shuffle, _splice, _encode, _zero
]  # fmt: skip
