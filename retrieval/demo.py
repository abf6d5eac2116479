"""The demonstration behind `make demo`: sample articles in, three questions, cited answers.

Its store lives in `.demo` in the working directory; everything else is set as usual.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.commands import terminal
from retrieval.errors import RetrievalError

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable
    from rich.console import Console

    from retrieval.answer import Answer
    from retrieval.settings import Settings

HOME = Path(".demo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A question of the demonstration and how its answer is known to be right.

    Attributes:
        question: What is asked.
        holds: Words that a quote of the answer must hold; `None` where the articles do not answer.
    """

    question: str
    holds: str | None

    def passed_by(self, answer: Answer) -> bool:
        """Whether this is the right answer, or rightly none."""
        if self.holds is None:
            return answer.refused
        return not answer.refused and any(self.holds in citation.quote for citation in answer.citations)


_SAMPLES = Path(str(resources.files("corpus") / "samples"))

TRIALS = tuple(Trial(**trial) for trial in json.loads((_SAMPLES / "questions.json").read_text("utf-8")))
"""The questions of the demonstration, of which two are answered by the sample articles."""


_NEXT_STEPS = """\
Now with your own articles (text, Markdown, HTML, JSON, CSV, PDF, Word, mail; or the address of a feed):

  .venv/bin/presscite refresh my-articles/
  .venv/bin/presscite ask "Your question?"

And in Telegram: get a token from @BotFather, put it into .env, and start the bot:

  echo TELEGRAM_BOT_TOKEN=your-token >> .env
  .venv/bin/presscite-bot
"""


def main() -> int:
    """Run the demonstration.

    Returns:
        0 where every answer is right, 1 where one is not or something fails.
    """
    out, err = terminal.console(), terminal.console(stderr=True)
    with terminal.quiet_libraries():
        try:
            wrong = _run(out, err)
        except RetrievalError as error:
            terminal.show_error(err, str(error))
            return 1
    for trial in wrong:
        terminal.show_error(err, f"the demonstration went wrong: {trial.question}")
    if wrong:
        return 1
    out.print(_NEXT_STEPS, end="")
    return 0


def _run(out: Console, err: Console) -> list[Trial]:
    """Refresh and ask; the trials whose answers are wrong."""
    from retrieval import build_chain
    from retrieval.settings import Settings

    settings = Settings.load().model_copy(update={"home": HOME.absolute()})
    _refresh(settings, out, err)
    chain = build_chain(settings)
    return [trial for trial in TRIALS if not _ask(chain, trial, out, err)]


def _refresh(settings: Settings, out: Console, err: Console) -> None:
    from retrieval.indexing.refresh import refresh

    out.print("Refreshing the sample articles ...", style="dim")
    with terminal.progress_bars(err) as progress:
        report = refresh([_SAMPLES / "articles"], settings, progress=progress)
    terminal.show_report(out, report)
    out.print()


def _ask(chain: Runnable[Any, Answer], trial: Trial, out: Console, err: Console) -> bool:
    out.rule(trial.question, align="left", style="dim")
    with terminal.waiting(err, "Looking through the articles ..."):
        answer = chain.invoke(trial.question)
    terminal.show_answer(out, answer)
    out.print()
    return trial.passed_by(answer)


if __name__ == "__main__":
    sys.exit(main())
