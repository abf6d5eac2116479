"""A public channel's posts as Telegram shows them on the web: a page at a time, each post an article."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from lxml import etree

from corpus.readers.html import tree_of
from corpus.readers.html_tree import text_of_fragment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

_PREVIEW = re.compile(rb"class=\"[^\"]*\btgme_channel_history\b")
_POST = re.compile(r"(?P<channel>\w+)/(?P<number>\d{1,12})", re.ASCII)
_STICKER = "sticker"


@dataclass(frozen=True, slots=True)
class ChannelPost:
    """A post with words of its own.

    Attributes:
        path: The channel's name and the number of the post: "name/123".
        number: The number alone; later posts have higher ones.
        published: When it was sent, with the time zone that the page states.
        fields: The fields of the record but for the address.
    """

    path: str
    number: int
    published: datetime | None
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ChannelPage:
    """What a page shows of a channel.

    Attributes:
        name: What the channel is called.
        posts: Its posts, the newest first.
        left_out: How many messages are none, by what they are.
        older: The number before which older posts are shown; `None` where there are none.
    """

    name: str | None
    posts: tuple[ChannelPost, ...]
    left_out: Counter[str]
    older: int | None


def is_preview(data: bytes) -> bool:
    """Whether a page shows posts of a channel."""
    return _PREVIEW.search(data) is not None


def read_preview(data: bytes, origin: str, charset: str | None = None) -> ChannelPage:
    """Read a page of a channel.

    The text of a post is its own: not that of the post that it replies to, nor that of a page that it links to.
    What it was forwarded from stands as its author, as in an export.

    Args:
        data: The page.
        origin: What it is called in reports.
        charset: The encoding that its server stated.

    Raises:
        CorpusError: If it cannot be decoded.
    """
    page = tree_of(data, origin, charset)
    name = _words(page, "tgme_channel_info_header_title") or _words(page, "tgme_header_title")
    posts: dict[int, ChannelPost] = {}
    left: Counter[str] = Counter()
    for message in _of_class(page, "tgme_widget_message"):
        found = _POST.fullmatch(message.get("data-post") or "")
        if found is None:
            continue
        text = _text(message)
        unfit = _unfit(message, text)
        if unfit is not None:
            left[unfit] += 1
            continue
        published = _published(message)
        fields: dict[str, object] = {
            "text": text,
            "published": published.isoformat() if published else None,
            "source": _words(message, "tgme_widget_message_owner_name") or name,
            "author": _words(message, "tgme_widget_message_forwarded_from_name")
            or _words(message, "tgme_widget_message_from_author"),
        }
        number = int(found["number"])
        posts[number] = ChannelPost(found[0], number, published, fields)
    newest_first = tuple(posts[number] for number in sorted(posts, reverse=True))
    return ChannelPage(name, newest_first, left, _older(page))


def _unfit(message: HtmlElement, text: str) -> str | None:
    """What a message is that is no post with words of its own."""
    if "service_message" in (message.get("class") or "").split():
        return "service message"
    if text:
        return None
    pictured = any(_STICKER in (element.get("class") or "") for element in message.iter())
    return "sticker" if pictured else "post without a text"


def _text(message: HtmlElement) -> str:
    """The words of a post, without what its author struck out."""
    parts = []
    for element in _of_class(message, "js-message_text"):
        if _of_class(element, "js-message_text", axis="ancestor"):
            continue
        for struck in element.xpath(".//s | .//del"):
            struck.drop_tree()
        parts.append(etree.tostring(element, encoding="unicode", with_tail=False))
    return "\n\n".join(text for part in parts if (text := text_of_fragment(part)))


def _published(message: HtmlElement) -> datetime | None:
    """The time beside the link to the post: that of a video is its length."""
    for link in _of_class(message, "tgme_widget_message_date"):
        for time in link.iter("time"):
            try:
                moment = datetime.fromisoformat(time.get("datetime") or "")
            except ValueError:
                continue
            return moment if moment.tzinfo else None
    return None


def _older(page: HtmlElement) -> int | None:
    stated = (link.get("data-before", "") for link in _of_class(page, "tme_messages_more"))
    return next((int(number) for number in stated if number.isascii() and number.isdigit()), None)


def _words(element: HtmlElement, name: str) -> str | None:
    return next(
        (words for one in _of_class(element, name) if (words := " ".join(one.text_content().split()))), None
    )


def _of_class(element: HtmlElement, name: str, axis: str = "descendant") -> list[HtmlElement]:
    found: list[HtmlElement] = element.xpath(
        f"{axis}::*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
    )
    return found
