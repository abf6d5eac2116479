"""Words that people put about a topic in Esperanto."""

from __future__ import annotations

from corpus.languages.topic_words import TopicWords

TOPIC_WORDS = TopicWords(
    frames=(r"kion oni skribis pri (?P<topic>.+)",),
    before_times="en",
)
