"""An answer as Telegram messages: the answer first, then its sources, with what stands around its words folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering.markup import PARAGRAPH, Part, Run, marks, run, split, unbroken, with_bold
from bot.rendering.short_answer import short_answer
from bot.rendering.sources import heading, sources
from bot.texts import texts_for
from retrieval.question_kind import QuestionKind
from retrieval.text.day import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.texts import Texts
    from retrieval.answer import Answer, Citation, Sentence
    from retrieval.note import Note


def render(answer: Answer, remark: str = "", articles: Mapping[str, str] | None = None) -> list[Part]:
    """The messages that show an answer, in the language of its question.

    Args:
        answer: What the chain returned.
        remark: One more thing to say below it, with its note.
        articles: Texts of the cited articles by id.  Under a quoted answer, what stands around its words is folded;
            the quotes themselves are where an article is missing here.

    Returns:
        One part a message, at least one; none is longer than Telegram allows.
    """
    texts = texts_for(answer.language)
    listed = answer.nearest if answer.refused else answer.citations
    parts = split(
        [
            *(_refused(answer, texts) if answer.refused else _answered(answer)),
            *_remarks(answer, remark, texts),
            *sources(
                listed,
                texts.nearest if answer.refused else texts.sources,
                texts,
                numbered=not answer.refused,
                articles=articles if quotes(answer) else None,
            ),
        ]
    )
    # An answer without a visible word would be no message at all, and the user would wait for ever.
    return parts or message(texts.apology)


def quotes(answer: Answer) -> bool:
    """Whether the sentences of an answer are the quoted words, which need not be said again."""
    return not answer.refused and answer.answered_by == "extract"


def render_passages(title: str | None, citations: Sequence[Citation], texts: Texts) -> list[Part]:
    """The messages that show passages, each with its source.

    Args:
        title: Stands over them; nothing does where it is `None`.
        citations: The passages; their numbers are not shown.
        texts: The reader's language.
    """
    return split(sources(citations, title, texts, numbered=False))


def render_passage(citation: Citation, before: str, after: str, texts: Texts) -> list[Part]:
    """The messages that show a quote in bold, between the words before it and after it."""
    return split(
        [
            *heading(citation, texts),
            PARAGRAPH,
            run(before.lstrip()),
            run(citation.quote, bold=True),
            run(after.rstrip()),
        ]
    )


def said_back(answer: Answer) -> str:
    """What is said back to a message that was not searched for: the help, or a friendly word."""
    texts = texts_for(answer.language)
    return texts.help if answer.kind is QuestionKind.HELP else texts.courtesy


def message(text: str) -> list[Part]:
    """The messages that show a text of the bot's own."""
    return split([run(text)])


def _refused(answer: Answer, texts: Texts) -> Iterator[Run]:
    if answer.note and answer.note.explains_refusal:
        yield run(_said(answer.note, texts), bold=True)
        return
    yield run(texts.refused, bold=True)
    if answer.missing:
        words = ", ".join(texts.missing_word.format(word=word) for word in answer.missing)
        yield run(f" {unbroken(texts.missing.format(words=words))}")
    if answer.newest:
        yield run(f" {unbroken(texts.newest.format(day=day(answer.newest, texts.code)))}")


def _answered(answer: Answer) -> Iterator[Run]:
    """The words that answer, where they can be told, and then the sentences."""
    urls = {citation.number: citation.url for citation in answer.citations}
    if short := short_answer(answer):
        yield run(unbroken(short.text), bold=True)
        yield from marks((number, urls.get(number)) for number in short.citations)
        yield PARAGRAPH
    yield from _sentences(answer, urls)


def _sentences(answer: Answer, urls: Mapping[int, str | None]) -> Iterator[Run]:
    before: Sentence | None = None
    for sentence in answer.sentences:
        if before is not None:
            yield PARAGRAPH if _turns(answer, before, sentence) else Run(text=" ")
        yield from with_bold(sentence.text, sentence.highlights)
        yield from marks((number, urls.get(number)) for number in sentence.citations)
        before = sentence


def _turns(answer: Answer, before: Sentence, sentence: Sentence) -> bool:
    """Whether a quoted answer goes on with another article: words of two articles are no running text."""
    articles = {citation.number: citation.article_id for citation in answer.citations}
    one, other = ({articles.get(number) for number in each.citations} for each in (before, sentence))
    return answer.answered_by == "extract" and not one & other


def _remarks(answer: Answer, remark: str, texts: Texts) -> Iterator[Run]:
    if answer.searched_for not in ("", answer.question):
        yield PARAGRAPH
        yield run(texts.searched_for.format(question=answer.searched_for), italic=True)
    note = answer.note
    if note and answer.refused and note.explains_refusal:
        note = None  # said already
    noted = " ".join(filter(None, (_said(note, texts) if note else "", remark)))
    if noted:
        yield PARAGRAPH
        yield run(texts.note.format(note=noted), italic=True)


def _said(note: Note, texts: Texts) -> str:
    days = {
        name: day(moment, texts.code)
        for name, moment in (("newer", note.newer), ("older", note.older))
        if moment is not None
    }
    return texts.notes[note.code].format(**days)
