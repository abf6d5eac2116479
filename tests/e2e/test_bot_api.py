"""The Bot API server of the tests refuses what Telegram refuses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.bot_api import BOT, BotApi
from tests.e2e.bot_api.people import ImpossibleError
from tests.e2e.caller import GROUP, PRIVATE, READER, TOKEN, Caller, keyboard, png


@pytest.fixture
async def bot() -> Caller:
    """A bot to which one person has written, in private and in a topic of a group."""
    caller = Caller(BotApi(TOKEN))
    await caller.written()
    await caller.written(chat=GROUP, message_thread_id=9, is_topic_message=True)
    return caller


async def test_a_message_stands_as_people_see_it(bot: Caller) -> None:
    """Parsed text, keyboard, the message it replies to, the topic; and nothing is kept as refused."""
    sent = await bot(
        "sendMessage",
        chat_id=-100,
        message_thread_id=9,
        text="<b>So</b> &amp; so",
        parse_mode="HTML",
        reply_parameters={"message_id": 2},
        reply_markup=keyboard({"text": "More", "callback_data": "m"}),
        disable_notification=True,
    )
    assert (sent["message_id"], sent["from"], sent["chat"]["id"]) == (3, BOT, -100)
    assert (sent["text"], sent["entities"]) == ("So & so", [{"type": "bold", "offset": 0, "length": 2}])
    assert sent["reply_to_message"]["text"] == "Which tunnel?"
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (9, True)
    assert sent["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "m"
    assert (bot.api.sent[0]["text"], bot.api.sent[0]["disable_notification"]) == ("So & so", True)
    assert bot.api.refused == []
    assert not {"history", "disable_notification", "reply_to_message_id"} & sent.keys()


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"text": "<b>open", "parse_mode": "HTML"}, "can't parse entities: Can't find end tag corres"),
        ({"text": "<ul>x</ul>", "parse_mode": "HTML"}, "can't parse entities: Unsupported start tag"),
        ({"text": "x", "parse_mode": "XML"}, "unsupported parse_mode"),
        ({"text": " \n"}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "<b>x</b> " * 101, "parse_mode": "HTML"}, "more than 100 entities"),
        ({"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]}, "ends after the end of the text"),
        ({"text": "x", "reply_markup": keyboard({"text": "a", "callback_data": "x" * 65})}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard({"text": "a", "callback_data": "ж" * 33})}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard({"text": "a", "callback_data": ""})}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard({"text": "", "callback_data": "a"})}, 'field "text" must be'),
        ({"text": "x", "reply_markup": keyboard({"text": "a"})}, "text buttons are unallowed"),
        ({"text": "x", "reply_markup": keyboard({"text": "a", "url": "x", "callback_data": "x"})}, "exactly one"),
        ({"text": "x", "reply_markup": keyboard({"text": "a", "url": "javascript:x"})}, "BUTTON_URL_INVALID"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [{"text": "a"}]}}, "must be an Array of Arrays"),
        ({"text": "x", "reply_markup": keyboard(*[{"text": "a", "callback_data": "a"}] * 9)}, "markup is too long"),
        ({"text": "x", "reply_markup": {"buttons": []}}, "inline keyboard expected"),
    ],
)  # fmt: skip
async def test_what_is_written_badly_is_refused_and_kept(
    bot: Caller, given: dict[str, Any], reason: str
) -> None:
    """With Telegram's words, as the fault of what was written; nothing is sent."""
    assert reason in await bot.refusal("sendMessage", chat_id=7, **given)
    (kept,) = bot.api.refused
    assert (kept["kind"], kept["method"], kept["chat_id"]) == ("content", "sendMessage", "7")
    assert bot.api.sent == []


async def test_what_just_fits_is_taken(bot: Caller) -> None:
    """The limits are where Telegram has them, and not below."""
    bold = [{"type": "bold", "offset": 2 * n, "length": 1} for n in range(100)]
    for given in (
        {"text": "😀" * 2048},
        {"text": "<b>x</b> " * 100, "parse_mode": "HTML"},
        {"text": "x " * 100 + "https://x.example/ " * 9, "entities": bold},
        {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 1}]},
        {"text": "x", "reply_markup": keyboard(*[{"text": "a", "callback_data": "ж" * 32}] * 8)},
        {"text": "x", "reply_markup": {"inline_keyboard": [[], []]}},
        {"text": "x", "reply_markup": {"remove_keyboard": True}},
    ):
        assert (await bot("sendMessage", chat_id=7, **given))["message_id"]
    assert "reply_markup" not in bot.api.sent[5]
    assert bot.api.refused == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"chat_id": 8}, "Bad Request: chat not found"),
        ({"chat_id": "@somebody"}, 'Bad Request: parameter "chat_id" must be a valid integer'),
        ({}, "Bad Request: chat_id is empty"),
        ({"chat_id": -100, "message_thread_id": 8}, "Bad Request: message thread not found"),
        ({"chat_id": -100, "message_thread_id": 1}, "Bad Request: message thread not found"),
        ({"chat_id": 7, "message_thread_id": 9}, "Bad Request: message thread not found"),
        ({"chat_id": 7, "reply_parameters": {"message_id": 99}}, "Bad Request: message to be replied not found"),
        ({"chat_id": 7, "reply_parameters": {"message_id": 2}}, "Bad Request: message to be replied not found"),
        ({"chat_id": 7, "reply_parameters": {"message_id": 1, "quote": "bridge"}}, "Bad Request: QUOTE_TEXT_INVALID"),
        ({"chat_id": 7, "reply_markup": "{"}, "Bad Request: can't parse reply_markup JSON object"),
    ],
)  # fmt: skip
async def test_what_goes_to_the_wrong_place_is_refused(
    bot: Caller, given: dict[str, Any], words: str
) -> None:
    """And kept as a matter of the state of things."""
    assert await bot.refusal("sendMessage", text="x", **given) == words
    assert [kept["kind"] for kept in bot.api.refused] == ["state"]


async def test_a_reply_survives_the_deletion_of_its_question(bot: Caller) -> None:
    """Where that was asked for; people then see no reply."""
    await bot.people.delete(7, 1)
    reply = {"message_id": 1, "allow_sending_without_reply": True}
    sent = await bot("sendMessage", chat_id=7, text="x", reply_parameters=reply)
    assert "reply_to_message" not in sent
    assert bot.api.sent[0]["reply_to_message_id"] == 1
    reply.pop("allow_sending_without_reply")
    assert "not found" in await bot.refusal("sendMessage", chat_id=7, text="x", reply_parameters=reply)


async def test_chats_that_do_not_want_the_bot(bot: Caller) -> None:
    """403 from who blocked it or threw it out, welcome again later; the new id from a group that moved."""
    await bot.people.set_status(READER, PRIVATE, "kicked")
    assert await bot.refusal("sendMessage", chat_id=7, text="x") == "Forbidden: bot was blocked by the user"
    await bot.people.set_status(READER, PRIVATE, "member")
    assert (await bot("sendMessage", chat_id=7, text="x"))["text"] == "x"
    await bot.people.set_status(READER, GROUP, "kicked")
    kicked = "Forbidden: bot was kicked from the supergroup chat"
    assert await bot.refusal("sendChatAction", chat_id=-100, action="typing") == kicked
    await bot.people.set_status(READER, GROUP, "member")
    assert await bot("leaveChat", chat_id=-100) is True
    assert "not a member" in await bot.refusal("sendMessage", chat_id=-100, text="x")
    await bot.people.set_status(READER, GROUP, "member")
    bot.api.chats.migrate(-100, -200)
    answer = await bot("sendMessage", chat_id=-100, text="x")
    assert answer["parameters"] == {"migrate_to_chat_id": -200}
    assert (await bot("sendMessage", chat_id=-200, text="x"))["chat"]["type"] == "supergroup"
    changes = [update["my_chat_member"] for update in bot.api.updates.pending if "my_chat_member" in update]
    assert [member["new_chat_member"]["status"] for member in changes] == [
        "kicked", "member", "kicked", "member", "left", "member",
    ]  # fmt: skip


async def test_topics_close_and_go(bot: Caller) -> None:
    """In a closed one only an administrator writes."""
    bot.api.chats.closed.add((-100, 9))
    assert "TOPIC_CLOSED" in await bot.refusal("sendMessage", chat_id=-100, message_thread_id=9, text="x")
    bot.api.chats.status[-100] = "administrator"
    assert await bot("sendChatAction", chat_id=-100, message_thread_id=9, action="typing") is True
    bot.api.chats.topics[-100].discard(9)
    assert "thread not found" in await bot.refusal("sendMessage", chat_id=-100, message_thread_id=9, text="x")


async def test_edits_are_kept_with_their_history(bot: Caller) -> None:
    """Each version stays known; an edit that says nothing new is refused, one without a keyboard takes it away."""
    buttons = keyboard({"text": "More", "callback_data": "m"})
    sent = await bot("sendMessage", chat_id=7, text="one", reply_markup=buttons)
    place = {"chat_id": 7, "message_id": sent["message_id"]}
    edited = await bot("editMessageText", **place, text="<i>two</i>", parse_mode="HTML", reply_markup=buttons)
    assert (edited["text"], edited["message_id"]) == ("two", sent["message_id"])
    assert edited["edit_date"] >= sent["date"]
    again = {"text": "<i>two</i>", "parse_mode": "HTML", "reply_markup": buttons}
    assert "message is not modified" in await bot.refusal("editMessageText", **place, **again)
    await bot("editMessageText", **place, text="three")
    kept = bot.api.sent[0]
    assert [version["text"] for version in kept["history"]] == ["one", "two", "three"]
    assert ["reply_markup" in version for version in kept["history"]] == [True, True, False]
    times = [version["at"] for version in kept["history"]]
    assert times == sorted(times)
    await bot("editMessageReplyMarkup", **place, reply_markup=buttons)
    assert "not modified" in await bot.refusal("editMessageReplyMarkup", **place, reply_markup=buttons)


async def test_only_what_is_there_and_ones_own_is_edited(bot: Caller) -> None:
    """A message of somebody else, one that is gone, a text that is none, a caption that is none."""
    assert "can't be edited" in await bot.refusal("editMessageText", chat_id=7, message_id=1, text="x")
    assert "to edit not found" in await bot.refusal("editMessageText", chat_id=7, message_id=99, text="x")
    sent = await bot("sendMessage", chat_id=7, text="one")
    place = {"chat_id": 7, "message_id": sent["message_id"]}
    assert "no caption" in await bot.refusal("editMessageCaption", **place, caption="x")
    assert "too long" in await bot.refusal("editMessageText", **place, text="x" * 4097)
    assert await bot("deleteMessage", **place) is True
    assert "to delete not found" in await bot.refusal("deleteMessage", **place)
    assert "to edit not found" in await bot.refusal("editMessageText", **place, text="x")
    assert bot.api.sent[0]["deleted"] is True
    assert await bot("deleteMessage", chat_id=7, message_id=1) is True
    assert "can't be deleted" in await bot.refusal("deleteMessage", chat_id=-100, message_id=2)


async def test_photos(bot: Caller) -> None:
    """Uploaded under either name, kept, sent again by their id; captions are shorter than texts."""
    picture = png(300, 200)
    sent = await bot("sendPhoto", chat_id=7, photo=picture, caption="<b>x</b>", parse_mode="HTML")
    (size,) = sent["photo"]
    assert (size["width"], size["height"], size["file_size"]) == (300, 200, len(picture))
    assert (sent["caption"], sent["caption_entities"][0]["type"]) == ("x", "bold")
    assert bot.api.files[size["file_id"]] == picture
    place = {"chat_id": 7, "message_id": sent["message_id"]}
    assert (await bot("editMessageCaption", **place, caption="y"))["caption"] == "y"
    assert "no text" in await bot.refusal("editMessageText", **place, text="y")
    await bot("sendPhoto", chat_id=7, photo="attach://up", up=picture)
    await bot("sendPhoto", chat_id=7, photo=size["file_id"])
    assert len(bot.api.sent) == 3
    for photo, words in (
        (b"", "file must be non-empty"),
        (b"GIF89a", "IMAGE_PROCESS_FAILED"),
        (picture[:-20], "IMAGE_PROCESS_FAILED"),
        (b"\xff\xd8\xff\xe0", "IMAGE_PROCESS_FAILED"),
        (png(1, 30), "PHOTO_INVALID_DIMENSIONS"),
        (png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        ("https://x.example/a.png", "wrong file identifier"),
    ):
        assert words in await bot.refusal("sendPhoto", chat_id=7, photo=photo)
    assert "caption is too long" in await bot.refusal(
        "sendPhoto", chat_id=7, photo=picture, caption="x" * 1025
    )
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\xc8\x01\x2c\x01\x01\x11\x00\xff\xd9"
    sent = await bot("sendPhoto", chat_id=7, photo=jpeg)
    assert (sent["photo"][0]["width"], sent["photo"][0]["height"]) == (300, 200)


async def test_documents(bot: Caller) -> None:
    """Any file that is not empty, with a caption as a photo has one."""
    sent = await bot("sendDocument", chat_id=7, document=b"{}", caption="x")
    assert bot.api.files[sent["document"]["file_id"]] == b"{}"
    assert "non-empty" in await bot.refusal("sendDocument", chat_id=7, document=b"")
    assert "no document in" in await bot.refusal("sendDocument", chat_id=7)
    assert "too long" in await bot.refusal("sendDocument", chat_id=7, document=b"{}", caption="x" * 1025)
    place: dict[str, Any] = {"chat_id": 7, "message_id": sent["message_id"]}
    assert (await bot("editMessageCaption", **place, caption="y"))["caption"] == "y"


async def test_drafts(bot: Caller) -> None:
    """In private chats, under a number that is not zero; kept in order, an empty one as well."""
    for text in ("", "<b>So</b>", "So and so"):
        assert await bot("sendMessageDraft", chat_id=7, draft_id=5, text=text, parse_mode="HTML") is True
    assert [draft["text"] for draft in bot.api.drafts] == ["", "So", "So and so"]
    assert "TEXTDRAFT_PEER_INVALID" in await bot.refusal(
        "sendMessageDraft", chat_id=-100, draft_id=5, text="x"
    )
    assert "non-zero" in await bot.refusal("sendMessageDraft", chat_id=7, draft_id=0, text="x")
    assert "parse" in await bot.refusal(
        "sendMessageDraft", chat_id=7, draft_id=5, text="<b>", parse_mode="HTML"
    )
    assert "too long" in await bot.refusal("sendMessageDraft", chat_id=7, draft_id=5, text="x" * 4097)
    assert len(bot.api.drafts) == 3
    assert bot.api.sent == []


async def test_reactions(bot: Caller) -> None:
    """One of the usual emoji on a message that is there; people's come to who asked for them."""
    place: dict[str, Any] = {"chat_id": 7, "message_id": 1}
    assert await bot("setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "👀"}]) is True
    message = bot.api.messages.find(7, 1)
    assert message is not None
    assert message["reactions"] == ["👀"]
    odd = [{"type": "emoji", "emoji": "🪗"}]
    assert "REACTION_INVALID" in await bot.refusal("setMessageReaction", **place, reaction=odd)
    assert "to react not found" in await bot.refusal(
        "setMessageReaction", chat_id=7, message_id=99, reaction=[]
    )
    await bot.people.react(READER, 7, 1, "👍")
    assert bot.api.updates.ignored == {"message_reaction": 1}
    await bot("getUpdates", allowed_updates=["message_reaction"])
    await bot.people.react(READER, 7, 1, "👍", "👎")
    await bot.people.react(READER, -100, 2, "👍")  # of groups only administrators hear
    seen = [update["message_reaction"] for update in bot.api.updates.pending if "message_reaction" in update]
    assert [(each["new_reaction"][0]["emoji"], each["old_reaction"][0]["emoji"]) for each in seen] == [
        ("👍", "👎")
    ]


async def test_menus_have_scopes_and_languages(bot: Caller) -> None:
    """Set, read, deleted; names and descriptions are judged."""
    commands = [{"command": "help", "description": "How to ask"}]
    chat = {"type": "chat", "chat_id": 7}
    await bot("setMyCommands", commands=commands)
    await bot("setMyCommands", commands=commands, language_code="ru", scope=chat)
    assert bot.api.commands == {"": commands}
    assert await bot("getMyCommands", language_code="ru", scope=chat) == commands
    assert await bot("getMyCommands", language_code="ru") == []
    await bot("deleteMyCommands", language_code="ru", scope=chat)
    assert await bot("getMyCommands", language_code="ru", scope=chat) == []
    refused: tuple[tuple[dict[str, Any], str], ...] = (
        ({"commands": [{"command": "Help", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "help", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": commands * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": commands, "language_code": "english"}, "invalid language code"),
        ({"commands": commands, "scope": {"type": "chat"}}, "can't parse BotCommandScope"),
    )
    for given, words in refused:
        assert words in await bot.refusal("setMyCommands", **given)
    assert await bot("setMyDescription", description="x" * 512, language_code="tg") is True
    assert "too long" in await bot.refusal("setMyShortDescription", short_description="x" * 121)
    assert await bot("getMyDescription", language_code="tg") == {"description": "x" * 512}
    assert await bot("getMyShortDescription") == {"short_description": ""}


async def test_what_the_bot_may_know(bot: Caller) -> None:
    """Itself, chats, and who was seen there."""
    assert (await bot("getMe"))["username"] == BOT["username"]
    assert (await bot("getChat", chat_id=-100))["title"] == "Readers"
    assert "chat not found" in await bot.refusal("getChat", chat_id=-1)
    assert (await bot("getChatMember", chat_id=-100, user_id=7))["status"] == "member"
    await bot.people.set_status(READER, GROUP, "administrator")
    own = await bot("getChatMember", chat_id=-100, user_id=BOT["id"])
    assert (own["status"], own["can_delete_messages"]) == ("administrator", True)
    assert "PARTICIPANT_ID_INVALID" in await bot.refusal("getChatMember", chat_id=-100, user_id=99)


async def test_tokens_and_methods_that_are_none(bot: Caller) -> None:
    """401 for a token that nobody has, 404 for what is no token or no method; names of methods know no case."""
    for token, method, code in (
        ("4242:other", "getMe", 401),
        ("x", "getMe", 404),
        (TOKEN, "sendRocket", 404),
    ):
        assert (await bot(method, token=token))["error_code"] == code
    assert (await bot("GETME"))["id"] == BOT["id"]
    assert bot.api.outcomes["getMe"] == {401: 1, 404: 1, 200: 1}
    assert bot.api.calls["sendRocket"] == 1


async def test_people_cannot_do_everything(bot: Caller) -> None:
    """Reply to what is gone, edit what the bot wrote, write more than fits."""
    sent = await bot("sendMessage", chat_id=7, text="x")
    with pytest.raises(ImpossibleError):
        await bot.people.edit(7, sent["message_id"], {"text": "y"})
    with pytest.raises(ImpossibleError):
        await bot.written(reply_to=99)
    with pytest.raises(ImpossibleError):
        await bot.written("x" * 4097)
