"""What a caller gets: an answer, its sentences, and the citations that carry them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from retrieval.note import Note  # noqa: TC001 - a field's type
from retrieval.question_kind import QuestionKind
from retrieval.sentences import kind_sentence, note_sentence, refusal_sentences

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Words of an article, quoted to the letter.

    `quote == article.text[start:end]`, always.

    Attributes:
        number: The mark in the answer's text that points here, from 1.
        quote: The quoted words.
        title: Headline of the article.
        url: Link that opens the article at the quoted words: at its web address (a text fragment), or where it has none
            on its reading page.
        published: When the article was published, with a time zone; `None` where it does not say.
        source: The outlet, where known.
        article_id: The article's id in the store.
        start: Offset of the quote's first character in the article's text.
        end: Its exclusive end.
        reading_url: Link to the article's page on presscite's own server, which opens at the quoted words; `None` where
            no server shows any.
    """

    number: int
    quote: str
    title: str
    url: str | None
    published: datetime | None
    source: str | None
    article_id: str
    start: int
    end: int
    reading_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of an answer with the numbers of the citations that carry it.

    Attributes:
        text: The sentence, without marks.
        citations: Numbers of its citations, at least one, in ascending order.
        highlights: Spans `(start, end)` of `text` that answer the question, where they can be told.
    """

    text: str
    citations: tuple[int, ...]
    highlights: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer in which every sentence is cited, or a refusal that shows what is nearest.

    What asks for nothing that articles hold (`kind` is a courtesy or help) has neither sentences nor citations and is
    no refusal; `text` is then what there is to say back.

    Attributes:
        question: The question as it was asked.
        searched_for: The question that was searched for: the same, or made to stand alone.
        kind: What was asked for: "fact", "reason", "yes_no", "overview", "latest", "courtesy" or "help".
        sentences: The answer, sentence by sentence; empty for a refusal, a courtesy and help.
        citations: The citations its sentences point to, numbered from 1 in order of appearance.
        refused: True where the articles do not answer the question.
        nearest: For a refusal, up to three of the closest passages, best first; else empty.
        missing: For a refusal, up to three names or things of the question that no article speaks of.
        newest: For a refusal, when the newest of the articles that were searched was published; `None` where none is
            dated, or where the note explains the refusal.
        answered_by: Who wrote it: "extract" for quoted sentences, else the language model's name.
        language: Code of the question's language ("en", "ru", "tg"), for what a front end says itself.
        note: One more fact that a reader should know, such as that the language model failed; `None` for none.
        articles: Texts of the articles that it cites, by id, as the answer was made from them, for what stands around
            the quoted words; no part of `to_dict`.
    """

    question: str
    searched_for: str
    kind: QuestionKind = QuestionKind.FACT
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    refused: bool = False
    nearest: tuple[Citation, ...] = ()
    missing: tuple[str, ...] = ()
    newest: datetime | None = None
    answered_by: str = "extract"
    language: str = "en"
    note: Note | None = None
    articles: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The sentences with their marks: "It was the Istiqlol Tunnel. [1]"; in words where there are none."""
        if not self.kind.searches:
            return kind_sentence(self.kind, self.language)
        if self.refused:
            return " ".join(refusal_sentences(self.language, self.missing, self.newest, self.note))
        return " ".join(
            f"{sentence.text} {''.join(f'[{n}]' for n in sentence.citations)}" for sentence in self.sentences
        )

    def __add__(self, more: Answer) -> Answer:
        """This part of a streamed answer and the next one: their sentences and citations together."""
        known = {citation.number for citation in self.citations}
        return replace(
            more,
            sentences=self.sentences + more.sentences,
            citations=self.citations + tuple(c for c in more.citations if c.number not in known),
            refused=more.refused and not self.sentences,
            nearest=() if self.sentences else more.nearest,
            note=more.note or self.note,
            articles={**self.articles, **more.articles},
        )

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain JSON types, with `text`; dates are ISO 8601 strings, `note` is a sentence."""
        facts = {"text": self.text, **asdict(replace(self, articles={}))}
        del facts["articles"]
        facts["note"] = note_sentence(self.note, self.language) if self.note else None
        for citation in [*facts["citations"], *facts["nearest"]]:
            citation["published"] = _iso(citation["published"])
            if citation["reading_url"] is None:
                del citation["reading_url"]
        return facts | {"newest": _iso(self.newest)}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
