"""The command `presscite rollback`."""

from __future__ import annotations

import click

from retrieval.commands import terminal
from retrieval.commands.command import SETTINGS_HELP, epilog_of, json_option, print_json


@click.command(
    "rollback",
    epilog=epilog_of(
        """
        Examples:
          presscite rollback
          presscite refresh          # ends the hold, with all that is in the sources
        """,
        """
        Exit codes: 0 done; 1 failed, such as where no generation before is kept;
        2 wrong usage or setting.
        """,
        SETTINGS_HELP,
    ),
)
@json_option
def rollback_command(*, as_json: bool) -> None:
    """Go back to the articles before the last refresh.

    Whoever asks gets answers from them at once. Refreshes by the clock (--watch, --timed, and those of the bot) are
    held from now on, so that they do not bring back at once what was taken back; the next refresh by hand ends that.
    PRESSCITE_KEPT_GENERATIONS says how far back one can go.
    """
    from retrieval.settings import Settings
    from retrieval.store.rollback import roll_back

    done = roll_back(Settings.load())
    if as_json:
        print_json(done.to_dict())
        return
    out = terminal.console()
    out.print(
        f"The store is as it was made {done.made[:16].replace('T', ' ')} UTC, with "
        f"{terminal.count(done.articles, 'article')} ({done.published}, in the place of {done.replaced})."
    )
    out.print("Refreshes by the clock are held until the next one by hand: presscite refresh", style="yellow")
