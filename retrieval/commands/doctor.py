"""The command `presscite doctor`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click
from rich.text import Text

from retrieval.commands import terminal
from retrieval.commands.command import PARTLY, SETTINGS_HELP, epilog_of, json_option, print_json

if TYPE_CHECKING:
    from rich.console import Console

    from retrieval.store.diagnosis import Diagnosis


@click.command(
    "doctor",
    epilog=epilog_of(
        """
        Examples:
          presscite doctor
          presscite doctor --repair
        """,
        """
        Exit codes: 0 the store is sound, or is again; 1 failed, such as where there
        is no store yet; 2 wrong usage or setting; 4 something is wrong with it.
        """,
        SETTINGS_HELP,
    ),
)
@click.option("--repair", "mend", is_flag=True, help="Repair what can be repaired.")
@json_option
@click.pass_context
def doctor_command(ctx: click.Context, *, mend: bool, as_json: bool) -> None:
    """Check the store, and mend it with --repair.

    Looks at everything: whether each file is what was written, every passage stands in its article word for word,
    vectors, sentences and postings fit the passages, nothing is left over, and the reading model is in place. A repair
    needs no source: it makes all that is damaged again from the articles that are in, or, where these are damaged,
    publishes the last sound state of the store that is kept. Readers are not disturbed.
    """
    from retrieval.reading.health import reader_findings
    from retrieval.settings import Settings
    from retrieval.store.doctor import examine
    from retrieval.store.repair import repair

    settings = Settings.load()
    err = terminal.console(stderr=True)
    with terminal.waiting(err, "Looking at the store ..."):
        found = examine(settings)
    reader = reader_findings(settings)
    after = None
    if mend and not found.sound:
        with terminal.progress_bars(err) as progress:
            after = repair(settings, found, progress=progress)
    found = replace(found, findings=(*found.findings, *reader))
    if after is not None:
        after = replace(after, findings=(*after.findings, *reader))
    last = after or found
    if as_json:
        print_json({**last.to_dict(), "before": found.to_dict() if after else None})
    else:
        _show(terminal.console(), found, after)
    ctx.exit(0 if last.sound else PARTLY)


def _show(out: Console, found: Diagnosis, after: Diagnosis | None) -> None:
    _show_findings(out, found)
    if after is not None:
        out.print()
        out.print(Text("After the repair:", "bold"))
        _show_findings(out, after)


def _show_findings(out: Console, diagnosis: Diagnosis) -> None:
    if diagnosis.notice:
        out.print(Text(terminal.plain(diagnosis.notice), "yellow"), soft_wrap=True)
    looked = (
        f"{terminal.count(diagnosis.articles, 'article')}, {terminal.count(diagnosis.passages, 'passage')}, "
    )
    looked += terminal.count(diagnosis.vectors, "vector")
    if diagnosis.sound:
        out.print(Text(f"The store is sound: {looked}.", "green"))
        return
    out.print(Text(f"Something is wrong with the store ({looked}):", "red"))
    for finding in diagnosis.findings:
        out.print(Text.assemble("  ", terminal.plain(finding.what)), soft_wrap=True)
        out.print(
            Text.assemble("    ", (f"what helps: {terminal.plain(finding.remedy)}", "dim")), soft_wrap=True
        )
