"""Words by which a Persian question shows what it asks for."""

from __future__ import annotations

from corpus.languages.question_words import QuestionWords

QUESTION_WORDS = QuestionWords(
    reason="چرا",
    time="چه زمانی|چه سالی|چه وقت",
    number="چند|چقدر",
    place="کجا",
    person="چه کسی|چه کسانی",
)
