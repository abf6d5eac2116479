"""The last look at an answer before a reader has it: every sentence cited, every quote in place to the letter."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.quotes import flat
from retrieval.verify import Claim, Evidence, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.answer import Answer, Citation, Sentence
    from retrieval.hit import Hit

log = logging.getLogger(__name__)

_INSERTED = re.compile(r"\[([^\]]*)\]|…|\.\.\.")


def proven(answer: Answer, hits: Sequence[Hit], *, similarity: Callable[[str, str], float] | None) -> Answer:
    """The answer without what does not hold, or the same object where all of it does.

    A citation holds where its quote stands in its article at its offsets.  A sentence holds where all of its
    citations do, and where it repeats their words (but for a name or an ellipsis in brackets, taken from the article)
    or passes `verify`.

    Args:
        answer: From either answerer; a part of a streamed one, too.
        hits: The passages it was made from.
        similarity: As for `verify`.
    """
    cited = {c.number: c for c in answer.citations if _in_place(c, hits)}
    sentences = tuple(s for s in answer.sentences if _holds(s, cited, hits, similarity))
    nearest = tuple(c for c in answer.nearest if _in_place(c, hits))
    used = {number for sentence in sentences for number in sentence.citations}
    citations = tuple(c for c in answer.citations if c.number in used)
    if (sentences, citations, nearest) == (answer.sentences, answer.citations, answer.nearest):
        return answer
    log.error(
        "%d of %d sentences did not hold", len(answer.sentences) - len(sentences), len(answer.sentences)
    )
    return replace(answer, sentences=sentences, citations=citations, nearest=nearest)


def _in_place(citation: Citation, hits: Sequence[Hit]) -> bool:
    for hit in hits:
        start, end = citation.start - hit.start, citation.end - hit.start
        if hit.article_id == citation.article_id and 0 <= start < end <= len(hit.text):
            return hit.text[start:end] == citation.quote
    return False


def _holds(
    sentence: Sentence,
    cited: dict[int, Citation],
    hits: Sequence[Hit],
    similarity: Callable[[str, str], float] | None,
) -> bool:
    if not sentence.citations or not all(number in cited for number in sentence.citations):
        return False
    citations = [cited[number] for number in sentence.citations]
    if _repeats(sentence.text, citations, hits):
        return True
    numbered = {
        c.number: next(i for i, h in enumerate(hits, start=1) if _in_place(c, [h])) for c in citations
    }
    evidence = tuple(Evidence(numbered[c.number], c.quote) for c in citations)
    return bool(verify(Claim(sentence.text, evidence), hits, similarity))


def _repeats(text: str, citations: Sequence[Citation], hits: Sequence[Hit]) -> bool:
    """Whether a sentence has its quotes' own words in their order, and in brackets words of their articles."""
    quoted = " ".join(flat(c.quote)[0] for c in citations)
    at = 0
    for piece in _INSERTED.sub("\n", text).split("\n"):
        words = flat(piece)[0].strip()
        found = quoted.find(words, at)
        if found < 0:
            return False
        at = found + len(words)
    articles = {c.article_id for c in citations}
    known = " ".join(flat(f"{h.title} {h.text}")[0] for h in hits if h.article_id in articles)
    return all(flat(m[1])[0].strip() in known for m in _INSERTED.finditer(text) if m[1])
