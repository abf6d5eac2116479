"""What the bot gives beside answers: files, digests, and to admins what was not answered."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

from bot.state.citations import citations_to_json
from bot.texts import LANGUAGES
from tests.bot.fake_telegram import CITATION
from tests.e2e.behaviours.world import ADMIN, ROGUN, ROGUN_QUOTE, UNANSWERED
from tests.e2e.telegram_user import TelegramUser

if TYPE_CHECKING:
    from tests.e2e.behaviours.world import World
    from tests.e2e.reply import Reply

ENGLISH = LANGUAGES["en"]


def _file(world: World, reply: Reply) -> str:
    return world.telegram.file(reply.raw["document"]["file_id"]).decode()


def test_a_conversation_and_an_answer_as_files(quoting: World) -> None:
    """The citations of the file are those of the answer; in a topic the file stands there."""
    reader = quoting.reader()
    (nothing,) = quoting.replies(reader, reader.write("/export"))
    assert nothing.text == ENGLISH.export.nothing
    answer = reader.ask(ROGUN)
    reader.ask(UNANSWERED)
    (whole,) = quoting.replies(reader, reader.write("/export json"))
    first, second = json.loads(_file(quoting, whole))["exchanges"]
    assert (first["question"], first["refused"], second["refused"]) == (ROGUN, False, True)
    assert first["citations"][0]["quote"] == ROGUN_QUOTE
    assert first["citations"][0]["url"] in answer.links
    (one,) = quoting.replies(reader, reader.reply_to(answer, "/export html"))
    page = _file(quoting, one)
    assert (ROGUN_QUOTE in page, UNANSWERED in page, one.answers is not None) == (True, False, True)
    member = quoting.member(-2140, topic=17)
    quoting.replies(member, member.mention(ROGUN))
    sent = quoting.replies(member, member.write("/export"))[0]
    assert (sent.topic, ROGUN in _file(quoting, sent)) == (17, True)


def test_a_digest_comes_at_its_hour(quoting: World) -> None:
    """With what was found for a standing question meanwhile, once; its button ends it."""
    reader = quoting.reader()
    assert reader.ask("/digest 8").text.startswith(ENGLISH.digest.on.partition("{")[0])
    reader.ask("/watch the Istiqlol tunnel")
    last = reader.write("/digest status")
    quoting.replies(reader, last)
    with closing(sqlite3.connect(quoting.env["TELEGRAM_STATE"], timeout=30)) as state:
        ((watch,),) = state.execute("SELECT id FROM watches WHERE chat = ?", [reader.id])
        found = (watch, time.time(), b"\x04\x00\x00\x00newsmore", citations_to_json([CITATION]))
        state.execute("INSERT INTO tellings (watch, found, signature, citation) VALUES (?, ?, ?, ?)", found)
        state.execute("UPDATE digests SET due = ? WHERE chat = ?", [time.time(), reader.id])
        state.commit()
    digest = quoting.replies(reader, last, 2)[-1]
    assert digest.text.startswith(ENGLISH.digest.news.partition("{")[0])
    assert f"🔔 the Istiqlol tunnel\n\n{CITATION.quote}\n— Neighbours meet" in digest.text
    assert digest.links == [CITATION.url]
    assert reader.press(digest, "👍")["text"] == ENGLISH.thanks
    reader.press(digest, ENGLISH.buttons["digest_off"])
    assert quoting.replies(reader, last, 3)[-1].text == ENGLISH.digest.off
    assert quoting.count(f"digests WHERE chat = {reader.id}") == 0


def test_an_admin_reads_what_is_not_answered(quoting: World) -> None:
    """What three people asked, in whatever words, and not who they were."""
    people = [quoting.reader() for _ in range(3)]
    asked = "Who won the 1998 Olympic curling final?"
    for person in people:
        assert "¹" not in person.ask(asked).text
    admin = TelegramUser(quoting.telegram, "en", id=ADMIN)
    said = admin.ask("/unanswered").text
    assert asked in said
    assert not any(str(person.id) in said for person in people)
    assert people[0].ask("/unanswered").text == ENGLISH.unknown_command
