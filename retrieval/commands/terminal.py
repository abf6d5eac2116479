"""How answers, passages and reports look where a person reads them.

Texts of articles come from strangers: nothing of them is read as markup, and no control character of theirs
reaches the terminal.
"""

from __future__ import annotations

import logging
import os
import re
import warnings
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.style import Style
from rich.text import Text

from retrieval.sentences import note_sentence
from retrieval.text.day import day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from retrieval.answer import Answer, Citation, Sentence
    from retrieval.indexing.report import Failure, RefreshReport
    from retrieval.store.progress import Progress

_MOST_NAMED = 10  # articles of each kind of change; --json names them all
_MOST_SKIPPED = 20  # a folder of pictures would bury the report; --json names them all

_QUIET_ENVIRONMENT = {
    "ANONYMIZED_TELEMETRY": "False",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "TQDM_DISABLE": "1",
    "TRANSFORMERS_NO_ADVISORY_WARNINGS": "1",
    "TRANSFORMERS_VERBOSITY": "error",
}

_WHITE_SPACE = re.compile(r"\s+")
# Control characters start escape sequences; the directional ones make a line read as what it is not.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2069\ufeff]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def whole_characters(text: str) -> str:
    """The text without lone surrogates: bytes that are no UTF-8 come as these, and no library takes them."""
    return _SURROGATES.sub("\ufffd", text)


def plain(text: str) -> str:
    """The text on one line, without anything a terminal would obey; characters at its ends stay."""
    return _UNSAFE.sub("", _WHITE_SPACE.sub(" ", whole_characters(text)))


def console(*, stderr: bool = False) -> Console:
    """A console with colour and wrapping on a terminal, else plain; whole lines in a pipe."""
    out = Console(
        stderr=stderr,
        color_system=None if os.environ.get("NO_COLOR") else "auto",
        highlight=False,
        markup=False,
        emoji=False,
    )
    out.soft_wrap = not out.is_terminal
    return out


def show_error(err: Console, message: str) -> None:
    """One line in the manner of command line programs: "presscite: what went wrong"."""
    err.print(Text.assemble(("presscite: ", "bold red"), plain(message)), soft_wrap=True)


def show_answer(out: Console, answer: Answer) -> None:
    """The sentences with their marks, then the sources; a refusal with the closest passages; else what is said back."""
    if not answer.kind.searches:
        out.print(Text(plain(answer.text)))
        return
    if answer.refused:
        out.print(Text(plain(answer.text), "yellow"))
        show_citations(out, answer.nearest, heading="Closest passages")
    else:
        out.print(Text(" ").join(_sentence(sentence) for sentence in answer.sentences))
        show_citations(out, answer.citations, heading="Sources")
    remarks = list(_remarks(answer))
    if remarks:
        out.print()
    for remark in remarks:
        out.print(Text(plain(remark), "dim"))


def show_citations(out: Console, citations: Sequence[Citation], *, heading: str | None = None) -> None:
    """Each quote after its number, with headline, outlet, date, and the address (or else the id, mostly a path)."""
    if citations and heading:
        out.print()
        out.print(Text(heading, "bold"))
    for position, citation in enumerate(citations):
        if position and not heading:
            out.print()
        mark = Text(f"[{citation.number}] ", "cyan")
        _hanging(out, mark, Text(f"“{plain(citation.quote).strip()}”"))
        indent = Text(" " * mark.cell_len)
        _hanging(out, indent, _provenance(citation))
        # The terminal breaks a long address itself, so that it is still one word to copy.
        out.print(indent + address(citation.url or citation.article_id), soft_wrap=True)
        if citation.reading_url not in (None, citation.url):
            out.print(indent + address(citation.reading_url or ""), soft_wrap=True)


def show_report(out: Console, report: RefreshReport) -> None:
    """What changed, what the store holds now, then every failure with its reason."""
    changes = "would be: " if report.dry_run else ""
    changes += f"{len(report.added)} added, {len(report.updated)} updated, {report.unchanged} unchanged, "
    changes += f"{len(report.removed)} removed in {report.seconds:.1f} s"
    holds = f"{count(report.articles, 'article')} in {count(report.passages, 'passage')}"
    out.print(
        Text.assemble(
            (changes, "bold"), f"; the store {'would hold' if report.dry_run else 'holds'} {holds}."
        )
    )
    for change, ids in (("added", report.added), ("updated", report.updated), ("removed", report.removed)):
        _show_ids(out, change, ids)
    if report.notice:
        out.print(Text(plain(report.notice), "yellow"))
    if report.failed:
        out.print(Text(f"{len(report.failed)} could not be taken:", "red"))
        show_failures(out, report.failed, "red")
    if report.warnings:
        _show_first(out, f"{count(len(report.warnings), 'warning')}:", report.warnings, "yellow")
    if report.skipped:
        _show_first(out, f"{len(report.skipped)} skipped:", report.skipped, "dim")


def _show_first(out: Console, heading: str, failures: Sequence[Failure], style: str) -> None:
    """The first of them, and how many more there are."""
    out.print(Text(heading, style))
    show_failures(out, failures[:_MOST_SKIPPED], style)
    if len(failures) > _MOST_SKIPPED:
        out.print(Text(f"  and {len(failures) - _MOST_SKIPPED} more", style))


@contextmanager
def progress_bars(err: Console) -> Iterator[Callable[[Progress], None] | None]:
    """A bar for each stage of a refresh, gone when it ends.

    Args:
        err: Where to draw; where it is no terminal there are no bars.

    Yields:
        What a refresh reports to, or `None`.
    """
    if not err.is_terminal:
        yield None
        return
    from rich import progress as bars

    columns = (
        bars.TextColumn("{task.description:<18}"),
        bars.BarColumn(),
        bars.TextColumn("{task.fields[count]}"),
    )
    with bars.Progress(*columns, bars.TimeElapsedColumn(), console=err, transient=True) as drawn:
        tasks: dict[str, bars.TaskID] = {}

        def show(step: Progress) -> None:
            if step.stage not in tasks:
                for earlier in tasks.values():
                    drawn.stop_task(earlier)
                tasks[step.stage] = drawn.add_task(_STAGES.get(step.stage, step.stage), count="")
            count = f"{step.done:,}" if step.total is None else f"{step.done:,}/{step.total:,}"
            drawn.update(tasks[step.stage], completed=step.done, total=step.total, count=count)

        yield show


@contextmanager
def waiting(err: Console, words: str) -> Iterator[None]:
    """A spinner with these words while something takes its time; nothing where `err` is no terminal."""
    if not err.is_terminal:
        yield
        return
    with err.status(Text(words, "dim")):
        yield


def looking() -> AbstractContextManager[None]:
    """`waiting` on standard error while a question is answered."""
    return waiting(console(stderr=True), "Looking through the articles ...")


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """Keep the chatter of libraries (bars, warnings, logs) from the reader; enter before importing them."""
    for name, value in _QUIET_ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    before = logging.root.manager.disable
    logging.disable(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


def lines_said(*, interactive: bool) -> Iterator[str]:
    """What is said, line by line, without blank ones; lines of a pipe are shown, to make a transcript."""
    if interactive:
        import readline  # noqa: F401 - gives input() its editing keys and history

    while True:
        try:
            line = input("> " if interactive else "")
        except EOFError:
            if interactive:
                console().print()
            return
        said = whole_characters(line).strip()
        if said and not interactive:
            console().print(f"> {plain(said)}")
        if said:
            yield said


_STAGES = {
    "read": "Reading articles", "index": "Indexing words", "embed": "Embedding passages", "publish": "Publishing",
}  # fmt: skip


def _sentence(sentence: Sentence) -> Text:
    """A sentence with the words that answer in bold; cleaned in pieces, as spans count raw characters."""
    shown, at = Text(), 0
    for start, end in sorted(sentence.highlights):
        shown.append(plain(sentence.text[at:start]))
        shown.append(plain(sentence.text[max(at, start) : end]), "bold green")
        at = max(at, end)
    shown.append(plain(sentence.text[at:]))
    shown.append(" ")
    shown.append("".join(f"[{number}]" for number in sentence.citations), "cyan")
    return shown


def _remarks(answer: Answer) -> Iterator[str]:
    if answer.searched_for != answer.question:
        yield f"Searched for: {answer.searched_for}"
    if not answer.refused:
        by_model = answer.answered_by != "extract"
        yield f"Written by {answer.answered_by}." if by_model else "Quoted from the articles."
    if answer.note and not (answer.refused and answer.note.explains_refusal):
        yield note_sentence(answer.note, answer.language)


def _provenance(citation: Citation) -> Text:
    facts = [citation.source, day(citation.published) if citation.published else None]
    known = ", ".join(plain(fact) for fact in facts if fact)
    return Text.assemble((plain(citation.title).strip(), "italic"), (f" — {known}" if known else "", "dim"))


def address(url: str) -> Text:
    """An address that a terminal can open, where it is one of the web; without what its link opens at."""
    target = plain(url).strip()
    linked = target.startswith(("https://", "http://"))
    # The words that the link opens at are for the browser, not for the eye.
    shown = re.sub(r"#?:~:.*", "", target)
    return Text(shown, Style(color="blue", link=target if linked else None))


def _hanging(out: Console, mark: Text, body: Text) -> None:
    """A paragraph set to the right of its mark; one whole line in a pipe, for grep."""
    width = max(20, out.width - mark.cell_len)
    lines = [body] if out.soft_wrap else body.wrap(out, width)
    for number, line in enumerate(lines):
        line.rstrip()
        out.print(Text.assemble(mark if number == 0 else " " * mark.cell_len, line))


def _show_ids(out: Console, change: str, ids: Sequence[str]) -> None:
    for id_ in ids[:_MOST_NAMED]:
        out.print(Text(f"  {change} {plain(id_)}", "dim"), soft_wrap=True)
    if len(ids) > _MOST_NAMED:
        out.print(Text(f"  {change} {len(ids) - _MOST_NAMED:,} more", "dim"))


def show_failures(out: Console, failures: Sequence[Failure], style: str) -> None:
    """Each place and its reason, indented."""
    for failure in failures:
        _hanging(out, Text("  "), Text.assemble((plain(failure.origin), style), f": {plain(failure.reason)}"))


def count(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it needs it."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
