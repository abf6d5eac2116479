"""People and a bot meet at the server of the tests, in another process: python-telegram-bot reads what people do,
and people see what it does.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    ReplyParameters,
    Update,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)
from telegram.request import HTTPXRequest

from tests.e2e.caller import png
from tests.e2e.conftest import TOKEN
from tests.e2e.telegram_user import TelegramUser

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.e2e.reply import Reply
    from tests.e2e.telegram import Telegram

    Work = Callable[[Bot], Awaitable[Any]]

T = TypeVar("T")


def _do(telegram: Telegram, work: Callable[[Bot], Awaitable[T]]) -> T:
    """Let the bot do something."""

    async def doing() -> T:
        request = HTTPXRequest(read_timeout=0.5, httpx_kwargs={"trust_env": False})
        async with Bot(TOKEN, f"{telegram.url}/bot", request=request, get_updates_request=request) as bot:
            return await work(bot)

    return asyncio.run(doing())


def _news(telegram: Telegram) -> list[Update]:
    """What the bot is told, each once."""

    async def fetch(bot: Bot) -> list[Update]:
        updates = await bot.get_updates(allowed_updates=Update.ALL_TYPES)
        if updates:
            await bot.get_updates(offset=updates[-1].update_id + 1)
        return list(updates)

    return _do(telegram, fetch)


def _say(telegram: Telegram, chat: int, text: str, **given: Any) -> Reply:
    sent = _do(telegram, lambda bot: bot.send_message(chat, text, **given))
    return telegram.sent(chat, after=sent.message_id - 1)[0]


@pytest.fixture(autouse=True)
def _seconds_as_the_bot_reads_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def user(telegram: Telegram) -> TelegramUser:
    """Somebody who has greeted the bot."""
    someone = TelegramUser(telegram, language="ru")
    someone.write("/start")
    _news(telegram)
    return someone


def test_a_test_sees_all_chats_at_once_and_what_failed(telegram: Telegram, user: TelegramUser) -> None:
    """Messages to everybody, from one on; and which of them their sender never heard of."""
    other = TelegramUser(telegram)
    first = other.write("/start")
    _news(telegram)
    telegram.fail("sendMessage", chat_id=other.id, drop="after")
    with pytest.raises(NetworkError):
        _say(telegram, other.id, "unheard")
    heard = _say(telegram, user.id, "heard")
    unheard, last = telegram.sent(None, first, count=2)
    assert (unheard.text, last.message_id) == ("unheard", heard.message_id)
    struck = telegram.struck()[-1]
    assert (struck["method"], struck["chat_id"]) == ("sendMessage", str(other.id))
    assert struck["message_id"] == unheard.message_id


def test_the_bot_reads_what_people_write(telegram: Telegram, user: TelegramUser) -> None:
    """Every kind of message comes with what tells it from the others."""
    member = TelegramUser(telegram, group=-5001, topic=12)
    said = _say(telegram, user.id, "Hello")
    user.reply_to(said, "And why?")
    member.mention("Which tunnel?")
    user.edit(user.write("Which?"), "Which bridge?")
    user.send_photo("look")
    user.send_voice()
    user.send_sticker()
    user.forward("from elsewhere")
    member.write_anonymously("as the group")
    user.post_to_channel(-5002, "news")
    assert [user.telegram for _ in user.paste("x" * 4097)] == [telegram] * 2
    messages = [update.effective_message for update in _news(telegram)]
    assert all(messages)
    reply, mention, _, edited, photo, voice, sticker, forwarded, anonymous, post, *pasted = messages
    assert reply
    assert reply.reply_to_message
    assert (reply.reply_to_message.text, reply.from_user and reply.from_user.language_code) == ("Hello", "ru")
    assert mention
    assert (mention.chat.is_forum, mention.message_thread_id, mention.is_topic_message) == (True, 12, True)
    assert mention.reply_to_message
    assert mention.reply_to_message.forum_topic_created
    assert list(mention.parse_entities().values()) == ["@presscite_test_bot"]
    assert edited
    assert edited.edit_date
    assert edited.text == "Which bridge?"
    assert photo
    assert photo.photo
    assert photo.caption == "look"
    assert voice
    assert voice.voice
    assert sticker
    assert sticker.sticker
    assert forwarded
    assert forwarded.forward_origin
    assert anonymous
    assert anonymous.sender_chat == anonymous.chat
    assert post
    assert post.from_user is None
    assert [len(each.text) for each in pasted if each and each.text] == [4096, 1]


def test_the_bot_hears_what_people_do(telegram: Telegram, user: TelegramUser) -> None:
    """Reactions, membership, blocking: each comes as its own update."""
    member = TelegramUser(telegram, group=-5003)
    said = _say(telegram, user.id, "Hello")
    user.react(said, "👍")
    member.add_bot()
    member.remove_bot()
    user.block()
    reaction, *changes = _news(telegram)
    (greeted,) = [update.effective_message for update in changes if update.effective_message]
    assert [added.username for added in greeted.new_chat_members] == ["presscite_test_bot"]
    assert reaction.message_reaction
    assert reaction.message_reaction.message_id == said.message_id
    statuses = [update.my_chat_member.new_chat_member.status for update in changes if update.my_chat_member]
    assert statuses == ["member", "kicked", "kicked"]
    with pytest.raises(Forbidden):
        _say(telegram, user.id, "Still there?")
    user.unblock()
    assert _say(telegram, user.id, "Welcome back").text == "Welcome back"


def test_a_group_is_upgraded(telegram: Telegram) -> None:
    """The bot is told in both chats; the old one takes nothing more."""
    member = TelegramUser(telegram, group=-5010)
    member.write("Hello")
    member.upgrade_group(-5011)
    migrations = [update.effective_message for update in _news(telegram)][-2:]
    assert [message and message.migrate_to_chat_id for message in migrations] == [-5011, None]
    assert [message and message.migrate_from_chat_id for message in migrations] == [None, -5010]
    with pytest.raises(ChatMigrated):
        _say(telegram, -5010, "x")
    assert _say(telegram, -5011, "x").text == "x"


def test_people_see_what_the_bot_sends(telegram: Telegram, user: TelegramUser) -> None:
    """Text as it is parsed, links, quotes, buttons; the message that is replied to; each later version."""
    asked = user.write("Which?")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="m")]])
    html = '<a href="https://x.example/">Title</a>\n<blockquote expandable>the words</blockquote>'
    reply = _say(
        telegram,
        user.id,
        html,
        parse_mode="HTML",
        reply_markup=keyboard,
        reply_parameters=ReplyParameters(asked),
    )
    assert reply.text == "Title\nthe words"
    assert (reply.links, reply.quotes, reply.answers) == (["https://x.example/"], ["the words"], asked)
    assert [button["text"] for button in reply.buttons] == ["More"]
    _do(telegram, lambda bot: bot.edit_message_text("later", user.id, reply.message_id))
    assert telegram.message(reply, versions=2).versions == ["Title\nthe words", "later"]
    _do(telegram, lambda bot: bot.delete_message(user.id, reply.message_id))
    assert telegram.gone(reply)


def test_people_see_drafts_and_pictures(telegram: Telegram, user: TelegramUser) -> None:
    """A draft in time order; an uploaded picture byte by byte, with its caption."""
    since = time.time()
    for text in ("So", "So and so"):
        _do(telegram, lambda bot, text=text: bot.send_message_draft(user.id, 3, text))  # type: ignore[misc]
    assert [draft["text"] for draft in telegram.drafts(user.id, since, count=2)] == ["So", "So and so"]
    picture = png(40, 30)
    sent = _do(
        telegram, lambda bot: bot.send_photo(user.id, picture, caption="<b>chart</b>", parse_mode="HTML")
    )
    (seen,) = telegram.sent(user.id, after=sent.message_id - 1)
    assert (seen.text, seen.shown.covered("bold"), seen.photo["width"]) == ("chart", ["chart"], 40)
    assert telegram.file(seen.photo["file_id"]) == picture
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        _do(telegram, lambda bot: bot.send_photo(user.id, b"no picture"))


def test_buttons_and_inline_mode(telegram: Telegram, user: TelegramUser) -> None:
    """A press and an inline query bring the answers that the bot gave; without one the test is told."""
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("More on this", callback_data="m:1")]])
    reply = _say(telegram, user.id, "Hello", reply_markup=keyboard)
    pressed = user.touch(reply, "More")
    asked = telegram.post("/inline", person=user.person, text="tunnel")
    with pytest.raises(AssertionError, match="no answer"):
        telegram.answer(pressed, seconds=0.1)
    press, question = _news(telegram)
    assert press.callback_query
    assert press.effective_message
    assert (press.callback_query.data, press.effective_message.message_id) == ("m:1", reply.message_id)
    assert question.inline_query
    assert question.inline_query.query == "tunnel"
    content = InputTextMessageContent("<b>It was.</b>", parse_mode="HTML")

    async def answer(bot: Bot) -> None:
        await bot.answer_callback_query(pressed["id"], "Coming")
        await bot.answer_inline_query(asked["id"], [InlineQueryResultArticle("1", "Tunnel", content)])

    _do(telegram, answer)
    assert telegram.answer(pressed, seconds=1)["text"] == "Coming"
    (result,) = telegram.answer(asked, seconds=1)["results"]
    assert (result["title"], result["text"]) == ("Tunnel", "It was.")
    with pytest.raises(AssertionError, match="no button"):
        user.press(reply, "other")


def test_the_bot_learns_of_chats_and_of_itself(telegram: Telegram, user: TelegramUser) -> None:
    """What the server returns is what the library reads."""

    async def look(bot: Bot) -> None:
        assert (await bot.get_chat(user.id)).first_name == "Reader"
        assert (await bot.get_chat_member(user.id, user.id)).status == "member"
        assert (await bot.get_webhook_info()).url == ""
        await bot.set_my_commands([("help", "How to ask")], language_code="tg")
        assert (await bot.get_my_commands(language_code="tg"))[0].command == "help"
        assert await bot.set_message_reaction(user.id, user.write("x"), "👀")

    _do(telegram, look)
    assert telegram.state()["commands"]["tg"][0]["command"] == "help"


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"drop": True}, NetworkError),
        ({"drop": "after"}, NetworkError),
        ({"delay": 1, "drop": True}, TimedOut),
        ({"status": 502}, NetworkError),
        ({"status": 502, "page": True}, NetworkError),
        ({"status": 429, "retry_after": 3}, RetryAfter),
        ({"status": 403}, Forbidden),
        ({"status": 401}, InvalidToken),
        ({"status": 400, "migrate_to_chat_id": -5005}, ChatMigrated),
    ],
)
def test_faults_reach_the_bot(telegram: Telegram, fault: dict[str, Any], error: type[Exception]) -> None:
    """As the error that the library makes of what Telegram answers; the next call is fine."""
    member = TelegramUser(telegram, group=-5004 - time.time_ns() % 10**9)
    member.write("Hello")
    telegram.fail("sendMessage", chat_id=member.group, **fault)
    with pytest.raises(error) as raised:
        _say(telegram, member.chat["id"], "x")
    assert type(raised.value) is error
    if "migrate_to_chat_id" not in fault:
        assert _say(telegram, member.chat["id"], "x").text == "x"
    seen = 0 if "migrate_to_chat_id" in fault else 2 if fault.get("drop") == "after" else 1
    assert len(telegram.sent(member.chat["id"], count=0)) == seen


def test_what_the_server_saw(telegram: Telegram) -> None:
    """Refusals of this module by kind; nothing that was written well is among them."""
    assert [refusal["reason"] for refusal in telegram.refused()] == ["IMAGE_PROCESS_FAILED"]
    assert {"upgraded" in refusal["reason"] for refusal in telegram.refused("state")} == {True}
    assert telegram.state()["calls"]["sendMessage"] > 10
