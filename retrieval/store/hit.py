"""A passage that was found for a question, with the facts of its article and how well it fits."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from langchain_core.documents import Document

from retrieval.answer import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class NearDuplicate:
    """An article that holds a near-copy of a passage.

    Attributes:
        article_id: Its id.
        title: Its headline.
        url: Its address, where it has one.
        source: The outlet, where known.
        published: When it was published, with a time zone, where known.
    """

    article_id: str
    title: str
    url: str | None
    source: str | None
    published: datetime | None

    @classmethod
    def of(cls, hit: Hit) -> NearDuplicate:
        """The article of a hit."""
        return cls(
            article_id=hit.article_id,
            title=hit.title,
            url=hit.url,
            source=hit.source,
            published=hit.published,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One retrieved passage.

    Attributes:
        passage_id: Its id in both halves of the index.
        article_id: Its article's id.
        text: The passage, `article.text[start:end]`.
        start: Offset of its first character in the article's text.
        end: The exclusive end of its offsets there.
        title: Headline of the article.
        url: Address of the article, where it has one.
        source: The outlet, where known.
        published: When it was published, with a time zone, where known.
        updated: When it was last changed by its outlet, with a time zone, where known.
        author: Who wrote it, where known.
        language: The article's language, where known.
        score: How well it fits by both halves together; greater is better, comparable within one result.
        also: Articles with a near-copy of this passage, which are not in the result themselves.
    """

    passage_id: str
    article_id: str
    text: str
    start: int
    end: int
    title: str
    url: str | None
    source: str | None
    published: datetime | None
    language: str | None
    score: float
    updated: datetime | None = None
    author: str | None = None
    also: tuple[NearDuplicate, ...] = ()

    def facts(self) -> dict[str, Any]:
        """What is known of the passage beside its text, as plain JSON types; dates are ISO 8601 strings."""
        return {
            "article_id": self.article_id,
            "start": self.start,
            "end": self.end,
            "title": self.title,
            "url": self.url,
            "source": self.source,
            "published": _iso(self.published),
            "updated": _iso(self.updated),
            "author": self.author,
            "language": self.language,
            "score": self.score,
            "also": [{**asdict(r), "published": _iso(r.published)} for r in self.also],
        }

    def cite(self, number: int, start: int, end: int) -> Citation:
        """A citation of `text[start:end]`, offsets counted within this passage."""
        return self.cite_words(number, self.text[start:end], self.start + start)

    def cite_words(self, number: int, quote: str, start: int) -> Citation:
        """A citation of words of the article, which begin at an offset in its text."""
        return Citation(
            number=number,
            quote=quote,
            title=self.title,
            url=self.url,
            published=self.published,
            source=self.source,
            article_id=self.article_id,
            start=start,
            end=start + len(quote),
        )


HIT_COLUMNS = (
    'p.id, p.article, p.start, p."end", substr(a.text, p.start + 1, p."end" - p.start), '
    "a.title, a.url, a.published, a.updated, a.outlet, a.author, a.language"
)
"""What `hits_of` reads of a passage `p` and its article `a`."""


def hits_of(rows: Iterable[tuple[Any, ...]], scores: Mapping[str, float]) -> list[Hit]:
    """Passages as hits, in the order of their scores.

    Args:
        rows: `HIT_COLUMNS` of each, in any order.
        scores: By passage id; those of passages without a row are left out.
    """
    found = {
        id_: Hit(
            passage_id=id_,
            article_id=article,
            text=text,
            start=start,
            end=end,
            title=title,
            url=url,
            source=outlet,
            published=_moment(published),
            language=language,
            score=scores[id_],
            updated=_moment(updated),
            author=author,
        )
        for id_, article, start, end, text, title, url, published, updated, outlet, author, language in rows
    }
    return [found[id_] for id_ in scores if id_ in found]


def rescored(hits: Iterable[Hit], scores: Iterable[float]) -> list[Hit]:
    """Hits with other scores."""
    return [replace(hit, score=score) for hit, score in zip(hits, scores, strict=True)]


def to_documents(hits: Iterable[Hit]) -> list[Document]:
    """Hits as LangChain documents, with their facts as metadata."""
    return [Document(id=hit.passage_id, page_content=hit.text, metadata=hit.facts()) for hit in hits]


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
