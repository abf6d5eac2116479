"""Live blogs as publishing systems write them, and pages that only look like one."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass

ADDRESS = "https://a.example/live/flood"
TITLE = "Паводок в Хороге: онлайн"
LEAD = "Река Гунт вышла из берегов в ночь на вторник, из города вывозят людей. Следим за событиями."


@dataclass(frozen=True)
class Entry:
    """An entry of a live blog: the end of its id, when it was written, and its paragraphs."""

    number: int
    at: str
    texts: tuple[str, ...]
    title: str = ""

    @property
    def clock(self) -> str:
        return self.at[11:16]


ENTRIES = (
    Entry(
        3,
        "2024-04-02T14:05:00+05:00",
        ("Мост у рынка закрыт до вечера.", "Автобусы идут в объезд."),
        "Мост закрыт",
    ),
    Entry(
        2,
        "2024-04-02T12:40:00+05:00",
        ("Из домов у реки вывезены сорок семей, сообщил комитет по спасению.",),
    ),
    Entry(1, "2024-04-02T08:10:00+05:00", ("Уровень воды за ночь поднялся на два метра.",), "Вода поднялась"),
)


def _page(head: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>{TITLE} | Азия</title>'
        f'<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Азия">'
        f'<link rel="canonical" href="{ADDRESS}">{head}</head><body><nav><a href="/">Главная</a></nav>'
        f"<main><h1>{TITLE}</h1>{body}</main><footer>Все права защищены, 2024</footer></body></html>"
    )


def _script(updates: object, kind: str = "LiveBlogPosting") -> str:
    said = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": kind,
                "headline": TITLE,
                "url": ADDRESS,
                "datePublished": "2024-04-02T08:00:00+05:00",
                "dateModified": "2024-04-02T14:06:00+05:00",
                "coverageStartTime": "2024-04-02T08:00:00+05:00",
                "liveBlogUpdate": updates,
            }
        ],
    }
    return f'<script type="application/ld+json">{json.dumps(said, ensure_ascii=False)}</script>'


def _paragraphs(entry: Entry) -> str:
    return "".join(f"<p>{html.escape(text)}</p>" for text in entry.texts)


def with_blocks(entries: tuple[Entry, ...]) -> str:
    """A British paper: what JSON-LD says has the fragment of each block; words stand in both."""
    updates = [
        {
            "@type": "BlogPosting",
            "headline": entry.title or None,
            "url": f"{ADDRESS}#block-{entry.number}",
            "datePublished": entry.at,
            "articleBody": "".join(entry.texts),
        }
        for entry in entries
    ]
    blocks = "".join(
        f'<article id="block-{entry.number}" class="block"><header><time datetime="{entry.at}">{entry.clock} TJT</time>'
        f"{f'<h2>{entry.title}</h2>' if entry.title else ''}</header>{_paragraphs(entry)}"
        "<button>Share</button></article>"
        for entry in entries
    )
    return _page(_script(updates), f"<p>{LEAD}</p><div class='blocks'>{blocks}</div>")


def with_assets(entries: tuple[Entry, ...]) -> str:
    """A broadcaster: addresses with a query that pins the post, no times in the page."""
    updates = [
        {
            "@type": "BlogPosting",
            "headline": entry.title,
            "url": f"{ADDRESS}?pinned_post_locator=urn:asset:{entry.number}#asset:{entry.number}",
            "datePublished": entry.at,
            "articleBody": " ".join(entry.texts),
        }
        for entry in entries
    ]
    posts = "".join(
        f'<li><article id="asset:{entry.number}"><span aria-hidden="true">{entry.clock}</span>'
        f"<h3>{entry.title}</h3>{_paragraphs(entry)}</article></li>"
        for entry in entries
    )
    return _page(_script(updates), f"<p>{LEAD}</p><ol>{posts}</ol>")


def with_list_items(entries: tuple[Entry, ...]) -> str:
    """WordPress with a plugin: no JSON-LD of the entries, a list with ids and times."""
    items = "".join(
        f'<li id="liveblog-entry-{entry.number}" class="liveblog-entry hentry"><div class="liveblog-meta"><a '
        f'href="#liveblog-entry-{entry.number}"><time class="entry-time" datetime="{entry.at}">{entry.clock}</time></a>'
        f"</div>{f'<h3>{entry.title}</h3>' if entry.title else ''}"
        f"<div class='liveblog-content'>{_paragraphs(entry)}</div></li>"
        for entry in entries
    )
    head = '<meta property="article:published_time" content="2024-04-02T08:00:00+05:00">'
    return _page(head, f"<p>{LEAD}</p><ul class='liveblog'>{items}</ul>")


def without_addresses(entries: tuple[Entry, ...]) -> str:
    """A Russian agency: JSON-LD tells the entries apart by their times alone, the page by nothing."""
    updates = [
        {
            "@type": "BlogPosting",
            "headline": entry.title or entry.texts[0],
            "datePublished": entry.at,
            "articleBody": " ".join(entry.texts),
        }
        for entry in entries
    ]
    items = "".join(
        f'<div class="online__item"><div class="online__time">{entry.clock}</div>{_paragraphs(entry)}</div>'
        for entry in entries
    )
    return _page(_script(updates), f"<p>{LEAD}</p>{items}")


def with_sections(entries: tuple[Entry, ...]) -> str:
    """An old system: sections with ids, times with a day and no zone."""
    sections = "".join(
        f'<section id="t{entry.number}"><time datetime="{entry.at[:10]} {entry.clock}">{entry.clock}</time>'
        f"{_paragraphs(entry)}</section>"
        for entry in entries
    )
    return _page("", f"<article><p>{LEAD}</p>{sections}</article>")


def with_microdata(entries: tuple[Entry, ...]) -> str:
    """WordPress with microdata: each update an item of its own."""
    updates = "".join(
        f'<div itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting" '
        f'id="update-{entry.number}">'
        f'<meta itemprop="datePublished" content="{entry.at}"><span class="when">{entry.clock}</span>'
        f'<h2 itemprop="headline">{entry.title}</h2><div itemprop="articleBody">{_paragraphs(entry)}</div></div>'
        for entry in entries
    )
    body = f'<div itemscope itemtype="https://schema.org/LiveBlogPosting"><p>{LEAD}</p>{updates}</div>'
    return _page("", body)


def with_words_on_the_page_alone(entries: tuple[Entry, ...]) -> str:
    """A system whose JSON-LD has times and places, and no words."""
    updates = [
        {
            "@type": "BlogPosting",
            "@id": f"#post{entry.number}",
            "datePublished": entry.at,
            "headline": entry.title,
        }
        for entry in entries
    ]
    posts = "".join(
        f'<div class="post" id="post{entry.number}"><b class="time">{entry.clock}</b>{_paragraphs(entry)}</div>'
        for entry in entries
    )
    return _page(_script(updates), f"<p>{LEAD}</p>{posts}")


def with_pages_of_their_own(entries: tuple[Entry, ...]) -> str:
    """A site on which each entry can be opened by itself."""
    updates = [
        {
            "@type": "BlogPosting",
            "url": f"{ADDRESS}/post-{entry.number}",
            "datePublished": entry.at,
            "articleBody": f"<p>{'</p><p>'.join(entry.texts)}</p>",
            "author": {"@type": "Person", "name": "Л. Каримова"},
        }
        for entry in entries
    ]
    return _page(
        _script(updates), f"<p>{LEAD}</p>" + "".join(f"<div>{_paragraphs(one)}</div>" for one in entries)
    )


def with_clocks(entries: tuple[Entry, ...]) -> str:
    """A page of one day, whose entries say the time and no day."""
    head = (
        '<meta property="article:published_time" content="2024-04-02T08:00:00+05:00">'
        '<meta property="article:modified_time" content="2024-04-02T14:10:00+05:00">'
    )
    items = "".join(
        f'<article class="event" id="event_{entry.number}"><time>{entry.clock}</time>{_paragraphs(entry)}</article>'
        for entry in entries
    )
    return _page(head, f"<p>{LEAD}</p>{items}")


def oldest_first(entries: tuple[Entry, ...]) -> str:
    """A list that was turned round, its places in links alone."""
    items = "".join(
        f'<li><a href="{ADDRESS}#n{entry.number}"><time datetime="{entry.at}">{entry.clock}</time></a>'
        f"<div>{_paragraphs(entry)}</div></li>"
        for entry in sorted(entries, key=lambda entry: entry.at)
    )
    return _page("", f"<p>{LEAD}</p><ol>{items}</ol>")


def with_a_list_of_things(entries: tuple[Entry, ...]) -> str:
    """JSON-LD in a list, not in a graph, with its type in a list and line ends within strings."""
    said = _script(
        [
            {
                "@type": ["BlogPosting", "Comment"],
                "url": f"#live-{entry.number}",
                "datePublished": entry.at,
                "headline": f"{entry.texts[0][:25]}…",
                "articleBody": "\n\n".join(entry.texts),
            }
            for entry in entries
        ],
        kind="https://schema.org/LiveBlogPosting",
    )
    items = "".join(f'<a name="live-{entry.number}"></a>{_paragraphs(entry)}<hr>' for entry in entries)
    return _page(said, f"<p>{LEAD}</p>{items}")


def cards() -> str:
    """A list of articles: each card leads to its own page."""
    items = "".join(
        f'<article class="card" id="card-{entry.number}"><h2><a href="/news/{entry.number}">{entry.title or "Река"}'
        f'</a></h2><time datetime="{entry.at}">{entry.clock}</time>{_paragraphs(entry)}</article>'
        for entry in ENTRIES
    )
    return _page("", f"<p>{LEAD}</p>{items}")


def comments() -> str:
    """An article with comments under it."""
    items = "".join(
        f'<li class="comment" id="comment-{entry.number}"><time datetime="{entry.at}">{entry.clock}</time>'
        f"{_paragraphs(entry)}</li>"
        for entry in ENTRIES
    )
    return _page(
        "", f"<article><p>{LEAD}</p><p>{LEAD}</p></article><section id='comments'><ol>{items}</ol></section>"
    )


def chronicle() -> str:
    """An article about what happened long ago, with the times of that."""
    items = "".join(
        f'<li id="e{number}"><time datetime="1911-02-{number + 18:02}T23:15">{number + 18} февраля, 23:15</time>'
        f"<p>{entry.texts[0]}</p></li>"
        for number, entry in enumerate(ENTRIES)
    )
    return _page('<meta name="date" content="2024-02-18">', f"<p>{LEAD}</p><ol>{items}</ol>")


def sections() -> str:
    """A long article in parts, each with the day of its last change."""
    parts = "".join(
        f'<section id="part{entry.number}"><h2>Часть {entry.number}</h2><time datetime="2024-04-02">2 апреля</time>'
        f"{_paragraphs(entry)}</section>"
        for entry in ENTRIES
    )
    return _page("", f"<p>{LEAD}</p>{parts}")


def two_entries() -> str:
    """Two notes with times make no live blog."""
    return with_list_items(ENTRIES[:2])


def mixed_up() -> str:
    """Elements whose times follow no order, such as a list of what was read most."""
    return with_list_items((ENTRIES[1], ENTRIES[0], ENTRIES[2]))


def beside_an_article() -> str:
    """A long article with a short list of news beside it."""
    items = "".join(
        f'<li id="n{entry.number}"><time datetime="{entry.at}">{entry.clock}</time> {entry.texts[0]}</li>'
        for entry in ENTRIES
    )
    return _page("", f"<article>{f'<p>{LEAD}</p>' * 12}</article><div><ul>{items}</ul></div>")


SEEN_BEFORE = (with_blocks, with_assets, with_list_items, without_addresses, with_sections)
WRITTEN_AFTER = (
    with_microdata,
    with_words_on_the_page_alone,
    with_pages_of_their_own,
    with_clocks,
    oldest_first,
    with_a_list_of_things,
)
NO_LIVE_BLOGS = (cards, comments, chronicle, sections, two_entries, mixed_up, beside_an_article)
