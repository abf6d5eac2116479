"""The command `presscite move`."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

import click

from retrieval.commands import terminal
from retrieval.commands.command import SETTINGS_HELP, epilog_of, json_option, print_json

if TYPE_CHECKING:
    from retrieval.indexing.moving import Move

PARTS = "presscite.moves"
"""Entry points of what else is moved: each is called with the word `database` or `folder`, moves its part in that
direction, checks it, and returns a sentence about it, or `None` where there is nothing to move."""


@click.command(
    "move",
    epilog=epilog_of(
        """
        Examples:
          presscite move database
          presscite move folder
        """,
        """
        Exit codes: 0 done, both answer alike; 1 failed, or they do not; 2 wrong
        usage or setting.
        """,
        SETTINGS_HELP,
    ),
)
@click.argument("to", metavar="database|folder", type=click.Choice(["database", "folder"]))
@json_option
@click.pass_context
def move_command(ctx: click.Context, *, to: str, as_json: bool) -> None:
    """Copy the store from the folder into the database, or back.

    The folder is PRESSCITE_HOME, the database PRESSCITE_DATABASE_URL with PRESSCITE_CHROMA_URL. Whoever asks gets
    answers meanwhile; refreshes wait. At the end both are asked the same, and what they answer differently is told.
    What was copied from stays as it is.
    """
    from retrieval.indexing.moving import Direction, move_store
    from retrieval.settings import Settings

    err = terminal.console(stderr=True)
    with terminal.waiting(err, "Moving ..."):
        move = move_store(Settings.load(), Direction(to))
        parts = [said for part in entry_points(group=PARTS) if (said := part.load()(to))]
    if as_json:
        print_json({**move.to_dict(), "parts": parts})
    else:
        _show(move, parts)
    ctx.exit(1 if move.differences else 0)


def _show(move: Move, parts: list[Any]) -> None:
    out = terminal.console()
    counted = f"{terminal.count(move.articles, 'article')} in {terminal.count(move.passages, 'passage')}"
    out.print(f"{counted}: from {move.source} to {move.target}.", soft_wrap=True)
    for said in parts:
        out.print(str(said), soft_wrap=True)
    for what in move.differences:
        out.print(f"Not alike: {terminal.plain(what)}.", style="red", soft_wrap=True)
    if not move.differences:
        out.print("Both answer alike.")
