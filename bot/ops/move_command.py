"""The command `presscite move-state`, which `presscite` finds by its entry point."""

from __future__ import annotations

from contextlib import closing
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

import click

from retrieval.commands import terminal
from retrieval.commands.command import SETTINGS_HELP, epilog_of, json_option, print_json
from retrieval.commands.move import PARTS

if TYPE_CHECKING:
    from bot.settings import BotSettings

_OURS = "bot.ops.move_command:moved_with_store"  # among the parts of `presscite move`


@click.command(
    "move-state",
    epilog=epilog_of(
        """
        Examples:
          presscite move-state --to database
        """,
        """
        Exit codes: 0 done; 1 failed, everything is as it was; 2 wrong usage or
        setting.
        """,
        SETTINGS_HELP,
    ),
)
@click.option("--to", type=click.Choice(["database", "file"]), required=True, help="Where it is to be.")
@json_option
def move_state_command(*, to: str, as_json: bool) -> None:
    """Copy what the bot and the web server remember from their files into the database, or back.

    The database is the one that PRESSCITE_DATABASE_URL names, the files those of TELEGRAM_STATE and
    PRESSCITE_WEB_STATE, or of the home. Stop the bot first. Questions that wait come along and are answered at the
    next start, and who has signed in on the page to ask stays so. What is there already is never overwritten, and the
    place that is left stays as it is.
    """
    from bot.settings import BotSettings, TokenMissingError

    to_database = to == "database"
    with terminal.waiting(terminal.console(stderr=True), "Moving ..."):
        others = _others_moved("database" if to_database else "folder")
        try:
            counts = move(BotSettings.load(), to_database=to_database)
        except TokenMissingError:
            if not others:
                raise
            counts = None
    if as_json:
        print_json({**(counts or {}), "parts": others})
        return
    out = terminal.console()
    if counts is not None:
        out.print(f"{terminal.count(sum(counts.values()), 'row')} moved to the {to}; both hold the same.")
    for said in others:
        out.print(said, soft_wrap=True)


def _others_moved(to: str) -> list[str]:
    """Move what is neither the store nor the bot's, such as what a web server remembers."""
    others = [part for part in entry_points(group=PARTS) if part.value != _OURS]
    return [str(said) for part in others if (said := part.load()(to))]


def moved_with_store(to: str) -> str | None:
    """Move the bot's state as a part of `presscite move`.

    Args:
        to: "database" or "folder".

    Returns:
        A sentence about it; `None` where no bot is set up, or it has never run.
    """
    from bot.settings import BotSettings, TokenMissingError
    from bot.state.database import StateError

    try:
        settings = BotSettings.load()
    except TokenMissingError:
        return None
    if to == "database" and not settings.state_path.exists():
        return None
    try:
        counts = move(settings, to_database=to == "database")
    except StateError as error:
        return f"Not the bot's state: {error}; `presscite move-state` moves it alone."
    return f"The bot's state: {terminal.count(sum(counts.values()), 'row')}, and both places hold the same."


def move(settings: BotSettings, *, to_database: bool) -> dict[str, int]:
    """Copy what a bot remembers; see the command.

    Args:
        settings: Name both places.
        to_database: Whether from the file to the database, and not back.

    Returns:
        How many rows of each table were copied.

    Raises:
        SettingsError: No database is named.
        StateError: A bot is running, there is something already, or a place cannot be opened.
    """
    from bot.state.database import StateError
    from bot.state.instances import Instances
    from bot.state.postgres_database import PostgresDatabase
    from bot.state.sqlite_database import SqliteDatabase
    from bot.state.state_copy import is_running
    from bot.state.state_move import move_state
    from retrieval.errors import SettingsError

    if settings.database_address is None:
        raise SettingsError("PRESSCITE_DATABASE_URL is not set: it names the database")
    path = settings.state_path
    if to_database and not path.exists():
        raise StateError(f"there is no state in {path}")
    if path.exists() and is_running(path):
        raise StateError(f"a bot is running with the state {path}; stop it first")
    with closing(PostgresDatabase(settings.database_address, f"bot_{settings.bot_id}")) as server:
        if Instances(server).somebody_leads():
            raise StateError(
                "a bot is running with the state in the database; stop it first, and wait ten seconds"
            )
        with closing(SqliteDatabase(path)) as file:
            return move_state(file, server) if to_database else move_state(server, file)
