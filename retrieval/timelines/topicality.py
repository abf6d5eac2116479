"""Whether an article is about a topic: a calibrated decision of its own.

`refusal.py` tells whether a sentence answers a question.  A topic asks for nothing: an article is about it where it
speaks of it, and that is told by the nearest sentence and by how many of the topic's words its passage holds, in any
case form and, for names, in any script.  The weights are a logistic regression's, learned on half of the topics of
`tests/evals/topics.jsonl`; `python -m tests.evals.topics` learns them anew and reports on the other half.
docs/timelines.md has the figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from corpus.languages.detection import script_of
from corpus.languages.script import CYRILLIC
from retrieval.answering.quote.candidate import Candidate, rank
from retrieval.logistic import logistic
from retrieval.query.query import Query
from retrieval.text.analysis import stop_words
from retrieval.text.named_text import NamedText
from retrieval.text.same_name import same_name
from retrieval.timelines.topic import topic_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.store.hit import Hit
    from retrieval.store.snapshot import Snapshot


class Weights(NamedTuple):
    """What speaks for an article, added up and put through the logistic function."""

    cosine: float
    coverage: float
    constant: float


# Words of another language are only found where they are names, so there they are worth less.
OWN_LANGUAGE = Weights(cosine=76.0, coverage=4.6, constant=-66.8)
OTHER_LANGUAGE = Weights(cosine=96.8, coverage=6.4, constant=-80.4)

ABOUT_FROM = 0.5
"""From this likelihood on an article is taken to be about a topic."""

# Of a score: what a sentence gains that holds the topic's words itself, and one that opens its article besides, as
# the first sentence of news says what happened.
_SPEAKS_ITSELF, _OPENS = 1.0, 0.5
_GAP = 4  # characters between a headline and the text below it

_WORD = re.compile(r"\w+(?:[’'ʼ]\w+)*")
_CYRILLIC = re.compile(f"[{CYRILLIC.letters}]")
_JOINED = re.compile(r"[\s\-–]{0,3}")  # between the words of one name
_LINK = re.compile(r"\[[^\]]*\]\([^)]*\)|(?:https?://|www\.|t\.me/|vk\.cc/)\S*|@\w+")
_LEAST_SAID = 15  # letters of a sentence beside its links; "Subscribe: https://..." says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSentence:
    """A sentence of an article, and what it says for the article's being about the topic.

    Attributes:
        candidate: The sentence.
        coverage: Share of the topic's words that its passage or headline holds, 0 to 1.
        own_coverage: The same in the sentence itself.
        foreign: Whether topic and article are in different languages or scripts, as far as can be told.
        named: Whether the passage holds the topic's names; always so in another language, where a name may go by
            another word.
    """

    candidate: Candidate
    coverage: float
    own_coverage: float
    foreign: bool
    named: bool = True

    @property
    def likelihood(self) -> float:
        """How likely the article is about the topic to judge by this sentence, from 0 to 1."""
        return self.likelihood_with(self.coverage) if self.named else 0.0

    def likelihood_with(self, coverage: float) -> float:
        """The same if the passage held such a share of the topic's words."""
        weights = OTHER_LANGUAGE if self.foreign else OWN_LANGUAGE
        value = weights.cosine * self.candidate.cosine + weights.coverage * coverage + weights.constant
        return logistic(value)

    @property
    def saying(self) -> float:
        """How much the sentence says about the topic; greater is more, comparable within one topic."""
        opens = self.candidate.hit.start + self.candidate.start <= len(self.candidate.hit.title) + _GAP
        return self.candidate.score + (_SPEAKS_ITSELF + _OPENS * opens) * self.own_coverage


class Subject:
    """What a topic is about, and which sentences speak of it.

    Args:
        text: The topic without anything around it; see `Topic.subject`.
        snapshot: Knows how rare a word is.
    """

    def __init__(self, text: str, snapshot: Snapshot) -> None:
        self.query = Query(text, snapshot)
        found = list(_WORD.finditer(text))
        self._script, self._language = script_of(text), topic_language(text)
        self._words = [m.group() for m in found if m.group().casefold() not in stop_words()]
        self._names = list(_names(text, found))

    def sentences(
        self,
        hits: Sequence[Hit],
        embeddings: SentenceTransformerEmbeddings,
        *,
        thorough: bool = False,
    ) -> list[TopicSentence]:
        """The sentences of passages that say something, in no order.

        Args:
            hits: The passages; the snapshot holds the vectors of their sentences.
            embeddings: Made these vectors.
            thorough: Whether to look for the topic's words, in all their forms, also in passages that are too far away
                for any words to count.
        """
        ranked = rank(self.query, hits, embeddings, headlines=True)
        found = [self._far(candidate) for candidate in ranked if says_something(candidate.text)]
        names = self._certain_names(hits)
        passages: dict[str, NamedText] = {}
        for position, sentence in enumerate(found):
            if thorough or sentence.likelihood_with(1.0) >= ABOUT_FROM:
                hit = sentence.candidate.hit
                if (there := passages.get(hit.passage_id)) is None:
                    there = passages[hit.passage_id] = NamedText(f"{hit.title}\n{hit.text}")
                found[position] = self._near(sentence, there, names)
        return found

    def _far(self, candidate: Candidate) -> TopicSentence:
        return TopicSentence(
            candidate=candidate,
            coverage=candidate.passage_coverage,
            own_coverage=candidate.own_coverage,
            foreign=self._is_foreign(candidate.hit),
        )

    def _is_foreign(self, hit: Hit) -> bool:
        """Whether a passage is in another language, or in other letters: a topic may be too short to tell."""
        scripts = self._script, script_of(hit.text)
        if None not in scripts and scripts[0] is not scripts[1]:
            return True
        return None not in (self._language, hit.language) and self._language != hit.language

    def _near(
        self, sentence: TopicSentence, there: NamedText, names: Sequence[Sequence[str]]
    ) -> TopicSentence:
        """The sentence with the words that its passage holds in other forms or another script."""
        held = [word for word in self._words if _holds(there, word)]
        coverage = max(sentence.coverage, len(held) / max(1, len(self._words)))
        # Elections elsewhere are not the elections in Georgia.
        named = sentence.foreign or all(
            2 * sum(_holds(there, word) for word in name) >= len(name) for name in names
        )
        own = sentence.own_coverage
        if held and own < 1:
            itself = NamedText(sentence.candidate.text)
            own = max(own, sum(_holds(itself, word) for word in held) / len(self._words))
        return replace(sentence, coverage=coverage, own_coverage=own, named=named)

    def _certain_names(self, hits: Sequence[Hit]) -> list[list[str]]:
        """The topic's names; a capital at its beginning is one unless an article writes the word without."""
        if not self._names or not self._names[0].begins:
            return [name.words for name in self._names]
        first = self._names[0].words[0]
        lower = re.compile(rf"\b{re.escape(first.casefold())}\b")
        ordinary = any(lower.search(hit.text) for hit in hits)
        kept = self._names[0].words[1:] if ordinary else self._names[0].words
        return [words for words in (kept, *(name.words for name in self._names[1:])) if words]


class _TopicName(NamedTuple):
    """Words with capitals that stand together: "Sam Bankman-Fried"."""

    words: list[str]
    begins: bool  # whether it stands at the topic's beginning


def _names(text: str, found: Sequence[re.Match[str]]) -> Iterator[_TopicName]:
    """The names in a topic; in one that is all capitals none can be told."""
    if text.isupper() and len(found) > 1:
        return
    for capital, together in groupby(found, key=lambda word: _has_capital(word.group())):
        if not capital:
            continue
        name: list[re.Match[str]] = []
        for word in together:
            if name and not _JOINED.fullmatch(text[name[-1].end() : word.start()]):
                yield _TopicName([m.group() for m in name], begins=name[0] is found[0])
                name = []
            name.append(word)
        yield _TopicName([m.group() for m in name], begins=name[0] is found[0])


def _has_capital(word: str) -> bool:
    return word[0].isupper() and word not in stop_words()


def _holds(there: NamedText, word: str) -> bool:
    """Whether a text holds a word, in any form or script."""
    if _CYRILLIC.search(word) and not _CYRILLIC.search(there.text):
        # Only names sound alike in English: "reign" is no form of "Rogun".
        return any(same_name(word, capital) for capital in there.capitals)
    return there.has(word)


def says_something(sentence: str) -> bool:
    """Whether there is more to a sentence than links and who to follow."""
    return sum(map(str.isalpha, _LINK.sub("", sentence))) >= _LEAST_SAID
