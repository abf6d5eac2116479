"""The commands `presscite backup` and `presscite restore`, which `presscite` finds by their entry points."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from retrieval.commands import terminal
from retrieval.commands.command import PARTLY, SETTINGS_HELP, epilog_of, json_option, print_json

if TYPE_CHECKING:
    from bot.ops.backup import BackupReport
    from bot.settings import BotSettings

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(
    "backup",
    epilog=epilog_of(
        """
        Examples:
          presscite backup /var/backups/presscite.tar
        """,
        """
        Exit codes: 0 done; 1 failed, such as where the store is damaged; 2 wrong
        usage or setting.
        """,
        SETTINGS_HELP,
    ),
)
@click.argument("file", type=_FILE)
@json_option
def backup_command(*, file: Path, as_json: bool) -> None:
    """Write the articles, and what the bot remembers, into FILE.

    Bot and refreshes may run meanwhile. FILE holds conversations: only its owner can read it (mode 0600). An earlier
    backup of that name is replaced once the new one is whole; any other file is left alone. Settings are not in it.
    """
    from bot.ops.backup import back_up
    from retrieval.settings import Settings

    with terminal.waiting(terminal.console(stderr=True), "Writing the backup ..."):
        report = back_up(Settings.load(), _bot_settings(), file)
    if as_json:
        print_json(report.to_dict())
    else:
        _show(report, f"{file}: {_articles(report)}", "the bot's state")


@click.command(
    "restore",
    epilog=epilog_of(
        """
        Examples:
          presscite restore /var/backups/presscite.tar
          presscite restore --only articles /var/backups/presscite.tar
        """,
        """
        Exit codes: 0 done; 1 failed, everything is as it was; 2 wrong usage or
        setting; 4 the articles are published, but the bot's state was left as it is.
        """,
        SETTINGS_HELP,
    ),
)
@click.argument("file", type=_FILE)
@click.option("--only", type=click.Choice(["articles", "state"]), help="Restore nothing else.")
@json_option
@click.pass_context
def restore_command(ctx: click.Context, *, file: Path, only: str | None, as_json: bool) -> None:
    """Publish the articles in FILE, and put back what the bot remembered.

    Whoever asks gets answers from the articles at once; a bot may be running. What the bot remembered is put back only
    where it is stopped, and without the questions that waited then: no old question is answered again. The next refresh
    brings what is in the sources now.
    """
    from bot.ops.backup import restore
    from retrieval.settings import Settings

    with terminal.waiting(terminal.console(stderr=True), "Restoring ..."):
        report = restore(
            Settings.load(), _bot_settings(), file, articles=only != "state", state=only != "articles"
        )
    if as_json:
        print_json(report.to_dict())
    else:
        made = report.made[:16].replace("T", " ")
        _show(report, f"Of the backup made {made} UTC: {_articles(report)}", "the bot's state")
    ctx.exit(0 if report.state or only == "articles" else PARTLY)


def _bot_settings() -> BotSettings | None:
    """The bot's settings; `None` where none is set up."""
    from bot.settings import BotSettings, TokenMissingError

    try:
        return BotSettings.load()
    except TokenMissingError:
        return None


def _articles(report: BackupReport) -> str:
    return "no articles" if report.articles is None else terminal.count(report.articles, "article")


def _show(report: BackupReport, start: str, state: str) -> None:
    out = terminal.console()
    out.print(f"{start}{f', and {state}' if report.state else ''}.", soft_wrap=True)
    if report.reason is not None:
        out.print(f"Not {state}: {report.reason}.", style="yellow", soft_wrap=True)
