"""`presscite-bot`: start the Telegram bot."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click

_EPILOG = """
\b
The first time:
  1. Talk to @BotFather in Telegram, send /newbot, copy the token.
  2. cp .env.example .env, and put the token behind TELEGRAM_BOT_TOKEN=
  3. presscite refresh path/to/articles
  4. presscite-bot --check
  5. presscite-bot

\b
Exit codes:
  0  stopped as asked, or everything checked is in order
  1  failed; another start may succeed
  2  wrong settings, such as a token or a webhook that Telegram refuses
"""


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
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # `--help` must wait neither for a model nor for Telegram's library.
    from bot.process import check_up, export_feedback, run

    try:
        if feedback is not None:
            sys.exit(export_feedback(feedback))
        sys.exit(check_up() if check else run())
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
