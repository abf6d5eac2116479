"""The command `presscite sources`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from retrieval.commands import terminal
from retrieval.commands.command import SETTINGS_HELP, epilog_of, json_option, print_json
from retrieval.errors import EmptyStoreError, StoreError

if TYPE_CHECKING:
    from rich.console import Console

    from retrieval.indexing.journal import SourceState
    from retrieval.store.contents import SourceContents
    from retrieval.store.port.engine import StoreEngine


@click.command(
    "sources",
    epilog=epilog_of(
        """
        Examples:
          presscite sources
          presscite sources --json
        """,
        """
        Exit codes: 0 done; 1 failed, such as where there is no store yet; 2 wrong
        usage or setting.
        """,
        SETTINGS_HELP,
    ),
)
@json_option
def sources_command(*, as_json: bool) -> None:
    """List what is in the store, source by source.

    For each source: how many articles and passages it gave, from when to when they were published, when it was
    last refreshed, and what could not be taken then.
    """
    from retrieval.settings import Settings

    listed = _listed(Settings.load())
    if as_json:
        print_json([_plain(contents, state) for contents, state in listed])
        return
    out = terminal.console()
    for position, (contents, state) in enumerate(listed):
        if position:
            out.print()
        _show(out, contents, state)


def _listed(settings: Any) -> list[tuple[SourceContents, SourceState | None]]:
    """Every source that gave articles, and those that were only tried."""
    from retrieval.indexing.journals import journal_of
    from retrieval.store.contents import SourceContents
    from retrieval.store.engine import store_engine

    engine = store_engine(settings)
    name = engine.published()
    states = journal_of(engine).sources()
    found: dict[str, SourceContents] = {}
    if name is not None:
        found = _found(engine, name)
    elif not states:
        raise EmptyStoreError(
            f"there are no articles in {engine.place} yet; put some in: presscite refresh FOLDER"
        )
    for source in states.keys() - found.keys():
        found[source] = SourceContents(name=source, articles=0, passages=0, oldest=None, newest=None)
    return [(found[source], states.get(source)) for source in sorted(found)]


def _found(engine: StoreEngine, name: str) -> dict[str, SourceContents]:
    """What came from each source, by name."""
    from retrieval.store.snapshot import reading_catalogue

    try:
        with reading_catalogue(engine, name) as catalogue:
            return {contents.name: contents for contents in catalogue.contents().sources()}
    except FileNotFoundError as error:
        raise StoreError(
            f"the generation {name} of {engine.place} is not there; see what is wrong with: presscite doctor"
        ) from error


def _plain(contents: SourceContents, state: SourceState | None) -> dict[str, Any]:
    facts = {
        **asdict(contents),
        "refreshed": state.refreshed if state else None,
        "tried": state.tried if state else None,
        "failed": [asdict(failure) for failure in state.failed] if state else [],
        "error": state.error if state else None,
    }
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in facts.items()
    }


def _show(out: Console, contents: SourceContents, state: SourceState | None) -> None:
    out.print(Text(terminal.plain(contents.name), "bold"), soft_wrap=True)
    facts = (
        f"  {terminal.count(contents.articles, 'article')} in {terminal.count(contents.passages, 'passage')}"
    )
    if contents.oldest and contents.newest:
        facts += f", published {_day(contents.oldest)} to {_day(contents.newest)}"
    out.print(Text(facts))
    refreshed = f"{state.refreshed:%Y-%m-%d %H:%M} UTC" if state and state.refreshed else "not known"
    out.print(Text(f"  last refreshed: {refreshed}", "dim"))
    if state and state.error:
        out.print(
            Text(f"  tried again {state.tried:%Y-%m-%d %H:%M} UTC: {terminal.plain(state.error)}", "red")
        )
    if state and state.failed:
        out.print(Text(f"  {len(state.failed)} could not be taken:", "red"))
        terminal.show_failures(out, state.failed, "red")


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"
