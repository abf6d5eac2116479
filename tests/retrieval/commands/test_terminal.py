"""How answers, passages and reports look."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from retrieval.answer import Answer, Citation, Sentence
from retrieval.commands import terminal
from retrieval.indexing.report import Failure, RefreshReport
from retrieval.note import Note, NoteCode
from retrieval.store.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

HOSTILE = "\x1b[31m[bold]red[/bold]\x07 \u202egnp.exe :smile: \ud800"


CITATION = Citation(
    number=1,
    quote="The Istiqlol Tunnel was built with Iranian help.",
    title="A tunnel opens",
    url="https://example.org/tunnel",
    published=datetime(2021, 3, 5, tzinfo=UTC),
    source="Asia-Plus",
    article_id="tunnel",
    start=0,
    end=48,
)
ANSWER = Answer(
    question="Which tunnel?",
    searched_for="Which tunnel?",
    sentences=(Sentence(text="It was the Istiqlol Tunnel.", citations=(1,), highlights=((11, 26),)),),
    citations=(CITATION,),
)


def piped(show: Callable[[Console], object], monkeypatch: pytest.MonkeyPatch) -> str:
    """What is printed where standard output is no terminal."""
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    show(terminal.console())
    return out.getvalue()


def drawn(show: Callable[[Console], object], width: int = 60) -> str:
    """What is printed on a terminal with colour."""
    out = Console(file=io.StringIO(), force_terminal=True, color_system="truecolor", width=width)
    show(out)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def test_answer_with_its_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a pipe an answer is plain text: marked sentences, then quotes with where they are from."""
    text = piped(lambda out: terminal.show_answer(out, ANSWER), monkeypatch)
    assert text == (
        "It was the Istiqlol Tunnel. [1]\n"
        "\n"
        "Sources\n"
        "[1] “The Istiqlol Tunnel was built with Iranian help.”\n"
        "    A tunnel opens — Asia-Plus, 5 March 2021\n"
        "    https://example.org/tunnel\n"
        "\n"
        "Quoted from the articles.\n"
    )


def test_a_source_names_its_page_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Below the original; where the page is the only place to read the article, it stands once."""
    page = "https://news.example/read/AAAA#quote"
    both = replace(CITATION, reading_url=page)
    alone = replace(both, url=page)
    assert piped(lambda out: terminal.show_citations(out, [both]), monkeypatch).endswith(
        f"    https://example.org/tunnel\n    {page}\n"
    )
    assert piped(lambda out: terminal.show_citations(out, [alone]), monkeypatch).count("http") == 1


def test_words_that_answer_are_bold() -> None:
    """On a terminal the highlighted span, and only it, is bold."""
    text = drawn(lambda out: terminal.show_answer(out, ANSWER))
    assert "It was the \x1b[1;32mIstiqlol Tunnel\x1b[0m." in text


def test_highlights_count_characters_of_the_raw_text() -> None:
    """Characters that are not printed before a highlight do not move it."""
    sentence = Sentence(text="\x1b\x1bIt was \u202ehere.", citations=(1,), highlights=((10, 14),))
    text = drawn(lambda out: terminal.show_answer(out, replace(ANSWER, sentences=(sentence,))))
    assert "It was \x1b[1;32mhere\x1b[0m." in text


def test_overlapping_highlights_print_every_character_once() -> None:
    """Spans that overlap or touch repeat nothing."""
    sentence = Sentence(text="abcdefgh", citations=(1,), highlights=((1, 4), (2, 3), (3, 6)))
    text = drawn(lambda out: terminal.show_answer(out, replace(ANSWER, sentences=(sentence,))))
    assert "".join(part.split("m", 1)[-1] for part in text.splitlines()[0].split("\x1b[")) == "abcdefgh [1]"


def test_refusal_shows_the_closest_passages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal says so in words, and who wrote it is not told: nobody did."""
    refusal = replace(
        ANSWER,
        refused=True,
        sentences=(),
        citations=(),
        nearest=(CITATION,),
        note=Note(code=NoteCode.MODEL_FAILED),
    )
    text = piped(lambda out: terminal.show_answer(out, refusal), monkeypatch)
    assert text.startswith("The articles do not say.\n\nClosest passages\n[1] “The Istiqlol")
    assert text.endswith(
        "\n\nThe language model did not answer; these sentences are quoted from the articles.\n"
    )
    assert "Quoted" not in text


def test_remarks_name_the_model_and_what_was_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rewritten question and a language model are shown under the answer."""
    answer = replace(ANSWER, answered_by="openai:gpt-4o-mini", searched_for="Which tunnel in 2015?")
    text = piped(lambda out: terminal.show_answer(out, answer), monkeypatch)
    assert text.endswith("\n\nSearched for: Which tunnel in 2015?\nWritten by openai:gpt-4o-mini.\n")


@pytest.mark.parametrize("draw", [True, False])
def test_hostile_texts_reach_no_terminal(draw: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither escape sequences nor markup in an article's texts have any effect; they are shown as text."""
    cited = replace(
        CITATION, quote=HOSTILE, title=HOSTILE, source=HOSTILE, url=f"https://example.org/{HOSTILE}"
    )
    answer = replace(
        ANSWER,
        citations=(cited,),
        sentences=(Sentence(text=HOSTILE, citations=(1,)),),
        searched_for=HOSTILE,
    )
    refusal = replace(answer, refused=True, missing=(HOSTILE,))

    def show(out: Console) -> None:
        terminal.show_answer(out, answer)
        terminal.show_answer(out, refusal)
        terminal.show_error(out, HOSTILE)
        terminal.show_report(out, RefreshReport(failed=(Failure(origin=HOSTILE, reason=HOSTILE),)))

    text = drawn(show, width=300) if draw else piped(show, monkeypatch)
    assert not {"\x07", "\u202e", "\ud800"} & set(text)
    assert "\x1b[31m[bold]" not in text
    assert text.count("[31m[bold]red[/bold] gnp.exe :smile: \ufffd") >= 9


def test_only_web_addresses_become_links() -> None:
    """A terminal is told to open http(s) addresses and nothing else."""
    shown = drawn(lambda out: terminal.show_citations(out, [replace(CITATION, url="https://example.org/a")]))
    assert "\x1b]8;" in shown
    shown = drawn(lambda out: terminal.show_citations(out, [replace(CITATION, url="file:///etc/passwd")]))
    assert "\x1b]8;" not in shown
    assert "file:///etc/passwd" in shown


def test_paragraphs_hang_behind_their_number() -> None:
    """On a terminal every line of a quote is indented as far as the first, and none is too long."""
    long = replace(CITATION, quote="a rather long quote " * 20, url=None, published=None, source=None)
    out = Console(file=io.StringIO(), force_terminal=True, color_system=None, width=60)
    terminal.show_citations(out, [long])
    assert isinstance(out.file, io.StringIO)
    lines = out.file.getvalue().splitlines()
    assert len(lines) > 5
    assert lines[-2:] == [
        "    A tunnel opens",
        "    tunnel",
    ]  # without an address, the id says which article it is
    assert all(len(line) <= 60 for line in lines)
    assert all(line.startswith("    ") for line in lines[1:])


def test_lines_in_a_pipe_are_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that reads a pipe gets every quote on one line, line breaks inside folded."""
    long = replace(CITATION, quote="a rather\n\n long quote " * 40)
    text = piped(lambda out: terminal.show_citations(out, [long]), monkeypatch)
    assert len(text.splitlines()) == 3


def test_no_color_means_no_escape_sequences(monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR a terminal gets plain text: no colour, no bold, no links."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich takes the captured stream for a terminal
    text = piped(lambda out: terminal.show_answer(out, ANSWER), monkeypatch)
    assert "Istiqlol" in text
    assert "\x1b" not in text


def test_report_names_every_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says what changed; every failure stands with its reason; a flood of skipped files is cut."""
    report = RefreshReport(
        added=("a", "b"),
        updated=("c",),
        unchanged=3,
        removed=("d",),
        failed=tuple(Failure(origin=f"bad{n}.txt", reason="not UTF-8") for n in range(30)),
        skipped=tuple(Failure(origin=f"{n}.png", reason="a picture") for n in range(25)),
        articles=1,
        passages=1234,
        seconds=1.25,
    )
    text = piped(lambda out: terminal.show_report(out, report), monkeypatch)
    first, *rest = text.splitlines()
    assert first == (
        "2 added, 1 updated, 3 unchanged, 1 removed in 1.2 s; the store holds 1 article in 1,234 passages."
    )
    assert rest[:4] == ["  added a", "  added b", "  updated c", "  removed d"]
    rest = rest[4:]
    assert rest[0] == "30 could not be taken:"
    assert rest[1:31] == [f"  bad{n}.txt: not UTF-8" for n in range(30)]
    assert rest[31] == "25 skipped:"
    assert rest[-1] == "  and 5 more"


def test_progress_is_drawn_on_a_terminal_only() -> None:
    """A terminal gets a bar for each stage; a pipe gets nothing, and nothing is asked for."""

    def run(err: Console) -> None:
        with terminal.progress_bars(err) as show:
            assert show is not None
            show(Progress(stage="read", done=3, total=None))
            show(Progress(stage="embed", done=1, total=2))
            show(Progress(stage="embed", done=2, total=2))

    text = drawn(run, width=100)
    assert "Reading articles" in text
    assert "Embedding passages" in text
    assert "2/2" in text
    with terminal.progress_bars(Console(file=io.StringIO())) as show:
        assert show is None


def test_waiting_is_silent_in_a_pipe() -> None:
    """A spinner is for people."""
    err = Console(file=io.StringIO())
    with terminal.waiting(err, "Looking ..."):
        pass
    assert isinstance(err.file, io.StringIO)
    assert not err.file.getvalue()
    assert "Looking ..." in drawn(lambda out: terminal.waiting(out, "Looking ...").__enter__())
