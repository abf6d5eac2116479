"""Every sentence that a language model wrote, against the words it cites; docs/answers.md has the figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus import detect_language, sentences
from retrieval.answering.quote.excerpt import without_lead
from retrieval.answering.verify import roles, stance, text_dates
from retrieval.answering.verify.quotes import find, flat, with_negation
from retrieval.text import name_fit, quantity
from retrieval.text.analysis import terms
from retrieval.text.named_text import NamedText
from retrieval.text.names import names
from retrieval.text.surname_gender import genders_fit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from retrieval.store.hit import Hit
    from retrieval.text.names import Name

__all__ = ["Claim", "Evidence", "Span", "find", "verify"]

# Set on the tuned part of tests/evals/claims.
_LEAST_SHARED = 0.5  # of a sentence's terms, in the passages it cites, where both are of one language
_FEW_TERMS = 2  # of so few, every one, unless there is a figure beside them
_LEAST_CLOSE = 0.34  # of them, in the sentences that it quotes from
_LEAST_COSINE = 0.79  # of a sentence to the sentences it quotes from, where they are of two languages
_MOST_CHARS = 500
_MOST_SENTENCES = 2

# What no sentence of an answer holds: links, markup, marks that look like ours, signs that turn a line around.
_FORBIDDEN = re.compile(
    r"https?:|www\.|\b[\w-]+\.[a-z]{2,12}/|]\(|\[\s*\d|<\s*[/!a-z]|[`{}\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufeff]|&(?:#\d|[a-z]+;)|\*\*|__|@\w|javascript:|data:|\"\"\"|"
    r"\b[\w-]+\.(?:com|org|net|ru|tj|io|example)\b",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"\b(?:he|she|they|him|them|it|он|она|они|ему|ей|им|вай|ӯ|онҳо|по (?:его|её|ее|их) (?:словам|мнению|данным))\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"\b(?:his|her|their|its|его|её|ее|их)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a sentence points to: a passage by its number, and words said to stand in it; none for its best sentence."""

    number: int
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of a language model with its evidence, not yet believed."""

    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Words found in a passage: which hit, and where in its text."""

    hit: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Cited:
    """What a claim rests on.

    Attributes:
        quoted: The quoted words.
        context: The whole sentences that they stand in.
        about: The headlines and outlets of their articles.
        wide: The passages with their headlines and outlets.
        published: The publication date, where all cited articles have the same; else `None`.
    """

    quoted: str
    context: str
    about: str
    wide: str
    published: date | None

    @classmethod
    def of(cls, spans: Sequence[Span], hits: Sequence[Hit]) -> _Cited:
        cited = [hits[n] for n in dict.fromkeys(span.hit for span in spans)]
        days = {hit.published.date() if hit.published else None for hit in cited}
        about = " . ".join(f"{hit.title} . {hit.source or ''}" for hit in cited)
        return cls(
            quoted=" . ".join(hits[s.hit].text[s.start : s.end] for s in spans),
            context=" ".join(_sentences_around(hits[n].text, [s for s in spans if hits[s.hit] is hits[n]])
                             for n in dict.fromkeys(s.hit for s in spans)),
            about=about,
            wide=f"{about} . " + " ".join(hit.text for hit in cited),
            published=days.pop() if len(days) == 1 else None,
        )  # fmt: skip


def _sentences_around(text: str, spans: Sequence[Span]) -> str:
    return " ".join(
        text[start:end]
        for start, end in sentences(text)
        if any(span.start < end and start < span.end for span in spans)
    )


def verify(
    claim: Claim, hits: Sequence[Hit], similarity: Callable[[str, str], float] | None = None
) -> list[Span]:
    """The words that carry a claim; an empty list where it is not to be shown.

    A claim is shown when every piece of its evidence stands in the passage it names; every name, number and date
    of it stands in the sentences that it quotes from (or in their headline; a name also elsewhere in the passage);
    it denies, doubts and attributes what they do; and it speaks of the same things.

    Args:
        claim: The sentence and its evidence, numbered from 1.
        hits: The passages, in the order in which they were numbered.
        similarity: Cosine of two texts, for a claim in another language than its evidence; without it, such
            a claim rests on its names, numbers and dates alone.
    """
    return list(judge(claim, hits, similarity).spans)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a claim.

    Attributes:
        spans: The words that carry it; none where it is not to be shown.
        fault: Which check it failed; `None` where it is to be shown.
    """

    spans: tuple[Span, ...]
    fault: str | None


def judge(
    claim: Claim, hits: Sequence[Hit], similarity: Callable[[str, str], float] | None = None
) -> Verdict:
    """`verify`, with the check that failed."""
    spans = _found(claim, hits)
    if not spans:
        return Verdict((), "evidence")
    # What stands in front of a sentence as its article's outlet and date is true by itself.
    claim = replace(claim, text=without_lead(claim.text, [hits[span.hit] for span in spans]))
    if not _presentable(claim.text):
        return Verdict((), "form")
    cited = _Cited.of(spans, hits)
    if not _quotes_rightly(claim.text, cited.wide):
        return Verdict((), "quote")
    same = _same_language(claim.text, cited.wide)
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("figures", lambda: _figures_stand(claim.text, cited)),
        ("names", lambda: _names_stand(claim.text, cited, same_language=same)),
        ("stance", lambda: stance.agrees(claim.text, cited.quoted, cited.context, same_language=same)),
        ("support", lambda: _speaks_of_the_same(claim.text, cited, similarity, same_language=same)),
    )
    for fault, stands in checks:
        if not stands():
            return Verdict((), fault)
    return Verdict(tuple(spans), None)


def _found(claim: Claim, hits: Sequence[Hit]) -> list[Span]:
    """Where the evidence stands; nothing unless every piece of it does."""
    spans = []
    for evidence in claim.evidence:
        if not 1 <= evidence.number <= len(hits):
            return []
        text = hits[evidence.number - 1].text
        found = find(evidence.quote, text) if evidence.quote.strip() else _closest(claim.text, text)
        if found is None:
            return []
        spans.append(Span(evidence.number - 1, with_negation(text, found[0]), found[1]))
    return list(dict.fromkeys(spans))


def _closest(claim: str, text: str) -> tuple[int, int] | None:
    """The sentence of a passage that a claim with a bare number can rest on: the one that shares most with it."""
    said = set(terms(claim))
    spans = [span for span in sentences(text) if any(c.isalnum() for c in text[span.start : span.end])]
    best = max(spans, key=lambda span: len(said & set(terms(text[span.start : span.end]))), default=None)
    return (best.start, best.end) if best else None


def _presentable(text: str) -> bool:
    """Whether a text is a plain sentence, without links, markup or marks of its own."""
    if len(text) > _MOST_CHARS or not any(c.isalpha() for c in text):
        return False
    if _FORBIDDEN.search(text) or text.count('"') % 2:
        return False
    return len(sentences(text)) <= _MOST_SENTENCES


_QUOTED = re.compile('["“«„](.+?)["”»“]')


def _quotes_rightly(text: str, wide: str) -> bool:
    """Whether words that a sentence itself sets in quotation marks stand in the passage, or are a name there."""
    within, _ = flat(wide)
    quoted = (flat(match[1])[0].strip(" .,;:!?") for match in _QUOTED.finditer(text))
    return all(words in within or _translated(words, within) for words in quoted)


def _translated(words: str, within: str) -> bool:
    """Words in another script are a translation, which is checked as the rest of the sentence is."""
    return _script(words) != _script(within)


def _same_language(one: str, other: str) -> bool:
    """False only where both languages can be told and differ: then words cannot be compared as they stand."""
    languages = {detect_language(one) or _script(one), detect_language(other) or _script(other)} - {None}
    return len(languages) < 2


def _script(text: str) -> str | None:
    cyrillic, latin = len(re.findall("[Ѐ-ӿ]", text)), len(re.findall("[A-Za-z]", text))
    if not cyrillic and not latin:
        return None
    return "ru" if cyrillic > latin else "en"


def _figures_stand(text: str, cited: _Cited) -> bool:
    claimed = text_dates.dates(text, cited.published)
    evidence = f"{cited.context} . {cited.about}"
    written = text_dates.dates(evidence, cited.published)
    # An outlet may be called "Today": relative times count in the article's sentences alone.
    known = [e for e in written if not e.relative or e.to <= len(cited.context)]
    known = known or text_dates.dates(cited.wide[len(cited.about) :], cited.published)
    if not text_dates.supported(text, claimed, evidence, known):
        return False
    there = quantity.quantities(text_dates.without(evidence, written))
    mine = quantity.quantities(text_dates.without(text, claimed))
    return quantity.supported(mine, there) and not roles.exchanged(mine, text, there, evidence)


def _names_stand(text: str, cited: _Cited, *, same_language: bool) -> bool:
    near = NamedText(f"{cited.context} . {cited.about}")
    wide = NamedText(cited.wide)
    found = names(text, wide, same_language=same_language)
    here = [name for name in found if near.has(name.word)]
    if len(here) < len(found) and not _resolved(found, here, cited, wide):
        return False
    fits = (name_fit.adjacent, name_fit.titles_fit, genders_fit)
    if not all(fit(found, text, wide) for fit in fits) or not name_fit.nations(text) <= name_fit.nations(
        cited.wide
    ):
        return False
    said = f"{cited.about} . {cited.context}"
    return all(stance.speaks(speaker, said) for speaker in stance.speakers(text))


def _resolved(found: Sequence[Name], here: Sequence[Name], cited: _Cited, wide: NamedText) -> bool:
    """Whether names from elsewhere in the passage may stand for "he" or "their" in the quoted sentences."""
    if not all(wide.has(name.word) for name in found):
        return False
    if _PERSONAL.search(cited.context):
        return True
    return bool(here) and _POSSESSIVE.search(cited.context) is not None


def _speaks_of_the_same(
    text: str, cited: _Cited, similarity: Callable[[str, str], float] | None, *, same_language: bool
) -> bool:
    if _misplaced(text, cited):
        return False
    if not same_language:
        return similarity is None or similarity(text, cited.context) >= _LEAST_COSINE
    return _shares_enough(text, cited) and not (detect_language(text) == "en" and _turned(text, cited))


def _turned(text: str, cited: _Cited) -> bool:
    return roles.turned(text, cited.quoted) or roles.turned(text, cited.context)


def _misplaced(text: str, cited: _Cited) -> bool:
    """Whether the claim sets figures, dates or names beside what they do not belong to."""
    said, there = ([(e.at, e.to, (e.start, e.end)) for e in text_dates.dates(t, cited.published)]
                   for t in (text, cited.context))  # fmt: skip
    return roles.crossed(text, cited.context, said, there)


def _shares_enough(text: str, cited: _Cited) -> bool:
    """Whether the claim is made of the words of its evidence, in one language."""
    known = set(terms(cited.wide))
    wide, total = roles.shared(text, known)
    close, _ = roles.shared(text, set(terms(f"{cited.context} {cited.about}")))
    bare = total <= _FEW_TERMS and not quantity.quantities(text)
    if total:
        least = 1.0 if bare else _LEAST_SHARED
        enough = wide / total >= least and close / total >= _LEAST_CLOSE
    else:
        enough = not bare  # "So it is." says nothing that could be checked
    masked = (text_dates.without(t, text_dates.dates(t, cited.published)) for t in (text, cited.context))
    return enough and not (roles.moved(*masked) or roles.substituted(text, cited.context, known))
