"""The command `presscite refresh`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from retrieval.commands import terminal
from retrieval.commands.command import PARTLY, SETTINGS_HELP, epilog_of, json_option, print_json
from retrieval.errors import RetrievalError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.indexing.report import RefreshReport


@click.command(
    "refresh",
    epilog=epilog_of(
        """
        Examples:
          presscite refresh my-articles/
          presscite refresh news.jsonl reports/2021 --json
          presscite refresh --dry-run
          presscite refresh --watch my-articles/
        """,
        """
        Exit codes: 0 done; 1 failed, the store is as it was; 2 wrong usage or
        setting; 4 done, but something could not be taken.
        """,
        SETTINGS_HELP,
    ),
)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--rebuild", is_flag=True, help="Build the store anew, from these sources only.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@click.option("--wait", is_flag=True, help="Wait for a refresh that is already running to end.")
@click.option(
    "--timed", is_flag=True, help="Say that a clock started it: do nothing while a rollback holds refreshes."
)
@click.option("--watch", is_flag=True, help="Stay, and refresh again whenever something changes.")
@json_option
@click.pass_context
def refresh_command(
    ctx: click.Context,
    *,
    sources: tuple[str, ...],
    rebuild: bool,
    dry_run: bool,
    wait: bool,
    timed: bool,
    watch: bool,
    as_json: bool,
) -> None:
    """Bring the store up to date with its sources.

    A SOURCE is a file or a folder of articles (plain text, Markdown, HTML, JSON, CSV, PDF, Word, mail, ZIP), or the web
    address of a feed, a sitemap, a Telegram channel or a page. Without any, the sources in PRESSCITE_SOURCES are read.
    Only what changed is embedded again; what cannot be read is named with its reason, and everything else is taken all
    the same.
    """
    from retrieval.indexing.refresh import refresh
    from retrieval.settings import Settings

    if watch and (dry_run or rebuild):
        raise click.UsageError("--watch goes with neither --dry-run nor --rebuild.")
    settings = Settings.load()

    def once(*, timed: bool) -> RefreshReport:
        with terminal.progress_bars(terminal.console(stderr=True)) as progress:
            report = refresh(
                sources,
                settings,
                rebuild=rebuild,
                dry_run=dry_run,
                timed=timed,
                waiting=_say_waiting if wait or watch else None,
                progress=progress,
            )
        _show(report, as_json=as_json, on_a_line=watch)
        return report

    if not watch:
        ctx.exit(PARTLY if once(timed=timed).failed else 0)
    from retrieval.indexing.watch import changes

    terminal.console(stderr=True).print("Watching for changes; Ctrl-C ends it.", style="dim")
    for _ in changes(
        sources or settings.sources, every=settings.refresh_every, but=settings.home, at_once=True
    ):
        _patiently(partial(once, timed=timed))
        timed = True


def _show(report: RefreshReport, *, as_json: bool, on_a_line: bool) -> None:
    if as_json:
        print_json(report.to_dict(), indent=None if on_a_line else 2)
    else:
        terminal.show_report(terminal.console(), report)


def _patiently(work: Callable[[], object]) -> None:
    """Whoever watches goes on after a refresh that failed; the next one may go through."""
    try:
        work()
    except SettingsError:
        raise
    except RetrievalError as error:
        terminal.show_error(terminal.console(stderr=True), str(error))


def _say_waiting() -> None:
    terminal.console(stderr=True).print("Another refresh is running; waiting for it to end.", style="dim")
