"""The command line: presscite refresh | ask | search | chat | timeline | sources | doctor | rollback | move | eval.

Nothing heavy is imported here: every command fetches what it needs when it runs, so that `--help` is there at
once.
"""

from __future__ import annotations

import sys
import traceback
from importlib.metadata import EntryPoint, entry_points
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

import click

from retrieval.commands import terminal
from retrieval.commands.chat import Conversation
from retrieval.commands.command import (
    FAILED,
    MISUSED,
    REFUSED,
    SETTINGS_HELP,
    STOPPED,
    epilog_of,
    json_option,
    print_json,
)
from retrieval.commands.doctor import doctor_command
from retrieval.commands.evaluation import evaluate_command
from retrieval.commands.move import move_command
from retrieval.commands.refresh import refresh_command
from retrieval.commands.rollback import rollback_command
from retrieval.commands.sources import sources_command
from retrieval.commands.timeline import latest_command, timeline_command
from retrieval.commands.worker import worker_command
from retrieval.errors import QuestionError, RetrievalError, SettingsError
from retrieval.sentences import RUSSIAN_EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from langchain_core.runnables import Runnable

    from retrieval.answer import Answer

_LONGEST_INPUT = 4_000_000  # bytes of a question on standard input; the chain has its own, lower, limit


class _Program(click.Group):
    """A group that turns every exception of its commands into a line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, those of other packages too."""
        return sorted({*super().list_commands(ctx), *_entry_points()})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """A command by its name."""
        own = super().get_command(ctx, name)
        if own is not None or name not in (known := _entry_points()):
            return own
        command: click.Command = known[name].load()
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            terminal.show_error(terminal.console(stderr=True), "stopped")
            ctx.exit(STOPPED)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # click knows what to do with these
        except Exception as error:  # noqa: BLE001 - whatever it is, a reader gets a line, not a traceback
            ctx.exit(_report(error, debug=ctx.params["debug"]))


def _entry_points() -> dict[str, EntryPoint]:
    """Commands that installed packages add, by their names."""
    return {found.name: found for found in entry_points(group="presscite.commands")}


def _report(error: Exception, *, debug: bool) -> int:
    """Say on standard error what went wrong; our own errors say what to do, any other is a defect.

    Returns:
        The exit code it deserves.
    """
    from corpus.errors import CorpusError

    if debug:
        traceback.print_exception(error)
    message = str(error)
    if not isinstance(error, (RetrievalError, CorpusError)):
        what = ": ".join(filter(None, (type(error).__name__, message)))
        message = f'unexpected error: {what} ("presscite --debug ..." shows where)'
    terminal.show_error(terminal.console(stderr=True), message)
    return MISUSED if isinstance(error, (SettingsError, QuestionError)) else FAILED


@click.group(
    cls=_Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    epilog=epilog_of(
        """
        Examples:
          presscite refresh my-articles/
          presscite ask "Who chairs the joint committee?"
        """,
        """
        Settings come from the environment and from .env in the working directory;
        .env.example lists them all. Those to know first:
          PRESSCITE_HOME     the folder that holds the store
          PRESSCITE_SOURCES  what "presscite refresh" reads when nothing is named
          PRESSCITE_LLM      a language model that writes the answers, such as
                             openai:gpt-4o-mini; without one they are quoted
        """,
        """
        Exit codes: 0 done; 1 failed; 2 wrong usage, question or setting; 3 the
        articles do not say (ask, timeline); 4 done, but something could not be taken
        (refresh) or is wrong (doctor); 130 stopped by Ctrl-C.
        """,
    ),
)
@click.version_option(package_name="presscite", message="presscite %(version)s")
@click.option("--debug", is_flag=True, help="Show tracebacks, and what libraries log.")
@click.pass_context
def main(ctx: click.Context, *, debug: bool) -> None:
    """Ask a pile of news articles a question; every sentence of the answer is cited.

    First put articles in with "refresh", then "ask".
    """
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # odd bytes and narrow encodings are no reason to fail
    if not debug:
        ctx.with_resource(terminal.quiet_libraries())


_DAY = click.DateTime(["%Y-%m-%d"])


def _filter_options(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command choose among articles; it gets `published_after`, `published_before` and `sources`."""
    options = (
        click.option(
            "--published-after", type=_DAY, metavar="DAY", help="Only from this day (2024-03-31) on."
        ),
        click.option("--published-before", type=_DAY, metavar="DAY", help="Only from before this day."),
        click.option(
            "--source",
            "sources",
            multiple=True,
            metavar="OUTLET",
            help="Only of this outlet; may be repeated.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@main.command(
    epilog=epilog_of(
        f"""
        Examples:
          presscite ask "What did trade fall to in 2015?"
          presscite ask --json "{RUSSIAN_EXAMPLES["ask"]}"
          presscite ask --published-after 2021-01-01 "Who chairs the committee?"
          echo "Who chairs the joint committee?" | presscite ask
        """,
        """
        Exit codes: 0 answered; 1 failed; 2 wrong usage, question or setting;
        3 the articles do not answer.
        """,
        SETTINGS_HELP,
    )
)
@click.argument("words", nargs=-1, metavar="QUESTION")
@_filter_options
@json_option
@click.pass_context
def ask(ctx: click.Context, /, *, words: tuple[str, ...], as_json: bool, **filters: Any) -> None:
    """Answer QUESTION from the articles, every sentence cited.

    The quotes are the articles' own words. Where the articles do not answer, it says so and shows the closest
    passages instead. The question is read from standard input where it is "-" or left out.
    """
    question = _question(words)
    with terminal.looking():
        answer = _chain().invoke({"question": question, **filters})
    if as_json:
        print_json(answer.to_dict())
    else:
        terminal.show_answer(terminal.console(), answer)
    ctx.exit(REFUSED if answer.refused else 0)


@main.command(
    epilog=epilog_of(
        """
        Examples:
          presscite search "trade in 2015"
          presscite search --limit 3 --json "Istiqlol Tunnel"
        """,
        """
        Exit codes: 0 done, even where nothing was found; 1 failed; 2 wrong
        usage, question or setting.
        """,
        SETTINGS_HELP,
    )
)
@click.argument("words", nargs=-1, metavar="QUESTION")
@click.option("--limit", type=click.IntRange(1, 50), metavar="N", help="Show at most N passages (1 to 50).")
@_filter_options
@json_option
def search(*, words: tuple[str, ...], limit: int | None, as_json: bool, **filters: Any) -> None:
    """Show the passages closest to QUESTION, best first.

    This is what answers are made from. The question is read from standard input where it is "-" or left out.
    """
    from retrieval import build_retriever
    from retrieval.settings import Settings
    from retrieval.store.filters import Filters

    question = _question(words)
    with terminal.looking():
        retriever = build_retriever(Settings.load())
        hits = retriever.hits(question, limit or retriever.limit, Filters.of(filters))
    if as_json:
        print_json([{"text": hit.text, **hit.facts(), **retriever.links.facts(hit)} for hit in hits])
    elif hits:
        cited = [hit.cite(number, 0, len(hit.text)) for number, hit in enumerate(hits, start=1)]
        citations = [retriever.links.opened(one, one.quote, one.start) for one in cited]
        terminal.show_citations(terminal.console(), citations)
    else:
        terminal.console().print("No passage was found.")


@main.command(
    epilog=epilog_of(
        """
        While it runs:
          /new   forget what was said
          /quit  leave (as do Ctrl-D and Ctrl-C)
        """,
        """
        Examples:
          presscite chat
          presscite chat < questions.txt
        """,
        """
        Exit codes: 0 left; 1 failed, or a question from a pipe did; 2 wrong
        usage or setting.
        """,
        SETTINGS_HELP,
    )
)
@click.pass_context
def chat(ctx: click.Context) -> None:
    """Hold a conversation about the articles.

    A follow-up ("And in 2015?") may refer to what was said before. Questions come from the keyboard,
    or a line each from a pipe.
    """
    debug = ctx.find_root().params["debug"]
    conversation = Conversation(_chain(), on_error=lambda error: _report(error, debug=debug))
    interactive = sys.stdin.isatty()
    if interactive:
        terminal.console().print("Ask about your articles; /new starts over, /quit leaves.", style="dim")
    try:
        for line in terminal.lines_said(interactive=interactive):
            if line == "/quit":
                break
            conversation.hear(line)
    except KeyboardInterrupt:
        terminal.console().print()
    ctx.exit(FAILED if conversation.failed and not interactive else 0)


def _question(words: tuple[str, ...]) -> str:
    """The question on the command line, or on standard input."""
    if words in ((), ("-",)):
        if not words and sys.stdin.isatty():
            raise click.UsageError("Missing argument 'QUESTION'.")
        question = sys.stdin.buffer.read(_LONGEST_INPUT).decode(errors="replace")
    else:
        question = terminal.whole_characters(" ".join(words))
    if not question.strip():
        raise click.UsageError("The question is empty.")
    return question.strip()


def _chain() -> Runnable[Any, Answer]:
    from retrieval import build_chain
    from retrieval.settings import Settings

    return build_chain(Settings.load())


for command in (
    refresh_command,
    rollback_command,
    move_command,
    timeline_command,
    latest_command,
    sources_command,
    doctor_command,
    evaluate_command,
    worker_command,
):
    main.add_command(command)

if __name__ == "__main__":
    main()
