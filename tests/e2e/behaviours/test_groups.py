"""The bot among people who mostly do not talk to it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bot.texts import LANGUAGES
from tests.e2e.behaviours.noise import CHANNEL, MESSAGES, doings
from tests.e2e.behaviours.world import ROGUN, TUNNEL

if TYPE_CHECKING:
    from tests.e2e.behaviours.world import World

ENGLISH = LANGUAGES["en"]
_TAKEN = 'presscite_updates_total{kind="message"}'


@pytest.mark.behaviour(9)
def test_what_is_not_meant_for_it(quoting: World) -> None:
    """9: of everything that a group can be full of, not one answer, nor a call of any kind; then a mention, a command,
    a reply and a mention in the group's own name are answered, each once.
    """
    member, other, telegram = quoting.member(-2101), quoting.member(-2101), quoting.telegram
    first = quoting.replies(member, member.mention(ROGUN))[0]
    taken = quoting.metric(_TAKEN)
    for number, message in enumerate(MESSAGES.values()):
        (member, other)[number % 2].write(**message)
    for do in doings(member, first).values():
        do()
    quoting.idle()
    assert quoting.metric(_TAKEN) - taken > len(MESSAGES) > 30, "the bot has read them all"
    asked = [
        other.mention(TUNNEL),
        other.write("/help"),
        member.write("/help@presscite_test_bot"),
        member.reply_to(first, "And how high is its dam?"),
        member.write_anonymously(f"@presscite_test_bot {TUNNEL}"),
    ]
    replies = quoting.replies(member, asked[0], len(asked))
    quoting.idle()
    assert Counter(reply.answers for reply in quoting.replies(member, 0)) == Counter([first.answers, *asked])
    assert sum("¹" in reply.text for reply in replies) == 3
    assert {call["method"] for call in telegram.calls(-2101)} <= {"sendMessage", "sendChatAction"}
    assert telegram.calls(CHANNEL) == []


@pytest.mark.behaviour(9)
def test_a_caption_is_text(quoting: World) -> None:
    """9: what is asked under a picture or a document is answered, in private and where it mentions the bot."""
    reader, member = quoting.reader(), quoting.member(-2104)
    assert "five kilometres" in quoting.replies(reader, reader.send_photo(TUNNEL))[0].text
    assert "five kilometres" in quoting.replies(reader, reader.send_document(TUNNEL))[0].text
    member.send_photo(TUNNEL)
    asked = member.send_photo(f"@presscite_test_bot {TUNNEL}")
    (answer,) = quoting.replies(member, 0)
    assert ("five kilometres" in answer.text, answer.answers) == (True, asked)


@pytest.mark.behaviour(9)
def test_a_mention_asks_the_message_that_it_replies_to(quoting: World) -> None:
    """9: the bot's name alone, in reply to what somebody else has written."""
    member, other = quoting.member(-2105), quoting.member(-2105)
    asked = other.write(TUNNEL)
    called = member.reply_to(asked, "@presscite_test_bot")
    (answer,) = quoting.replies(member, 0)
    assert ("five kilometres" in answer.text, answer.answers) == (True, called)
    said = quoting.replies(member, member.reply_to(answer, "@presscite_test_bot"))[0]
    assert said.text == ENGLISH.empty


@pytest.mark.behaviour(8)
def test_the_same_topic(quoting: World) -> None:
    """8: an answer, what a command says and "typing" stay in the topic; where it is gone, the answer is not lost."""
    member, telegram = quoting.member(-2102, topic=17), quoting.telegram
    answer = quoting.replies(member, member.mention(ROGUN))[0]
    said = quoting.replies(member, member.write("/help"))[0]
    assert (answer.topic, said.topic) == (17, 17)
    member.press(answer, ENGLISH.buttons["passage"])
    assert quoting.replies(member, said.message_id)[0].topic == 17
    # A message in the topic "General" has no number of a topic.
    general = quoting.member(-2102)
    assert quoting.replies(general, general.mention(ROGUN))[0].topic is None
    telegram.fail(
        "sendMessage", chat_id=-2102, status=400, description="Bad Request: message thread not found"
    )
    (left,) = quoting.replies(member, member.mention(TUNNEL))
    assert ("¹" in left.text, left.topic) == (True, None)


@pytest.mark.behaviour(8)
def test_typing_in_the_topic(writing: World) -> None:
    """8: "typing" is shown where the question was asked."""
    member = writing.member(-2103, topic=18)
    with writing.writer.holding():
        asked = member.mention(ROGUN)
        assert [action["message_thread_id"] for action in writing.telegram.actions(-2103)] == [18]
    assert writing.replies(member, asked)[0].topic == 18


@pytest.mark.behaviour(10)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_explains_privacy_mode(quoting: World, language: str) -> None:
    """10: once when it is added, in the language of who adds it: what it sees, and how it is asked."""
    group = -2110 - list(LANGUAGES).index(language)
    member = quoting.member(group, language=language)
    member.add_bot()
    hello = quoting.replies(member, 0)[0].text
    assert hello == LANGUAGES[language].group_hello
    member.add_bot("administrator")
    assert quoting.replies(member, member.write("/help"), 1)[-1].text == LANGUAGES[language].help
    quoting.idle()
    assert len(quoting.replies(member, 0)) == 2


@pytest.mark.behaviour(10)
def test_as_an_administrator_it_sees_everything(quoting: World) -> None:
    """10: and says so; thrown out and added again, it greets again."""
    member = quoting.member(-2120)
    member.add_bot("administrator")
    assert quoting.replies(member, 0)[0].text == ENGLISH.group_hello_all
    member.remove_bot()
    member.add_bot()
    assert [reply.text for reply in quoting.replies(member, 0, 2)] == [
        ENGLISH.group_hello_all,
        ENGLISH.group_hello,
    ]


@pytest.mark.behaviour(11)
def test_edits(quoting: World) -> None:
    """11: in private an edited question is answered again; in a group no edit is."""
    reader, member = quoting.reader(), quoting.member(-2130)
    private, group = reader.write(TUNNEL), member.mention(TUNNEL)
    assert "five kilometres" in quoting.replies(reader, private)[0].text
    assert "five kilometres" in quoting.replies(member, group)[0].text
    member.edit(group, f"@presscite_test_bot {ROGUN}")
    reader.edit(private, ROGUN)
    _, again = quoting.replies(reader, private, 2)
    assert ("3,600 megawatts" in again.text, again.answers) == (True, private)
    quoting.idle()
    assert len(quoting.replies(member, group)) == 1
