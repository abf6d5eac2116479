"""The real bot in its own process, asked by users of a Bot API server in another."""

from __future__ import annotations

import signal
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from bot.rendering.answer import render
from bot.rendering.markup import cleaned
from retrieval.demo import TRIALS
from tests.e2e.conftest import TOKEN, BotProcess
from tests.e2e.filled_store import fill_store
from tests.e2e.judge import judged
from tests.e2e.telegram_user import TelegramUser

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.answer import Answer
    from tests.e2e.judge import Parsed
    from tests.e2e.telegram import Telegram

ANSWERED, UNANSWERED = (
    next(trial.question for trial in TRIALS if (trial.holds is None) is refused) for refused in (False, True)
)
FIRST_ANSWER_SECONDS = 120
"""The model is loaded for the first question, on a machine that may be busy."""


@pytest.fixture
def user(telegram: Telegram, bot: BotProcess) -> TelegramUser:
    assert bot.process.poll() is None, bot.output
    return TelegramUser(telegram)


@pytest.mark.parametrize("question", [trial.question for trial in TRIALS])
def test_a_user_gets_the_answer_of_the_chain(
    user: TelegramUser, answers: dict[str, Answer], question: str
) -> None:
    """The same answer, citations and links as through `build_chain()`, as Telegram HTML."""
    reply = user.ask(question, seconds=FIRST_ANSWER_SECONDS)
    answer = answers[question]
    (part,) = render(answer)
    assert _unfolded(reply.shown) == _unfolded(judged(part.html, "HTML"))
    cited = answer.nearest if answer.refused else answer.citations
    assert len(reply.quotes) == len({citation.article_id for citation in cited})
    folded = "\n".join(reply.quotes)
    # What an answer has quoted is not said again; of what is only near, the words themselves stand there.
    assert all((cleaned(citation.quote).strip() in folded) is answer.refused for citation in cited)
    assert {citation.url for citation in cited if citation.url} == set(reply.links)


def _unfolded(shown: Parsed) -> str:
    """A message without what folds in it."""
    text = shown.text
    for folded in shown.covered("expandable_blockquote"):
        before, _, after = text.rpartition(folded)
        text = before + after
    return text


@pytest.mark.parametrize(
    "text",
    [
        "😀😀😀",
        "'; DROP TABLE passages; --",
        "<b>unclosed & <script>",
        "\u202e\u200b?!",
        "ما هو النفق؟",
        "x" * 4096,
    ],
)
def test_no_message_is_left_without_a_reply(user: TelegramUser, text: str) -> None:
    """Whatever a user writes, something is said, and Telegram takes it."""
    assert user.ask(text, seconds=FIRST_ANSWER_SECONDS).text


def test_many_users_at_once(telegram: Telegram, bot: BotProcess) -> None:
    """Twenty users ask at the same moment; each gets the answer to their own question."""
    users = [TelegramUser(telegram) for _ in range(20)]
    questions = [ANSWERED if n % 2 else UNANSWERED for n in range(20)]
    with ThreadPoolExecutor(20) as pool:
        waiting = [pool.submit(users[n].ask, questions[n], FIRST_ANSWER_SECONDS) for n in range(20)]
    replies = [reply.result() for reply in waiting]
    refused = [reply.text.startswith("The articles do not say.") for reply in replies]
    assert refused == [question == UNANSWERED for question in questions], bot.output


def test_telegram_refused_nothing(telegram: Telegram, bot: BotProcess) -> None:
    """TDLib's parser has judged every message of this module by now, and the menu is set."""
    state = telegram.state()
    assert state["refused"] == []
    assert set(state["commands"]) == {"", "ru", "tg"}
    assert bot.process.poll() is None


def test_the_log_keeps_secrets(user: TelegramUser, bot: BotProcess) -> None:
    """Neither the token nor what users write is in anything the bot has written, and each line is an event."""
    user.ask("Kumquat marmalade?", FIRST_ANSWER_SECONDS)
    assert "question done" in bot.output
    assert TOKEN not in bot.output
    assert TOKEN.partition(":")[2] not in bot.output
    assert "marmalade" not in bot.output
    assert all(line.startswith("20") for line in bot.output.splitlines())


def test_sigterm_ends_it(user: TelegramUser, bot: BotProcess) -> None:
    """The process ends with exit code 0, and its log says so."""
    assert "¹" in user.ask(ANSWERED, FIRST_ANSWER_SECONDS).text
    assert bot.stop(signal.SIGTERM) == 0, bot.output
    assert bot.output.endswith("bot.lifecycle stopped\n")


# The bot of the tests above has ended; those below have bots of their own, and the same token.


@pytest.fixture
def own_env(bot_env: dict[str, str]) -> dict[str, str]:
    """The environment of a bot of a test's own, which loads no reading model."""
    return {**bot_env, "PRESSCITE_READER": "off"}


def test_a_refused_token_is_named(own_env: dict[str, str], tmp_path: Path) -> None:
    """Exit code 2, a line that says what to do, and the token nowhere."""
    refused = BotProcess.fork({**own_env, "TELEGRAM_BOT_TOKEN": "1:wrong-token"}, tmp_path / "log")
    assert refused.process.wait(60) == 2
    assert "Telegram refuses TELEGRAM_BOT_TOKEN" in refused.output
    assert "wrong-token" not in refused.output


def test_check(own_env: dict[str, str], tmp_path: Path) -> None:
    """`--check` tries the token and the store, and ends."""
    checked = BotProcess.fork(own_env, tmp_path / "log", ["--check"])
    assert checked.process.wait(FIRST_ANSWER_SECONDS) == 0, checked.output
    assert "Telegram knows the bot as @presscite_test_bot." in checked.output
    assert "The store opens and answers." in checked.output


def test_check_of_an_empty_store(own_env: dict[str, str], tmp_path: Path) -> None:
    """Without articles, `--check` says how to bring some in, and exits with 1."""
    empty = {**own_env, "PRESSCITE_HOME": str(tmp_path / "home")}
    checked = BotProcess.fork(empty, tmp_path / "log", ["--check"])
    assert checked.process.wait(FIRST_ANSWER_SECONDS) == 1, checked.output
    assert "presscite refresh" in checked.output


def test_a_store_that_comes_later(
    own_env: dict[str, str], telegram: Telegram, model_cache: Path, tmp_path: Path
) -> None:
    """An empty store does not stop the bot: users are told, and once there are articles they are answered."""
    home = tmp_path / "home"
    own = BotProcess.fork({**own_env, "PRESSCITE_HOME": str(home)}, tmp_path / "log")
    user = TelegramUser(telegram)
    assert user.ask(ANSWERED, FIRST_ANSWER_SECONDS).text.startswith("There are no articles here yet"), (
        own.output
    )
    article = tmp_path / "article.txt"
    article.write_text("The Istiqlol Tunnel is five kilometres long. It was opened in 2006 near Dushanbe.")
    fill_store(home, model_cache, article)
    assert "five kilometres" in user.ask("How long is the Istiqlol Tunnel?", FIRST_ANSWER_SECONDS).text
    assert own.stop() == 0, own.output


def test_an_admin_refreshes_and_is_answered(
    own_env: dict[str, str], telegram: Telegram, tmp_path: Path
) -> None:
    """/refresh takes a new article in, in a process of its own; the bot answers from it without a restart."""
    admin, other = TelegramUser(telegram), TelegramUser(telegram)
    articles = tmp_path / "articles"
    articles.mkdir()
    env = {
        **own_env,
        "PRESSCITE_HOME": str(tmp_path / "home"),
        "PRESSCITE_SOURCES": str(articles),
        "TELEGRAM_ADMINS": str(admin.id),
    }
    own = BotProcess.fork(env, tmp_path / "log")
    assert other.ask("/refresh", FIRST_ANSWER_SECONDS).text.startswith("I do not know this command")
    (articles / "tunnel.txt").write_text(
        "The Istiqlol Tunnel is five kilometres long. It was opened in 2006 near Dushanbe."
    )
    asked = admin.write("/refresh")
    started, done = admin.replies(asked, count=2, seconds=FIRST_ANSWER_SECONDS)
    assert started.text.startswith("I am refreshing"), own.output
    assert "1 added" in done.text, own.output
    assert "five kilometres" in admin.ask("How long is the Istiqlol Tunnel?", FIRST_ANSWER_SECONDS).text
    assert own.stop() == 0, own.output
