"""Posts as a channel's page shows them."""

from __future__ import annotations

import pytest

from corpus.readers.telegram_preview import ChannelPost, is_preview, read_preview
from tests.corpus.web.channel_pages import Post, channel_page

WORDS = "Мост через Пяндж открыт."
FORWARDED = (
    '<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from&nbsp;<a '
    'class="tgme_widget_message_forwarded_from_name" href="https://t.me/khovar/77"><span dir="auto">Ховар</span></a>'
    "</div>"
)
FORWARDED_FROM_A_PERSON = (
    '<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from&nbsp;<span '
    'class="tgme_widget_message_forwarded_from_name" dir="auto">Рустам Азизов</span></div>'
)
REPLY = (
    '<a class="tgme_widget_message_reply user-color-default" href="https://t.me/asia_news/3">'
    '<i class="tgme_widget_message_reply_thumb" style="background-image:url(\'x\')"></i>'
    '<div class="tgme_widget_message_author accent_color"><span class="tgme_widget_message_author_name" dir="auto">'
    'Азия сегодня</span></div><div class="tgme_widget_message_text js-message_reply_text" dir="auto">Мост закрыт на '
    "ремонт.</div></a>"
)
PHOTO = (
    '<a class="tgme_widget_message_photo_wrap 5 1_2" href="https://t.me/asia_news/5" style="width:800px;'
    'background-image:url(\'https://cdn4.telesco.pe/file/b.jpg\')"><div class="tgme_widget_message_photo" '
    'style="padding-top:66%"></div></a>'
)
ALBUM = (
    '<div class="tgme_widget_message_grouped_wrap js-message_grouped_wrap" data-margin-w="2"><div '
    'class="tgme_widget_message_grouped js-message_grouped">'
    + '<a class="tgme_widget_message_photo_wrap grouped_media_wrap" href="https://t.me/asia_news/5?single"></a>'
    * 3
    + "</div></div>"
)
VIDEO = (
    '<a class="tgme_widget_message_video_player js-message_video_player" href="https://t.me/asia_news/5"><i '
    'class="tgme_widget_message_video_thumb"></i><time class="message_video_duration js-message_video_duration">0:45'
    "</time></a>"
)
LINK_PREVIEW = (
    '<a class="tgme_widget_message_link_preview" href="https://a.example/most"><div class="link_preview_site_name '
    'accent_color" dir="auto">Другая газета</div><div class="link_preview_title" dir="auto">Мост построен</div><div '
    'class="link_preview_description" dir="auto">Строили десять лет.</div></a>'
)
REACTIONS = (
    '<div class="tgme_widget_message_reactions js-message_reactions"><span class="tgme_reaction">🔥 12'
    "</span></div>"
)
STICKER = (
    '<div class="tgme_widget_message_sticker_wrap media_supported_cont"><a href="https://t.me/asia_news/5"><i '
    'class="tgme_widget_message_sticker js-sticker_image"></i></a></div>'
)
POLL = (
    '<div class="tgme_widget_message_poll js-poll"><div class="tgme_widget_message_poll_question">Нужен ли мост?</div>'
    '<div class="tgme_widget_message_poll_type">Anonymous poll</div></div>'
)
UNSHOWN = (
    '<div class="message_media_not_supported_wrap"><div class="message_media_not_supported"><div '
    'class="message_media_not_supported_label">Please open Telegram to view this post</div></div></div>'
)
EMOJI = (
    '<i class="emoji" style="background-image:url(\'//telegram.org/img/emoji/40/E29AA1.png\')"><b>⚡️</b></i>'
)
SIGNED = '<span class="tgme_widget_message_from_author" dir="auto">Л. Каримова</span>,&nbsp;'


def _only(post: Post) -> ChannelPost:
    (found,) = read_preview(channel_page([post]), "c").posts
    return found


@pytest.mark.parametrize(
    ("post", "text"),
    [
        (Post(5, WORDS), WORDS),
        (Post(5, f"{EMOJI}<b>Срочно.</b> {WORDS}"), f"⚡️Срочно. {WORDS}"),
        (Post(5, f"{WORDS}<br/><br/>Движение начнётся в <a href='https://t.me/x'>пятницу</a>."),
         f"{WORDS}\n\nДвижение начнётся в пятницу."),
        (Post(5, f"{WORDS}<br/>По нему прошли грузовики."), f"{WORDS}\n\nПо нему прошли грузовики."),
        (Post(5, WORDS, before=PHOTO), WORDS),
        (Post(5, WORDS, before=ALBUM), WORDS),
        (Post(5, WORDS, before=VIDEO), WORDS),
        (Post(5, WORDS, before=REPLY), WORDS),
        (Post(5, WORDS, before=FORWARDED), WORDS),
        (Post(5, WORDS, after=LINK_PREVIEW + REACTIONS), WORDS),
        (Post(5, f"{WORDS} <s>В нём двадцать опор.</s> В нём тридцать опор."), f"{WORDS} В нём тридцать опор."),
        (Post(5, f"<blockquote>{WORDS}</blockquote>Так сказал министр."), f"{WORDS}\n\nТак сказал министр."),
        (Post(5, f'<div class="tgme_widget_message_text js-message_text" dir="auto">{WORDS}</div>'), WORDS),
        (Post(5, f"<tg-spoiler>{WORDS}</tg-spoiler> <code>A-385</code>"), f"{WORDS} A-385"),
    ],
)  # fmt: skip
def test_the_words_of_a_post_are_its_own(post: Post, text: str) -> None:
    """Captions and formatted words are the text; replies, previews of links, reactions and struck words are none."""
    assert _only(post).fields["text"] == text


@pytest.mark.parametrize(
    ("post", "author"),
    [
        (Post(5, WORDS), None),
        (Post(5, WORDS, before=FORWARDED), "Ховар"),
        (Post(5, WORDS, before=FORWARDED_FROM_A_PERSON), "Рустам Азизов"),
        (Post(5, WORDS, meta=SIGNED), "Л. Каримова"),
        (Post(5, WORDS, before=FORWARDED, meta=SIGNED), "Ховар"),
        (Post(5, WORDS, before=REPLY), None),
    ],
)
def test_what_a_post_was_forwarded_from_is_its_author(post: Post, author: str | None) -> None:
    """As in an export: the channel or person it was forwarded from, else its signature; never who is replied to."""
    found = _only(post)
    assert (found.fields["author"], found.fields["source"]) == (author, "Азия сегодня")


@pytest.mark.parametrize("before", ["", VIDEO])
def test_the_time_of_a_post_keeps_its_zone(before: str) -> None:
    """The time beside the link is the post's, with its offset; the length of a video is none."""
    found = _only(Post(5, WORDS, at="2024-04-02T00:30:00+05:00", before=before))
    assert found.fields["published"] == "2024-04-02T00:30:00+05:00"


@pytest.mark.parametrize("at", ["", "19:30", "2024-04-02T00:30:00", "yesterday"])
def test_a_time_without_a_zone_is_none(at: str) -> None:
    """What cannot be told is left out and not guessed."""
    assert _only(Post(5, WORDS, at=at)).published is None


@pytest.mark.parametrize(
    ("post", "kind"),
    [
        (Post(5, "Азия сегодня pinned «Мост…»", service=True), "service message"),
        (Post(5, "Channel created", service=True), "service message"),
        (Post(5, before=STICKER), "sticker"),
        (Post(5, before=PHOTO), "post without a text"),
        (Post(5, before=POLL), "post without a text"),
        (Post(5, before=UNSHOWN), "post without a text"),
        (Post(5, before=REPLY), "post without a text"),
        (Post(5, " <br/> "), "post without a text"),
    ],
)
def test_what_is_no_post_is_counted(post: Post, kind: str) -> None:
    """Service messages, stickers and what has no words is left out and counted by what it is."""
    page = read_preview(channel_page([Post(4, WORDS), post]), "c")
    assert ([found.number for found in page.posts], dict(page.left_out)) == ([4], {kind: 1})


def test_posts_come_newest_first_with_the_way_to_older_ones() -> None:
    """The page has the oldest first and says before which number it goes on."""
    page = read_preview(channel_page([Post(n, WORDS) for n in (41, 44, 42)], older=41), "c")
    assert [post.path for post in page.posts] == ["asia_news/44", "asia_news/42", "asia_news/41"]
    assert page.older == 41
    assert read_preview(channel_page([Post(1, WORDS)]), "c").older is None


def test_other_pages_are_no_channels() -> None:
    """A page that shows no history of a channel is none, such as that of a person."""
    assert is_preview(channel_page([]))
    assert not is_preview(b'<div class="tgme_page"><div class="tgme_page_title">Rustam</div></div>')
