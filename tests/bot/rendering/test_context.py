"""What stands around quoted words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rendering.context import context, room
from bot.rendering.markup import Part, split
from tests.bot.fake_telegram import CITATION
from tests.e2e.judge import judged

if TYPE_CHECKING:
    from retrieval.answer import Citation

TEXT = (
    "Deputies met on Tuesday.\n\n"
    "The railway will cost 4.7 billion dollars, the minister said. Work begins in the autumn. "
    "It will take six years.\n\n"
    "Trains of the neighbours run already. The first one left Kashgar in May."
)
COST = "The railway will cost 4.7 billion dollars, the minister said."
YEARS = "It will take six years."
TRAINS = "The first one left Kashgar in May."


def cite(quote: str, number: int = 1, text: str = TEXT) -> Citation:
    start = text.index(quote)
    return replace(CITATION, number=number, quote=quote, start=start, end=start + len(quote))


def shown(*quotes: str, text: str = TEXT, room: int = 300) -> str:
    cited = [cite(quote, number, text) for number, quote in enumerate(quotes, start=1)]
    runs = context(cited, text, room)
    assert runs is not None
    return "".join(run.text for run in runs)


def test_the_passage_without_the_words_that_were_said() -> None:
    """Whole sentences stand on either side; of the quote itself only its first words, in bold."""
    runs = context([cite(COST)], TEXT, 60)
    assert runs is not None
    (part,) = split(runs)
    parsed = judged(part.html, "HTML")
    assert parsed.text == (
        "Deputies met on Tuesday.\nThe railway will … Work begins in the autumn. It will take six years."
    )
    assert parsed.covered("bold") == ["The railway will …"]
    assert COST not in parsed.text


def test_quotes_that_stand_near_each_other_share_a_passage() -> None:
    """Each begins with its mark, where it stands in the article and not where it is cited; others follow a gap."""
    assert shown(YEARS, COST, room=60) == (
        "Deputies met on Tuesday.\n² The railway will … Work begins in the autumn. ¹ It will …\n"
        "Trains of the neighbours run already."
    )
    far = TEXT.replace("Trains of", f"{'Nothing else was said. ' * 40}Trains of")
    apart = shown(COST, TRAINS, text=far, room=60)
    assert apart.count("\n…\n") == 1
    assert apart.endswith("Trains of the neighbours run already. ² The first one …")


def test_a_long_neighbour_is_cut_between_words() -> None:
    """Where no whole sentence fits, as many words as do."""
    long = "x" + " word" * 100 + f". {YEARS} " + "more " * 100 + "end."
    around = shown(YEARS, text=long, room=30)
    before, _, after = around.partition(" It will … ")
    assert before == "… word word word word word."
    assert after == "more more more more more more …"


def test_an_article_that_is_nothing_but_the_quote() -> None:
    """Then there is nothing to show."""
    assert shown(YEARS, text=YEARS) == ""
    assert shown(YEARS, text=f"«{YEARS}»") == ""


def test_a_quote_that_has_moved_or_is_gone() -> None:
    """It is found where it stands now; where it does not, the caller shows the quote instead."""
    moved = context([cite(COST)], f"News. {TEXT}", 60)
    assert moved is not None
    assert "".join(run.text for run in moved).startswith("News. Deputies met")
    assert context([cite(COST), cite(YEARS)], TEXT.replace("six", "ten"), 60) is None


def test_room_is_shared() -> None:
    """Many quotes get less each, none too little to be read, and one not a whole article."""
    assert room(1) == room(2) > room(5) > room(8) == room(100) >= 100
    assert room(0) == room(1)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=400), st.integers(0, 400), st.integers(1, 80), st.integers(1, 200))
def test_any_text(text: str, start: int, length: int, wide: int) -> None:
    """Whatever an article holds, what is shown is markup that Telegram parses, no longer than it may be."""
    quote = text[start : start + length]
    if not quote.strip():
        return
    citation = replace(CITATION, quote=quote, start=start, end=start + len(quote))
    runs = context([citation], text, wide)
    assert runs is not None
    whole = list(runs)
    assert len("".join(run.text for run in whole)) <= 2 * wide + len(quote) + 10
    for part in split(whole):
        judged(Part(part.runs).html, "HTML")
