"""All articles of the store that are about a topic, and not only the best few."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from corpus.languages.registry import languages
from retrieval.answering.unspoken import unspoken_of_topic
from retrieval.store.filters import Filters
from retrieval.timelines.topicality import ABOUT_FROM, Subject, TopicSentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answering.quote.candidate import Candidate
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.store.snapshot import Snapshot

# How many passages each ranking gives at first, at most, and how many times as many each time: the search goes on
# while passages near the end of what was found are about the topic, so that no article can push another one out.
_DEPTH, _DEEPEST, _DEEPER = 256, 4_096, 4


class TopicSearch:
    """One topic, looked for in one generation of the store.

    Args:
        subject: What is looked for; without a letter or a digit nothing is found.
        snapshot: Where.
        embeddings: The store's embedding model.
    """

    def __init__(self, subject: str, snapshot: Snapshot, embeddings: SentenceTransformerEmbeddings) -> None:
        self._snapshot = snapshot
        self._embeddings = embeddings
        self._subject = Subject(subject, snapshot)
        spellings = dict.fromkeys([subject, subject.translate(_typed_letters())])
        self._spellings = [
            (spelling, embeddings.encode_query(spelling))
            for spelling in spellings
            if any(c.isalnum() for c in spelling)
        ]

    def about(self, among: Sequence[Filters]) -> tuple[list[TopicSentence], bool]:
        """The articles about the topic, each by the sentence that says most, and whether those are all.

        Args:
            among: What to look among; an article that fits any of them is found.
        """
        best: dict[str, TopicSentence] = {}
        complete = True
        for filters in among:
            complete &= self._look(filters, best)
        return list(best.values()), complete

    def best(self, limit: int, among: Sequence[Filters]) -> list[TopicSentence]:
        """The articles that say most about the topic, each by the sentence that does, best first.

        Args:
            limit: At most so many; of a topic that many articles are about, not all are looked at.
            among: What to look among; an article that fits any of them may be found.
        """
        best: dict[str, TopicSentence] = {}
        for filters in among:
            found, _ = self._passages(filters, _DEPTH)
            _keep_best(self._sentences_about(found), best)
        return sorted(best.values(), key=lambda sentence: -sentence.saying)[:limit]

    def nearest(self, limit: int) -> tuple[list[Candidate], tuple[str, ...]]:
        """What is closest to the topic, about it or not, and words of the topic that no article speaks of.

        Returns:
            A sentence an article, best first, and up to three words.
        """
        ids, _ = self._passages(Filters(), _DEPTH)
        hits = self._snapshot.catalogue.hits(dict.fromkeys(ids, 0.0))
        ranked = sorted(
            self._subject.sentences(hits, self._embeddings),
            key=lambda sentence: (sentence.likelihood < ABOUT_FROM, -sentence.saying),
        )
        firsts: dict[str, Candidate] = {}
        for sentence in ranked:
            firsts.setdefault(sentence.candidate.hit.article_id, sentence.candidate)
        return list(firsts.values())[:limit], unspoken_of_topic(self._subject.query)

    def _look(self, filters: Filters, best: dict[str, TopicSentence]) -> bool:
        """Add what is found with a filter; whether that is all there is."""
        met: set[str] = set()
        depth = _DEPTH
        while True:
            found, far = self._passages(filters, depth)
            about = self._sentences_about([id_ for id_ in found if id_ not in met])
            met.update(found)
            _keep_best(about, best)
            if not any(sentence.candidate.hit.passage_id in far for sentence in about):
                return True
            if depth >= _DEEPEST:
                return False
            depth *= _DEEPER

    def _sentences_about(self, passage_ids: Sequence[str]) -> list[TopicSentence]:
        """The sentences of passages by which their articles are about the topic."""
        hits = self._snapshot.catalogue.hits(dict.fromkeys(passage_ids, 0.0))
        sentences = self._subject.sentences(hits, self._embeddings)
        return [sentence for sentence in sentences if sentence.likelihood >= ABOUT_FROM]

    def _passages(self, filters: Filters, depth: int) -> tuple[list[str], set[str]]:
        """The best passages by vectors and by keywords, and those of them that are near the end of a full ranking."""
        rankings: list[list[str]] = []
        for spelling, vector in self._spellings:
            near = self._snapshot.nearest(vector, depth, filters)
            matching = self._snapshot.match(spelling, depth, filters).found
            rankings += [[id_ for id_, _ in near], [id_ for id_, _ in matching]]
        far = {id_ for ranking in rankings if len(ranking) == depth for id_ in ranking[depth // 2 :]}
        return list(dict.fromkeys(id_ for ranking in rankings for id_ in ranking)), far


def _keep_best(sentences: Sequence[TopicSentence], best: dict[str, TopicSentence]) -> None:
    """Put the sentence of each article that says most in its place."""
    for sentence in sentences:
        id_ = sentence.candidate.hit.article_id
        if id_ not in best or sentence.saying > best[id_].saying:
            best[id_] = sentence


@cache
def _typed_letters() -> dict[int, str]:
    """Letters of a language by what keyboards without them put: what the model does not know it may know by these."""
    letters: dict[str, str] = {}
    for language in languages().values():
        for own, typed in language.spelling.typed_letters.items():
            letters |= {own: typed, own.upper(): typed.upper()}
    return str.maketrans(letters)
