"""Pages of a public channel, in the markup that Telegram shows them in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PER_PAGE = 20


@dataclass(frozen=True)
class Post:
    """A message of a channel.

    Attributes:
        number: Its number.
        text: Its words, as markup; `None` where it has none.
        at: When it was sent, as Telegram writes it.
        before: Markup that stands before the text: a picture, what it was forwarded from, what it replies to.
        after: Markup that stands behind it: the preview of a link, reactions.
        meta: What stands before its time: "edited", a signature.
        service: Whether it is a service message.
    """

    number: int
    text: str | None = None
    at: str = "2024-04-01T19:30:00+00:00"
    before: str = ""
    after: str = ""
    meta: str = ""
    service: bool = False
    views: str = field(default="1.2K", compare=False)


def message(post: Post, channel: str = "asia_news", title: str = "Азия сегодня") -> str:
    """The markup of a message."""
    service = " service_message" if post.service else ""
    text = "" if post.text is None else _text(post.text)
    return f"""
<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message \
text_not_supported_wrap{service} js-widget_message" data-post="{channel}/{post.number}" \
data-view="eyJjIjotMTAwNjUwMzEyMiwicCI6MzQyfQ">
  <div class="tgme_widget_message_user"><a href="https://t.me/{channel}"><i class="tgme_widget_message_user_photo \
bgcolor3" data-content="А"><img src="https://cdn4.telesco.pe/file/a.jpg"></i></a></div>
  <div class="tgme_widget_message_bubble">
    <i class="tgme_widget_message_bubble_tail"><svg class="bubble_icon" width="9px" height="20px"></svg></i>
    <div class="tgme_widget_message_author accent_color"><a class="tgme_widget_message_owner_name" \
href="https://t.me/{channel}"><span dir="auto">{title}</span></a></div>
{post.before}{text}{post.after}
    <div class="tgme_widget_message_footer compact js-message_footer">
      <div class="tgme_widget_message_info short js-message_info">
        <span class="tgme_widget_message_views">{post.views}</span><span class="copyonly"> views</span><span \
class="tgme_widget_message_meta">{post.meta}<a class="tgme_widget_message_date" href="https://t.me/{channel}/{post.number}">\
<time datetime="{post.at}" class="time">19:30</time></a></span>
      </div>
    </div>
  </div>
</div></div>"""


def _text(words: str) -> str:
    return f'<div class="tgme_widget_message_text js-message_text" dir="auto">{words}</div>'


def channel_page(
    posts: Sequence[Post], older: int | None = None, channel: str = "asia_news", title: str = "Азия сегодня"
) -> bytes:
    """A page with these posts, the oldest first as Telegram has them, and a link to those before."""
    more = (
        f'<div class="tgme_widget_message_centered js-messages_more_wrap"><a href="/s/{channel}?before={older}" '
        f'class="tme_messages_more js-messages_more" data-before="{older}"></a></div>'
        if older is not None
        else ""
    )
    shown = "".join(message(post, channel, title) for post in sorted(posts, key=lambda post: post.number))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} – Telegram</title>
<meta property="og:title" content="{title}"><link rel="canonical" href="/s/{channel}"></head>
<body class="widget_frame_base tgme_webpreview emoji_image no_transitions"><header class="tgme_header search_collapsed">
<div class="tgme_header_info"><a class="tgme_channel_join_telegram" href="//telegram.org/dl"><div>Join</div></a>
<div class="tgme_header_title"><span dir="auto">{title}</span></div>
<div class="tgme_header_counter">12.3K subscribers</div></div></header>
<main class="tgme_main" data-url="/{channel}"><div class="tgme_channel_info">
<div class="tgme_channel_info_header_title"><span dir="auto">{title}</span></div>
<div class="tgme_channel_info_description">Новости каждый день</div></div>
<section class="tgme_channel_history js-message_history">{more}{shown}</section></main></body></html>""".encode()


def pages_of(
    posts: Sequence[Post], per_page: int = _PER_PAGE, channel: str = "asia_news"
) -> dict[str, bytes]:
    """What is served of a channel, by path: the latest posts, and those before each number that a page leads to."""
    served: dict[str, bytes] = {}
    path, left = f"/s/{channel}", sorted(posts, key=lambda post: post.number)
    while left or not served:
        shown, left = left[-per_page:], left[:-per_page]
        older = shown[0].number if left else None
        served[path] = channel_page(shown, older, channel)
        path = f"/s/{channel}?before={older}"
    return served
