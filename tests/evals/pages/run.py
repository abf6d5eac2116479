"""How well are 120 pages in the shapes of twenty content systems extracted, by presscite and by plain trafilatura?

python -m tests.evals.pages.run --half a

Half a (texts in odd numbers) is there to mend the extraction by.  Half b (even numbers) is opened once, after that.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import click

from tests.evals.pages.extraction import by_presscite, by_trafilatura
from tests.evals.pages.page_text import read_texts
from tests.evals.pages.render import render
from tests.evals.pages.score import Score, Tally, score
from tests.evals.pages.systems import SYSTEMS, assign

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from tests.evals.pages.extraction import Extraction
    from tests.evals.pages.render import Page

_HALVES = {"a": (1,), "b": (0,), "all": (0, 1)}
_EXTRACTORS = {"presscite": by_presscite, "trafilatura": by_trafilatura}
_GOOD = 0.97
_TOGETHER = "all"


@click.command()
@click.option("--half", type=click.Choice(list(_HALVES)), default="a", show_default=True)
def main(half: str) -> None:
    """Render the pages of a half, extract them and print how right text and dates are, by system and over all."""
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    wrong: list[str] = []
    for page in _pages(_HALVES[half]):
        for name, extract in _EXTRACTORS.items():
            extraction = extract(page)
            scored = score(page, extraction)
            for group in (page.system.name, _TOGETHER):
                tallies[group, name].add(page, scored)
            if name == "presscite" and (scored.f1 < _GOOD or scored.date != "right"):
                wrong.append(_described(page, extraction, scored))
    _print_table(tallies)
    click.echo(f"\nPages where presscite is below {_GOOD} or has another date than the page states:")
    for line in wrong:
        click.echo(line)


def _pages(remainders: tuple[int, ...]) -> Iterator[Page]:
    texts = read_texts()
    systems = assign(texts)
    for text in texts:
        if text.number % 2 in remainders:
            yield render(text, systems[text.id], texts)


def _print_table(tallies: dict[tuple[str, str], Tally]) -> None:
    click.echo(f"{'':18}{'':13}pages   F1    >=.97  dates right/none/wrong  unstated: none/given")
    for group in (*(system.name for system in SYSTEMS), _TOGETHER):
        for name in _EXTRACTORS:
            tally = tallies[group, name]
            good = sum(f1 >= _GOOD for f1 in tally.f1)
            dates = "/".join(str(tally.stated[outcome]) for outcome in ("right", "none", "wrong"))
            given = f"{tally.unstated['right']}/{tally.unstated['wrong']}"
            click.echo(
                f"{group:18}{name:13}{len(tally.f1):5} {tally.mean:6.3f} {good:6}  {dates:22}  {given}"
            )


def _described(page: Page, extraction: Extraction, scored: Score) -> str:
    stated = " or ".join(sorted(map(str, page.days))) or "none"
    given = " and ".join(sorted(map(str, extraction.days))) or "none"
    return (
        f"{page.system.name} {page.text.id} {page.text.language}: F1 {scored.f1:.3f}, date {given}"
        f" ({scored.date}; stated {stated}) {extraction.error}\n"
        f"    missing {scored.missing.total()}: {_some(scored.missing)}\n"
        f"    extra {scored.extra.total()}: {_some(scored.extra)}"
    )


def _some(words: Counter[str]) -> str:
    return " ".join(list(words.elements())[:25])


if __name__ == "__main__":
    main()
