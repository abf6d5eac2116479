"""The commands `presscite timeline` and `presscite latest`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from retrieval.commands import terminal
from retrieval.commands.command import REFUSED, SETTINGS_HELP, epilog_of, json_option, print_json
from retrieval.sentences import RUSSIAN_EXAMPLES
from retrieval.text.day import day, period

if TYPE_CHECKING:
    from rich.console import Console

    from retrieval.store.contents import Headline
    from retrieval.timelines.entry import TimelineEntry
    from retrieval.timelines.timeline import Timeline


@click.command(
    "timeline",
    epilog=epilog_of(
        f"""
        Examples:
          presscite timeline Rogun
          presscite timeline "Rogun in 2018"
          presscite timeline --limit 5 --json "{RUSSIAN_EXAMPLES["timeline"]}"
        """,
        """
        Exit codes: 0 shown; 1 failed; 2 wrong usage, topic or setting; 3 the
        articles do not speak of it.
        """,
        SETTINGS_HELP,
    ),
)
@click.argument("words", nargs=-1, required=True, metavar="TOPIC")
@click.option(
    "--limit",
    type=click.IntRange(1, 1000),
    default=30,
    show_default=True,
    metavar="N",
    help="Show at most N days, months or years: those with the most reports.",
)
@json_option
@click.pass_context
def timeline_command(ctx: click.Context, /, *, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Tell what was reported when about TOPIC.

    A line a day; a month where the articles span more than two months, a year where they span more than ten years.
    Each says how many articles spoke of it and quotes the one that says most; copies of one story count once. TOPIC
    is words or a question; times in it restrict the dates of publication.
    """
    from retrieval import build_retriever
    from retrieval.settings import Settings
    from retrieval.timelines.builder import build_timeline

    topic = terminal.whole_characters(" ".join(words))
    if not topic.strip():
        raise click.UsageError("The topic is empty.")
    with terminal.looking():
        timeline = build_timeline(build_retriever(Settings.load()), topic, limit=limit)
    if as_json:
        print_json(timeline.to_dict())
    else:
        _show_timeline(terminal.console(), timeline)
    ctx.exit(REFUSED if timeline.refused else 0)


@click.command(
    "latest",
    epilog=epilog_of(
        """
        Examples:
          presscite latest
          presscite latest --limit 3 --source Asia-Plus --json
        """,
        """
        Exit codes: 0 done, even where no article has a date; 1 failed, such as
        where there is no store yet; 2 wrong usage or setting.
        """,
        SETTINGS_HELP,
    ),
)
@click.option(
    "--limit",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    metavar="N",
    help="Show at most N articles.",
)
@click.option(
    "--source", "sources", multiple=True, metavar="OUTLET", help="Only of this outlet; may be repeated."
)
@json_option
def latest_command(*, limit: int, sources: tuple[str, ...], as_json: bool) -> None:
    """List the newest articles, newest first.

    Articles dated in the future come last and are marked; articles without a date do not come.
    """
    from retrieval.settings import Settings
    from retrieval.store.store import Store
    from retrieval.timelines.overview import latest

    headlines = latest(Store.from_settings(Settings.load()), limit, sources)
    if as_json:
        print_json([_plain(headline) for headline in headlines])
        return
    out = terminal.console()
    for headline in headlines:
        _show_headline(out, headline)
    if not headlines:
        out.print("No article has a date." if not sources else "No article of these outlets has a date.")


def _show_timeline(out: Console, timeline: Timeline) -> None:
    if timeline.refused:
        terminal.show_answer(out, timeline.refusal())
    for entry in timeline.entries:
        _show_entry(out, entry, timeline)
    if timeline.entries:
        terminal.show_citations(out, timeline.citations, heading="Sources")
    remarks = list(_remarks(timeline))
    if remarks:
        out.print()
    for remark in remarks:
        out.print(Text(remark, "dim"))


def _show_entry(out: Console, entry: TimelineEntry, timeline: Timeline) -> None:
    when = period(entry.start, timeline.unit, timeline.language)
    many = f" ({terminal.count(entry.articles, 'article')})" if entry.articles > 1 else ""
    marks = "".join(f" [{citation.number}]" for citation in entry.citations)
    said = terminal.plain(entry.text).strip()
    out.print(Text.assemble((when, "bold"), (many, "dim"), ": ", said, (marks, "cyan")))


def _remarks(timeline: Timeline) -> list[str]:
    remarks = []
    if timeline.omitted:
        remarks.append(f"Not shown: {terminal.count(timeline.omitted, timeline.unit)}; --limit shows more.")
    if timeline.undated:
        remarks.append(
            f"Left out: {terminal.count(timeline.undated, 'article')} without a date or with one in the future."
        )
    if not timeline.complete:
        remarks.append("There is more about this than was counted.")
    return remarks


def _show_headline(out: Console, headline: Headline) -> None:
    facts = " — ".join(filter(None, (headline.source, day(headline.published))))
    future = " (a date in the future)" if headline.future else ""
    out.print(
        Text.assemble(
            (terminal.plain(headline.title).strip(), "bold"), (f" — {terminal.plain(facts)}{future}", "dim")
        ),
        soft_wrap=True,
    )
    out.print(Text("  ") + terminal.address(headline.url or headline.article_id), soft_wrap=True)


def _plain(headline: Headline) -> dict[str, Any]:
    return asdict(headline) | {"published": headline.published.isoformat()}
