"""The last look at an answer before a reader has it: every sentence cited, every quote in place to the letter."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.answering.quote.excerpt import lead_of
from retrieval.answering.verify.claim import CitedQuote, Claim
from retrieval.answering.verify.quotes import flat
from retrieval.answering.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from retrieval.answer import Answer, Citation, Sentence
    from retrieval.answering.verify.entailment import Entailment
    from retrieval.store.hit import Hit

log = logging.getLogger(__name__)

_INSERTED = re.compile(r"\[([^\]]*)\]|…|\.\.\.")


def proven(
    answer: Answer,
    hits: Sequence[Hit],
    *,
    similarity: Callable[[str, str], float] | None,
    entailment: Entailment | None = None,
    texts: Mapping[str, str] | None = None,
) -> Answer:
    """The answer without what does not hold, or the same object where all of it does.

    A citation holds where its quote stands in its article at its offsets.  A sentence holds where all of its
    citations do, and where it repeats their words (but for the article's outlet and date in front, a name in brackets
    taken from the article, and an ellipsis) or passes `verify`.

    Args:
        answer: From either answerer; a part of a streamed one, too.
        hits: The passages it was made from.
        similarity: As for `verify`.
        entailment: As for `verify`.
        texts: The articles' texts by id, where quotes may stand outside of the passages.
    """
    known = texts or {}
    cited = {c.number: c for c in answer.citations if _in_place(c, hits, known)}
    check = _SentenceCheck(hits, known, similarity, entailment, answer.language)
    sentences = tuple(s for s in answer.sentences if check.holds(s, cited))
    nearest = tuple(c for c in answer.nearest if _in_place(c, hits, known))
    used = {number for sentence in sentences for number in sentence.citations}
    citations = tuple(c for c in answer.citations if c.number in used)
    if (sentences, citations, nearest) == (answer.sentences, answer.citations, answer.nearest):
        return answer
    log.error(
        "%d of %d sentences did not hold", len(answer.sentences) - len(sentences), len(answer.sentences)
    )
    return replace(answer, sentences=sentences, citations=citations, nearest=nearest)


def _in_place(citation: Citation, hits: Sequence[Hit], texts: Mapping[str, str]) -> bool:
    """Whether the quote stands where it says: in one of the passages, else in the article around them."""
    for hit in hits:
        start, end = citation.start - hit.start, citation.end - hit.start
        if hit.article_id == citation.article_id and 0 <= start < end <= len(hit.text):
            return hit.text[start:end] == citation.quote
    text = texts.get(citation.article_id, "")
    return 0 <= citation.start < citation.end and text[citation.start : citation.end] == citation.quote


class _SentenceCheck:
    """Whether sentences of one answer hold."""

    def __init__(
        self,
        hits: Sequence[Hit],
        texts: Mapping[str, str],
        similarity: Callable[[str, str], float] | None,
        entailment: Entailment | None,
        language: str,
    ) -> None:
        self._hits = hits
        self._texts = texts
        self._similarity = similarity
        self._entailment = entailment
        self._language = language

    def holds(self, sentence: Sentence, cited: Mapping[int, Citation]) -> bool:
        if not sentence.citations or not all(number in cited for number in sentence.citations):
            return False
        citations = [cited[number] for number in sentence.citations]
        return self._repeats(sentence.text, citations) or self._follows(sentence.text, citations)

    def _follows(self, text: str, citations: Sequence[Citation]) -> bool:
        """Whether `verify` finds the whole sentence in the passages of its quotes."""
        evidence = []
        for citation in citations:
            passages = (n for n, hit in enumerate(self._hits, start=1) if _in_place(citation, [hit], {}))
            number = next(passages, None)
            if number is None:
                return False
            evidence.append(CitedQuote(number, citation.quote))
        claim = Claim(text, tuple(evidence))
        return verify(claim, self._hits, self._similarity, self._entailment).text == text

    def _repeats(self, text: str, citations: Sequence[Citation]) -> bool:
        """Whether a sentence has its quotes' own words in their order, and in brackets words of their articles."""
        articles = {c.article_id for c in citations}
        own = [hit for hit in self._hits if hit.article_id in articles]
        for hit in {hit.article_id: hit for hit in own}.values():
            text = text.removeprefix(lead_of(hit, self._language))
        quoted = " ".join(flat(c.quote)[0] for c in citations)
        at = 0
        for piece in _INSERTED.sub("\n", text).split("\n"):
            words = flat(piece)[0].strip()
            found = quoted.find(words, at)
            if found < 0:
                return False
            at = found + len(words)
        inserted = [match[1] for match in _INSERTED.finditer(text) if match[1]]
        if not inserted:
            return True
        texts = [*(f"{hit.title} {hit.text}" for hit in own), *(self._texts.get(id_, "") for id_ in articles)]
        known = " ".join(flat(text)[0] for text in texts)
        return all(flat(words)[0].strip() in known for words in inserted)
