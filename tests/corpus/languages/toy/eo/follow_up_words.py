"""Words by which a question in Esperanto shows that it goes on with a conversation."""

from __future__ import annotations

from corpus.languages.follow_up_words import FollowUpWords
from corpus.languages.words import words

FOLLOW_UP_WORDS = FollowUpWords(
    opening="kaj|sed",
    binding="kaj|sed",
    asking="kiu|kio|kiam|kie|kiom",
    asking_who="kiu",
    generic=words("plu"),
)
