"""Every sentence that a language model wrote, against the words it cites; docs/answers.md has the figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus import detect_language, sentences
from corpus.languages.detection import script_of
from retrieval.answering.quote.antecedent import refers_back
from retrieval.answering.quote.excerpt import without_lead
from retrieval.answering.verify import stance
from retrieval.answering.verify.cited_text import CitedText, QuoteSpan
from retrieval.answering.verify.figures import figures_stand
from retrieval.answering.verify.form import presentable, quotes_rightly
from retrieval.answering.verify.named import names_stand
from retrieval.answering.verify.quotes import find, with_negation
from retrieval.answering.verify.statements import is_heading, label_stands, statements
from retrieval.answering.verify.support import speaks_of_the_same
from retrieval.text.analysis import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.answering.verify.claim import Claim
    from retrieval.answering.verify.entailment import Entailment
    from retrieval.answering.verify.statements import ClaimStatement
    from retrieval.store.hit import Hit


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a claim.

    Attributes:
        text: What of it is to be shown: all of it, or what is left without sentences and labels that do not stand.
        spans: The words that carry it; none where nothing is to be shown.
        fault: The first check that it failed; `None` where something is to be shown.
    """

    text: str
    spans: tuple[QuoteSpan, ...]
    fault: str | None

    def __bool__(self) -> bool:
        """Whether something is to be shown."""
        return self.fault is None


def verify(
    claim: Claim,
    hits: Sequence[Hit],
    similarity: Callable[[str, str], float] | None = None,
    entailment: Entailment | None = None,
) -> Verdict:
    """What of a claim is to be shown, and the words that carry it.

    A sentence is shown when every piece of its evidence stands in the passage it names; every name, number and date
    of it stands in the sentences that it quotes from (or in their headline; a name also elsewhere in the passage);
    it denies, doubts and attributes what they do; and it speaks of the same things.  Each sentence of a claim has to,
    and what stands before a colon; what does not is left out.

    Args:
        claim: The sentence and its evidence, numbered from 1.
        hits: The passages, in the order in which they were numbered.
        similarity: Cosine of two texts, for a claim in another language than its evidence; without it, such
            a claim rests on its names, numbers and dates alone.
        entailment: The learned decision whether a claim follows; without it the rules decide alone.
    """
    spans = _found(claim, hits)
    if not spans:
        return Verdict("", (), "evidence")
    # What stands in front of a sentence as its article's outlet and date is true by itself.
    text = without_lead(claim.text, [hits[span.hit] for span in spans])
    shown, fault = Checks(CitedText.of(spans, hits), similarity, entailment).standing(text)
    if fault:
        return Verdict("", (), fault)
    return Verdict(claim.text.removesuffix(text) + shown, tuple(spans), None)


class Checks:
    """What a claim is held against.

    Args:
        cited: What it rests on.
        similarity: As for `verify`.
        entailment: As for `verify`.
    """

    def __init__(
        self,
        cited: CitedText,
        similarity: Callable[[str, str], float] | None,
        entailment: Entailment | None,
    ) -> None:
        self._cited = cited
        self._similarity = similarity
        self._entailment = entailment

    def standing(self, text: str) -> tuple[str, str | None]:
        """What of a claim stands by itself, or the first fault where nothing does."""
        if not presentable(text):
            return "", "form"
        kept: list[str] = []
        faults: list[str] = []
        for statement in statements(text):
            shown = self._labelled_rightly(statement)
            fault = self._fault(shown) if shown else "label"
            if fault:
                faults.append(fault)
            elif not (faults and not kept and refers_back(shown)):  # to what was left out
                kept.append(shown)
        shown = " ".join(kept)
        if len(kept) > 1 and (fault := self._fault(shown)):
            return "", fault
        return shown, None if kept else faults[0]

    def _labelled_rightly(self, statement: ClaimStatement) -> str:
        """A statement with its label where that stands, without where it is a heading; else nothing."""
        same = same_language(statement.text, self._cited.wide)
        if not statement.label or label_stands(statement.label, self._cited, same_language=same):
            return statement.text
        heading = is_heading(statement.label, self._cited, same_language=same)
        return statement.without_label if heading else ""

    def _fault(self, text: str) -> str | None:
        """The first check that a claim fails."""
        same = same_language(text, self._cited.wide)
        cited, entailment = self._cited, self._entailment
        checks: dict[str, Callable[[], bool]] = {
            "form": lambda: presentable(text),
            "quote": lambda: quotes_rightly(text, cited.wide),
            "figures": lambda: figures_stand(text, cited),
            "names": lambda: names_stand(text, cited, same_language=same),
            "stance": lambda: stance.agrees(text, cited.quoted, cited.context, same_language=same),
            "support": lambda: speaks_of_the_same(text, cited, self._similarity, same_language=same),
            "entailment": lambda: entailment is None or entailment.follows(text, cited, same_language=same),
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


def same_language(one: str, other: str) -> bool:
    """Whether words of two texts can be compared as they stand: all but where both languages are known and differ."""
    languages = (detect_language(one), detect_language(other))
    if None not in languages:
        return languages[0] == languages[1]
    scripts = {script_of(one), script_of(other)} - {None}
    return len(scripts) < 2
