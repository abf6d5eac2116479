"""Every sentence that a language model wrote, against the passages it cites."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus import detect_language
from retrieval.keywords import content_terms, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.hit import Hit

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
_LEAST_SHARED = 0.5  # of a sentence's terms, in the words it cites, where both are of one language
_LEAST_QUOTE_WORDS = 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a sentence points to: a passage by its number, and words said to stand in it."""

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


def verify(claim: Claim, hits: Sequence[Hit]) -> list[Span]:
    """The words that carry a claim; an empty list where it is not to be shown.

    A claim is shown when every piece of its evidence stands in the passage it names, every number and every
    name of it stands in those passages, and the cited words speak of the same things.

    Args:
        claim: The sentence and its evidence, numbered from 1.
        hits: The passages, in the order in which they were numbered.
    """
    spans = []
    for evidence in claim.evidence:
        if not 1 <= evidence.number <= len(hits):
            return []
        found = find(evidence.quote, hits[evidence.number - 1].text)
        if found is None:
            return []
        spans.append(Span(evidence.number - 1, *found))
    cited = " ".join(f"{hits[s.hit].title} {hits[s.hit].text}" for s in spans)
    quoted = " ".join(hits[s.hit].text[s.start : s.end] for s in spans)
    if not spans or not _numbers(claim.text) <= _numbers(cited + _dates(spans, hits)):
        return []
    if _same_language(claim.text, cited):
        if not _names(claim.text) <= set(terms(cited)):
            return []
        if not _speaks_of_the_same(claim.text, quoted, cited):
            return []
    return spans


def _same_language(one: str, other: str) -> bool:
    """False only where both languages can be told and differ: then words cannot be compared as they stand."""
    languages = {detect_language(one), detect_language(other)} - {None}
    return len(languages) < 2


def find(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands in a text; case, white space and kinds of quotation marks do not count.

    Returns:
        Offsets in `text`, or `None` where the words do not stand there, or are too few to prove anything.
    """
    if len(quote.split()) < _LEAST_QUOTE_WORDS and not any(c.isdigit() for c in quote):
        return None
    sought, _ = _flat(quote)
    sought = sought.strip(" .,;:…\"'")
    within, offsets = _flat(text)
    at = within.find(sought) if sought else -1
    if at < 0:
        return None
    return offsets[at], offsets[at + len(sought) - 1] + 1


_SAME = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"}
)


def _flat(text: str) -> tuple[str, list[int]]:
    """A text for comparing, and for each of its characters the offset it came from."""
    flat: list[str] = []
    offsets: list[int] = []
    for offset, original in enumerate(text):
        for c in unicodedata.normalize("NFKC", original).translate(_SAME).casefold():
            if c.isspace():
                if not flat or flat[-1] == " ":
                    continue
                c = " "  # noqa: PLW2901 - every kind of white space counts as one space
            flat.append(c)
            offsets.append(offset)
    return "".join(flat), offsets


def _numbers(text: str) -> set[str]:
    return {re.sub(r"[\s,\u00a0\u202f]", "", number) for number in _NUMBER.findall(text)}


def _dates(spans: Sequence[Span], hits: Sequence[Hit]) -> str:
    """The day an article was published may be named in an answer, too."""
    dates = [hits[span.hit].published for span in spans]
    return " ".join(f" {date.year} {date.month} {date.day}" for date in dates if date)


def _names(text: str) -> set[str]:
    """Terms of words with a capital inside a sentence: names, for all that can be told without a model."""
    found = re.findall(r"(?<=[\w,;] )[\"'“«(]?([A-ZА-ЯЁҒӢҚӮҲҶ][\w’'-]+)", text)
    return {t for word in found for t in terms(word)}


def _speaks_of_the_same(sentence: str, quoted: str, cited: str) -> bool:
    said = content_terms(sentence)
    if not said:
        return False
    there, close = set(terms(cited)), set(terms(quoted))
    share = sum(term in there for term in said) / len(said)
    return share >= _LEAST_SHARED and any(term in close for term in said)
