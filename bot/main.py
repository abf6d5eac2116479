"""`presscite-bot`: the Telegram bot as a command, from the environment to an exit code."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

# `--help` waits neither for a model nor for Telegram's library: both are imported where they are first used.
if TYPE_CHECKING:
    from collections.abc import Callable

    from langchain_core.runnables import Runnable

    from bot.settings import BotSettings
    from retrieval.answer import Answer

_log = logging.getLogger(__name__)

STOPPED = 0
FAILED = 1
MISCONFIGURED = 2

# For the steps of the chain: threads beyond the processors only compete for Python's lock (python -m
# tests.bench.run bot).  What takes long has threads of its own.
_THREADS = (os.cpu_count() or 1) + 1
# Python's lock is let go while SQLite records that a message is sent; the sooner the loop has it back, the sooner that
# is true (see bot/outgoing/send_hook.py).  Python's own interval is 5 ms.
_SWITCH_SECONDS = 0.0005
_COLLECTED_EVERY = 50_000  # new objects; each answer makes thousands, nearly all without cycles

_EPILOG = f"""
\b
The first time:
  1. Talk to @BotFather in Telegram, send /newbot, copy the token.
  2. cp .env.example .env, and put the token behind TELEGRAM_BOT_TOKEN=
  3. presscite refresh path/to/articles
  4. presscite-bot --check
  5. presscite-bot

\b
Exit codes:
  {STOPPED}  stopped as asked, or everything checked is in order
  {FAILED}  failed; another start may succeed
  {MISCONFIGURED}  wrong settings, such as a token or a webhook that Telegram refuses
"""

_REFUSED = (
    "Telegram refuses TELEGRAM_BOT_TOKEN: ask @BotFather for the token of your bot (/mybots, API Token) "
    "and put it into .env"
)


@click.command(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--check", is_flag=True, help="Try the token and ask the store one question, then exit.")
@click.option(
    "--feedback",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="FILE",
    help="Write the answers that people liked into FILE, as questions for `presscite eval`, and those they did not "
    "like beside it, then exit.",
)
@click.version_option(package_name="presscite", prog_name="presscite-bot")
def main(*, check: bool, feedback: Path | None) -> None:
    """Answer questions about the articles in Telegram.

    Reads its settings from the environment and from .env; .env.example lists them. Fetches messages, or has
    Telegram bring them (TELEGRAM_WEBHOOK_URL). Runs until it is told to stop (Ctrl-C or SIGTERM), then
    finishes the questions it is working on; a second signal ends it at once. The log goes to standard error,
    a line an event, without tokens and, unless TELEGRAM_LOG_QUESTIONS is true, without what users write.
    """
    # Until the bot serves there is nothing to finish: SIGTERM is a plain, successful end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(STOPPED))
    try:
        if feedback is not None:
            sys.exit(export_feedback(feedback))
        sys.exit(check_up() if check else run())
    except KeyboardInterrupt:
        sys.exit(STOPPED)


def run(chain: Runnable[Any, Answer] | None = None) -> int:
    """Serve until told to stop.

    Args:
        chain: What answers questions; by default the chain of the store that the settings name.

    Returns:
        The exit code.
    """
    return _guarded(lambda settings: asyncio.run(_serve(settings, chain)))


def check_up() -> int:
    """Try the token and the store, and say on standard output how they are.

    Returns:
        The exit code: 0 where the bot could start and answer.
    """
    return _guarded(_check)


def export_feedback(path: Path) -> int:
    """Write what people think of answers into question files, and say on standard output how much there is.

    Args:
        path: The file.

    Returns:
        The exit code.
    """
    return _guarded(lambda settings: _export(settings, path))


def _guarded(work: Callable[[BotSettings], int]) -> int:
    """Do the work with the settings; what goes wrong becomes a line and an exit code, never a traceback."""
    from telegram.error import InvalidToken

    from bot.listener import ListenError
    from bot.log import configure_logging
    from bot.outage import OutageFilter
    from bot.settings import BotSettings
    from bot.updates.source import TokenRevokedError
    from bot.updates.webhook import WebhookError
    from retrieval.errors import RetrievalError, SettingsError

    try:
        settings = BotSettings.load()
    except SettingsError as error:
        return _complain(str(error), MISCONFIGURED)
    configure_logging(
        settings.secrets,
        filters=[OutageFilter()],
        as_json=settings.log_format == "json",
        questions=settings.log_questions,
    )
    try:
        return work(settings)
    except InvalidToken as error:
        # A refusal after a good start may be a mistake of the server; another start will tell.
        return _complain(_REFUSED, FAILED if isinstance(error, TokenRevokedError) else MISCONFIGURED)
    except (RetrievalError, ListenError, WebhookError) as error:
        return _complain(str(error), MISCONFIGURED if isinstance(error, WebhookError) else FAILED)
    except Exception:  # noqa: BLE001 - of all there is only a line in the log
        # The log hides secrets; a traceback on the terminal would show them.
        _log.exception("the bot stopped")
        return FAILED


async def _serve(settings: BotSettings, chain: Runnable[Any, Answer] | None) -> int:
    from bot.lifecycle import serve
    from bot.wiring import build_runtime

    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(_THREADS, thread_name_prefix="presscite-bot"))
    gc.set_threshold(_COLLECTED_EVERY)
    sys.setswitchinterval(_SWITCH_SECONDS)
    if not await serve(build_runtime(settings, chain), grace=settings.grace_seconds):
        # A thread that still works on a question would hold the process for as long as it likes.
        logging.shutdown()
        os._exit(STOPPED)
    return STOPPED


def _check(settings: BotSettings) -> int:
    from telegram.error import InvalidToken, TelegramError

    from bot.log import error_text
    from retrieval import build_chain

    try:
        name = asyncio.run(_username(settings))
    except InvalidToken:
        raise
    except TelegramError as error:
        return _complain(
            f"the Bot API at {settings.api_base_url} is not reached: {error_text(error)}", FAILED
        )
    click.echo(f"Telegram knows the bot as @{name}.")
    # A question takes the whole path: the store opens, its model loads, the search runs.
    build_chain(settings).invoke("What is in the articles?")
    click.echo("The store opens and answers.")
    return STOPPED


async def _username(settings: BotSettings) -> str:
    from telegram import Bot

    async with Bot(settings.token.get_secret_value(), settings.base_url) as bot:
        return bot.username


def _export(settings: BotSettings, path: Path) -> int:
    from bot.ops.feedback_export import TO_JUDGE, export
    from bot.state.state import State

    state = State(settings)
    try:
        liked, others = export(state.feedback.judgements(), path)
    except OSError as error:
        return _complain(f"{path} cannot be written ({error.strerror}): name another file", FAILED)
    finally:
        state.close()
    click.echo(f"{path}: {liked} questions whose answers were liked.")
    click.echo(f"{path.with_name(path.stem + TO_JUDGE)}: {others} to be judged.")
    return STOPPED


def _complain(text: str, code: int) -> int:
    click.echo(f"presscite-bot: {text}", err=True)
    return code


if __name__ == "__main__":
    main()
