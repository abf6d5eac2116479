"""An answer as Telegram messages: the answer first, then its sources with the quotes folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.markup import Part, Run, quote, run, split
from bot.texts import texts_for
from retrieval.answer import refusal_sentences
from retrieval.day import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.texts import Texts
    from retrieval.answer import Answer, Citation, Sentence


def render(answer: Answer) -> list[Part]:
    """The messages that show an answer, in the language of its question.

    Args:
        answer: What the chain returned.

    Returns:
        One part a message, at least one; none is longer than Telegram allows.
    """
    texts = texts_for(answer.language)
    listed = answer.nearest if answer.refused else answer.citations
    parts = split(
        [
            *(_refused(answer) if answer.refused else _sentences(answer)),
            *_note(answer, texts),
            *_sources(listed, texts, answer),
        ]
    )
    # An answer without a visible word would be no message at all, and the user would wait for ever.
    return parts or message(texts.apology)


def message(text: str) -> list[Part]:
    """The messages that show a text of the bot's own."""
    return split([run(text)])


def _refused(answer: Answer) -> Iterator[Run]:
    first, *others = refusal_sentences(answer)
    yield run(first, bold=True)
    for sentence in others:
        yield run(f" {sentence}")


def _sentences(answer: Answer) -> Iterator[Run]:
    urls = {citation.number: citation.url for citation in answer.citations}
    for position, sentence in enumerate(answer.sentences):
        if position:
            yield Run(text=" ")
        yield from _highlighted(sentence)
        yield from _marks(sentence, urls)


def _highlighted(sentence: Sentence) -> Iterator[Run]:
    position = 0
    for start, end in sorted(sentence.highlights):
        # Spans may touch or overlap; each character is shown once.
        start, end = max(start, position), min(end, len(sentence.text))  # noqa: PLW2901
        if start < end:
            yield run(sentence.text[position:start])
            yield run(sentence.text[start:end], bold=True)
            position = end
    yield run(sentence.text[position:])


def _marks(sentence: Sentence, urls: Mapping[int, str | None]) -> Iterator[Run]:
    for number in sentence.citations:
        # A no-break space keeps a mark on the line of the words that it stands for.
        yield Run(text="\N{NO-BREAK SPACE}")
        yield run(f"[{number}]", url=urls.get(number))


def _note(answer: Answer, texts: Texts) -> Iterator[Run]:
    if answer.note:
        yield Run(text="\n\n")
        yield run(texts.note.format(note=answer.note), italic=True)


def _sources(citations: tuple[Citation, ...], texts: Texts, answer: Answer) -> Iterator[Run]:
    if not citations:
        return
    yield Run(text="\n\n")
    yield run(texts.nearest if answer.refused else texts.sources, bold=True)
    for position, citation in enumerate(citations):
        yield Run(text="\n\n" if position else "\n")
        # The nearest passages carry no number: nothing in a refusal points to them.
        yield run("• " if answer.refused else f"{citation.number}. ")
        yield from _source(citation, texts, answer.language)


def _source(citation: Citation, texts: Texts, language: str) -> Iterator[Run]:
    yield run(" ".join(citation.title.split()) or texts.untitled, url=citation.url)
    outlet = " ".join((citation.source or "").split())
    published = day(citation.published, language) if citation.published else ""
    if facts := " · ".join(fact for fact in (outlet, published) if fact):
        yield run(f"\n{facts}")
    yield Run(text="\n")
    yield quote(citation.quote)
