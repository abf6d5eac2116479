"""What the learned decision is learned from and judged on: claims with the words that they cite.

Written by hand: `reading/claims.jsonl`, `reading/predicates.jsonl` and `claims/*.yaml`.  Made from texts: sentences as
they stand and in translation, which follow, and sentences in which one word or two names were exchanged, which do not.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus import detect_language
from retrieval.answering.verify.cited_text import CitedText, QuoteSpan
from retrieval.answering.verify.quotes import find
from retrieval.answering.verify.wording import WORD
from retrieval.reading.training.annotated_texts import AnnotatedTexts
from retrieval.text.analysis import stop_words, term
from tests.evals.lying_model import cases, passages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from retrieval.store.hit import Hit

    Floats = NDArray[np.float32]

READING = Path(__file__).with_name("reading")
OPENED = Path(__file__).with_name("unseen_claims")
WRITTEN = ("claims", "predicates")
"""The files of claims in `READING`."""

_LANGUAGES = ("en", "ru", "tg")
_OF_QUOTES = {"quote", "quote-in-text", "citation", "uncited", "injected", "prompt"}
_CAPITALISED = re.compile(r"(?<=[a-zа-яёӣӯғқҳҷ,] )[A-ZА-ЯЁҒҚҲҶӮӢ][\w-]{3,}")
_NEIGHBOURS = 400  # of a word, among which one of its form is looked for
_CHOICES = 12


@dataclass(frozen=True, slots=True)
class EntailmentExample:
    """A claim with what it rests on.

    Attributes:
        source: "claims", "predicates", "cases", "texts", "altered" or "opened".
        article: Its article's id.
        claim: The claim.
        kind: "true", or what was altered.
        follows: Whether it follows.
        languages: That of the claim, and that of the text.
        hits: The passages of the article.
        spans: What is quoted of them.
    """

    source: str
    article: str
    claim: str
    kind: str
    follows: bool
    languages: tuple[str, str]
    hits: tuple[Hit, ...]
    spans: tuple[QuoteSpan, ...]

    @property
    def cited(self) -> CitedText:
        """What the claim rests on."""
        return CitedText.of(self.spans, self.hits)


class ClaimedArticles:
    """The articles that claims were written about.

    Args:
        data: The folder with the texts that are not ours.
    """

    def __init__(self, data: Path) -> None:
        self._texts = AnnotatedTexts(data, READING / "articles.jsonl")
        lines = (READING / "articles.jsonl").read_text("utf-8").splitlines()
        self.own: dict[str, dict[str, Any]] = {row["id"]: row for row in map(json.loads, lines)}

    @cached_property
    def parallel(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        """The sentences of the aligned articles, by language."""
        return self._texts.aligned

    def written(self, name: str) -> Iterator[EntailmentExample]:
        """The claims of a file."""
        for line in (READING / f"{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            title, text, spans, _ = self._texts.of(row["doc"], row.get("quote_language", ""))
            own = self.own.get(row["doc"], {})
            language = own.get("language") or row["quote_language"]
            published = datetime.fromisoformat(own["published"]).replace(tzinfo=UTC) if own else None
            source = own.get("source")
            hits = passages(row["doc"], title, text, source=source, language=language, published=published)
            quotes = [text[slice(*spans[n])] for n in row["sentences"]]
            yield EntailmentExample(
                name, row["doc"], row["claim"], row["kind"], row["follows"], (row["language"], language),
                hits, tuple(_where(quotes, hits)),
            )  # fmt: skip


def _where(quotes: Sequence[str], hits: Sequence[Hit]) -> Iterator[QuoteSpan]:
    for quote in quotes:
        for n, hit in enumerate(hits):
            if (found := find(quote, hit.text)) is not None:
                yield QuoteSpan(n, *found)
                break


def of_opened() -> Iterator[EntailmentExample]:
    """The claims that somebody else wrote, once unseen; a kind tells what was altered, of true ones how they differ."""
    rows = map(json.loads, (OPENED / "articles.jsonl").read_text("utf-8").splitlines())
    articles = {row["id"]: row for row in rows}
    hits = {
        name: passages(
            name, row["title"], row["text"], source=row["source"], language=row["language"],
            published=datetime.fromisoformat(row["published"]),
        )
        for name, row in articles.items()
    }  # fmt: skip
    for line in (OPENED / "claims.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        languages = (row["language"], articles[row["article"]]["language"])
        spans = tuple(_where(row["evidence"], hits[row["article"]]))
        yield EntailmentExample(
            "opened", row["article"], row["claim"], row["kind"], not row["altered"], languages,
            tuple(hits[row["article"]]), spans,
        )  # fmt: skip


def of_cases() -> Iterator[EntailmentExample]:
    """The sentences of the lying model, without what is wrong with their quotes alone."""
    for case in cases():
        if case.kind not in _OF_QUOTES:
            (span,) = list(_where([case.quote], case.hits))[:1]
            languages = (detect_language(case.text) or "", case.hits[0].language or "")
            yield EntailmentExample(
                "cases",
                case.article,
                case.text,
                case.kind,
                case.kind == "true",
                languages,
                case.hits,
                (span,),
            )


def of_texts(articles: ClaimedArticles, seed: int) -> Iterator[EntailmentExample]:
    """Sentences in translation or as they stand, and some beside the sentence after their own."""
    draw = random.Random(seed)  # noqa: S311 - draws examples
    for name, texts in sorted(articles.parallel.items()):
        for _ in range(4):
            n = draw.randrange(len(texts["en"]))
            one, other = draw.sample(_LANGUAGES, 2)
            one = other if draw.random() < 0.25 else one
            yield _of_sentence(name, texts[one][n], texts[other][n], (one, other), "true")
        n = draw.randrange(len(texts["en"]) - 1)
        one, other = draw.choice(_LANGUAGES), draw.choice(_LANGUAGES)
        yield _of_sentence(name, texts[one][n], texts[other][n + 1], (one, other), "other")
    for name, row in sorted(articles.own.items()):
        for sentence in draw.sample(row["sentences"], 2):
            yield _of_sentence(name, sentence, sentence, (row["language"],) * 2, "true")


def _of_sentence(
    article: str, claim: str, text: str, languages: tuple[str, str], kind: str
) -> EntailmentExample:
    hits = passages(article, "", text, source=None, language=languages[1], published=None)
    spans = tuple(QuoteSpan(n, 0, len(hit.text)) for n, hit in enumerate(hits))
    return EntailmentExample("texts", article, claim, kind, kind == "true", languages, hits, spans)


class Alterations:
    """Makes claims that do not follow of such as do.

    Args:
        vocabulary: Of each language, words with a vector each.
        seed: Draws what is altered.
    """

    def __init__(self, vocabulary: Mapping[str, Mapping[str, Floats]], seed: int) -> None:
        self._draw = random.Random(seed)  # noqa: S311 - draws examples
        self._words = {language: list(of) for language, of in vocabulary.items()}
        self._vectors = {language: _unit(list(of.values())) for language, of in vocabulary.items()}

    def of(self, examples: Sequence[EntailmentExample]) -> Iterator[EntailmentExample]:
        """Altered claims of true ones; and to balance them, sentences of the articles as they stand."""
        for example in examples:
            if not example.follows:
                if example.source == "claims" and self._draw.random() < 0.35:
                    yield replace(
                        example, source="altered", claim=example.cited.context, kind="true", follows=True
                    )
                continue
            altered = [self._exchanged(example) for _ in range(2 if example.source == "claims" else 1)]
            if self._draw.random() < 0.5:
                altered.append(_names_exchanged(example.claim))
            for claim in filter(None, altered):
                yield replace(example, source="altered", claim=claim, kind="altered", follows=False)

    def _exchanged(self, example: EntailmentExample) -> str | None:
        """The claim with a word exchanged for a near one of the same form."""
        known = self._words.get(example.languages[0], [])
        places = [m for m in WORD.finditer(example.claim) if m.group() in known]
        self._draw.shuffle(places)
        for place in places:
            word = place.group()
            vectors = self._vectors[example.languages[0]]
            near = np.argsort(-(vectors @ vectors[known.index(word)]))[:_NEIGHBOURS]
            others = [known[n] for n in near if _is_another(known[n], word)][:_CHOICES]
            if len(others) >= 3:
                other: str = self._draw.choice(others)
                return f"{example.claim[: place.start()]}{other}{example.claim[place.end() :]}"
        return None


def is_plain(word: str) -> bool:
    """Whether a word may be exchanged: in small letters, and no stop word."""
    return len(word) > 3 and word.isalpha() and word.islower() and word not in stop_words()


def _is_another(other: str, word: str) -> bool:
    return other[-2:] == word[-2:] and other[:4] != word[:4] and term(other)[:4] != term(word)[:4]


def _names_exchanged(claim: str) -> str | None:
    places = list(_CAPITALISED.finditer(claim))
    if len(places) < 2 or places[0].group() == places[-1].group() or places[-1].start() - places[0].end() < 4:
        return None
    a, b = places[0], places[-1]
    between = claim[a.end() : b.start()]
    return claim[: a.start()] + b.group() + between + a.group() + claim[b.end() :]


def _unit(vectors: Sequence[Floats]) -> Floats:
    centred = np.array(vectors) - np.mean(vectors, axis=0)
    unit: Floats = centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-12)
    return unit
