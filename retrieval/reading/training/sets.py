"""The sets of questions that the reading model learns from, each with its source, version and licence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retrieval.reading.training.annotated import AnnotatedQuestion
from retrieval.reading.training.annotated_texts import AnnotatedTexts, rows_of, spans_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """A set of questions.

    Attributes:
        name: Its name in the manifest.
        file: Its file below the data folder.
        source: Where it was published.
        version: Which version or part of it.
        licence: The licence of questions and texts.
        questions: Reads it from the data folder.
    """

    name: str
    file: str
    source: str
    version: str
    licence: str
    questions: Callable[[Path], Iterator[AnnotatedQuestion]]


def _of_paragraphs(name: str, file: str) -> Callable[[Path], Iterator[AnnotatedQuestion]]:
    """Sets in the plain form: a question, a paragraph, offsets of the answers."""

    def read(folder: Path) -> Iterator[AnnotatedQuestion]:
        for row in rows_of(folder / file):
            text = row["context"]
            answer = min(row["answers"], key=lambda a: (a["start"], len(a["text"])), default=None)
            span = (answer["start"], answer["start"] + len(answer["text"])) if answer else None
            yield AnnotatedQuestion(
                question=row["question"],
                title=row["title"],
                text=text,
                sentences=spans_of(text),
                answer=span,
                nearest=None,
                source=name,
                page=row["title"] or row.get("sentence_id", row["id"]).rsplit(":", 2)[0],
            )

    return read


def _selqa(folder: Path) -> Iterator[AnnotatedQuestion]:
    """SelQA marks whole sentences: the first answering one is the answer."""
    for row in rows_of(folder / "reading/selqa.jsonl.gz"):
        parts, spans = [s for s in row["sentences"] if s.strip()], []
        text = " ".join(parts)
        at = 0
        for part in parts:
            spans.append((at, at + len(part)))
            at += len(part) + 1
        right = [row["sentences"][n] for n in row["answer_sentences"] if row["sentences"][n].strip()]
        if right:
            yield AnnotatedQuestion(
                question=row["question"],
                title=row["title"],
                text=text,
                sentences=tuple(spans),
                answer=spans[parts.index(right[0])],
                nearest=None,
                source="selqa",
                page=row["title"],
            )


def _squad2(folder: Path) -> Iterator[AnnotatedQuestion]:
    """SQuAD 2.0's development questions; which pages are learned from is decided by the caller."""
    articles = {row["id"]: row for row in rows_of(folder / "squad2/articles.jsonl")}
    for row in rows_of(folder / "squad2/questions.jsonl"):
        article = articles[row["nearest_article"]]
        text, span = article["text"], None
        if row["answerable"]:
            found = [(text.find(a), len(a)) for a in row["answers"] if a in text]
            if not found:
                continue
            at, length = min(found)
            span = (at, at + length)
        yield AnnotatedQuestion(
            question=row["question"],
            title=article["title"],
            text=text,
            sentences=spans_of(text),
            answer=span,
            nearest=None,
            source="squad2",
            page=article["title"],
        )


def _of_news(name: str, questions: str, own: str | None) -> Callable[[Path], Iterator[AnnotatedQuestion]]:
    """Questions written for this project, over aligned articles, posts, facts, and articles of our own."""

    def read(folder: Path) -> Iterator[AnnotatedQuestion]:
        texts = AnnotatedTexts(folder, own)
        for row in rows_of(folder / questions):
            title, text, spans, aligned = texts.of(row["doc"], row["answer_language"])
            yield AnnotatedQuestion(
                question=row["question"],
                title=title,
                text=text,
                sentences=spans,
                answer=_marked(row, text, spans) if row["answers"] else None,
                nearest=row.get("near") if aligned else None,
                source=name,
                page=row["doc"],
            )

    return read


def _marked(row: Row, text: str, spans: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """The span of the first answer of a question; offsets count within a sentence where one is named.

    Raises:
        ValueError: Other words stand there.
    """
    given = row["answers"][0]
    base = spans[given["sentence"]][0] if "sentence" in given else 0
    start = base + given["start"]
    end = base + given["end"] if "end" in given else start + len(given["text"])
    if text[start:end] != given.get("text", text[start:end]):
        raise ValueError(f"{row['id']}: the answer does not stand at its offset")
    return start, end


_WIKIPEDIA = "CC BY-SA 3.0"

SETS = (
    TrainingSet("qed", "reading/qed.jsonl.gz", "QED (Google Research), over Natural Questions, training part",
                "2020", _WIKIPEDIA, _of_paragraphs("qed", "reading/qed.jsonl.gz")),
    TrainingSet("nq", "reading/nq.jsonl.gz", "Natural Questions, development part, by nelson-liu/lost-in-the-middle",
                "2023", f"MIT; texts {_WIKIPEDIA}", _of_paragraphs("nq", "reading/nq.jsonl.gz")),
    TrainingSet("afriqa", "reading/afriqa.jsonl.gz", "AfriQA (Masakhane), questions put into English",
                "2023", "CC BY 4.0", _of_paragraphs("afriqa", "reading/afriqa.jsonl.gz")),
    TrainingSet("selqa", "reading/selqa.jsonl.gz", "SelQA (Emory NLP)", "2016", "Apache-2.0", _selqa),
    TrainingSet("qamr", "reading/qamr.jsonl.gz", "QAMR, over Wikipedia and Wikinews", "2017", "MIT",
                _of_paragraphs("qamr", "reading/qamr.jsonl.gz")),
    TrainingSet("qasrl", "reading/qasrl.jsonl.gz", "QA-SRL Bank 2.0, over Wikipedia and Wikinews", "2018", "MIT",
                _of_paragraphs("qasrl", "reading/qasrl.jsonl.gz")),
    TrainingSet("jaquad", "reading/jaquad.jsonl.gz", "JaQuAD (Skelter Labs)", "2022", _WIKIPEDIA,
                _of_paragraphs("jaquad", "reading/jaquad.jsonl.gz")),
    TrainingSet("squad2", "squad2/questions.jsonl", "SQuAD 2.0, half of the development set", "2.0",
                "CC BY-SA 4.0", _squad2),
    TrainingSet("news_qa", "reading/news_qa.jsonl.gz", "written for presscite, over NTREX-128, Russian news posts and "
                "facts of MultiHop-RAG", "2026-11-27", "questions Apache-2.0; texts CC BY-SA 4.0, CC BY 4.0, ODC-BY",
                _of_news("news_qa", "reading/news_qa.jsonl.gz", None)),
)  # fmt: skip
"""The public sets, by the layout of the data folder."""


def own_set(articles: Path, questions: Path) -> TrainingSet:
    """The questions of this project over its own articles and over the aligned ones."""
    read = _of_news("own", str(questions.resolve()), str(articles.resolve()))
    return TrainingSet(
        "own", str(questions.resolve()), "written for presscite", "2026-11-27", "Apache-2.0", read
    )
