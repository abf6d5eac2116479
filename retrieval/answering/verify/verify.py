"""Every sentence that a language model wrote, against the words it cites; docs/answers.md has the figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus import detect_language, sentences
from corpus.languages.detection import script_of
from retrieval.answering.quote.excerpt import without_lead
from retrieval.answering.verify import stance
from retrieval.answering.verify.cited_text import CitedText, QuoteSpan
from retrieval.answering.verify.figures import figures_stand
from retrieval.answering.verify.form import presentable, quotes_rightly
from retrieval.answering.verify.named import names_stand
from retrieval.answering.verify.quotes import find, with_negation
from retrieval.answering.verify.support import speaks_of_the_same
from retrieval.text.analysis import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.answering.verify.claim import Claim
    from retrieval.store.hit import Hit


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a claim.

    Attributes:
        spans: The words that carry it; none where it is not to be shown.
        fault: Which check it failed; `None` where it is to be shown.
    """

    spans: tuple[QuoteSpan, ...]
    fault: str | None

    def __bool__(self) -> bool:
        """Whether the claim is to be shown."""
        return self.fault is None


def verify(
    claim: Claim, hits: Sequence[Hit], similarity: Callable[[str, str], float] | None = None
) -> Verdict:
    """Whether a claim is to be shown, and the words that carry it.

    A claim is shown when every piece of its evidence stands in the passage it names; every name, number and date
    of it stands in the sentences that it quotes from (or in their headline; a name also elsewhere in the passage);
    it denies, doubts and attributes what they do; and it speaks of the same things.

    Args:
        claim: The sentence and its evidence, numbered from 1.
        hits: The passages, in the order in which they were numbered.
        similarity: Cosine of two texts, for a claim in another language than its evidence; without it, such
            a claim rests on its names, numbers and dates alone.
    """
    spans = _found(claim, hits)
    if not spans:
        return Verdict((), "evidence")
    # What stands in front of a sentence as its article's outlet and date is true by itself.
    claim = replace(claim, text=without_lead(claim.text, [hits[span.hit] for span in spans]))
    fault = _fault(claim.text, CitedText.of(spans, hits), similarity)
    return Verdict((), fault) if fault else Verdict(tuple(spans), None)


def _fault(text: str, cited: CitedText, similarity: Callable[[str, str], float] | None) -> str | None:
    """The first check that a claim fails against what it rests on."""
    same = _same_language(text, cited.wide)
    checks: dict[str, Callable[[], bool]] = {
        "form": lambda: presentable(text),
        "quote": lambda: quotes_rightly(text, cited.wide),
        "figures": lambda: figures_stand(text, cited),
        "names": lambda: names_stand(text, cited, same_language=same),
        "stance": lambda: stance.agrees(text, cited.quoted, cited.context, same_language=same),
        "support": lambda: speaks_of_the_same(text, cited, similarity, same_language=same),
    }
    return next((fault for fault, stands in checks.items() if not stands()), None)


def _found(claim: Claim, hits: Sequence[Hit]) -> list[QuoteSpan]:
    """Where the evidence stands; nothing unless every piece of it does."""
    spans = []
    for evidence in claim.evidence:
        if not 1 <= evidence.number <= len(hits):
            return []
        text = hits[evidence.number - 1].text
        found = find(evidence.quote, text) if evidence.quote.strip() else _closest(claim.text, text)
        if found is None:
            return []
        spans.append(QuoteSpan(evidence.number - 1, with_negation(text, found[0]), found[1]))
    return list(dict.fromkeys(spans))


def _closest(claim: str, text: str) -> tuple[int, int] | None:
    """The sentence of a passage that a claim with a bare number can rest on: the one that shares most with it."""
    said = set(terms(claim))
    spans = [span for span in sentences(text) if any(c.isalnum() for c in text[span.start : span.end])]
    best = max(spans, key=lambda span: len(said & set(terms(text[span.start : span.end]))), default=None)
    return (best.start, best.end) if best else None


def _same_language(one: str, other: str) -> bool:
    """False only where both languages can be told and differ: then words cannot be compared as they stand."""
    languages = (detect_language(one), detect_language(other))
    if None not in languages:
        return languages[0] == languages[1]
    scripts = {script_of(one), script_of(other)} - {None}
    return len(scripts) < 2
