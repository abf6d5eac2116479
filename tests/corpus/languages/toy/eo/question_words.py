"""Words by which a question in Esperanto shows what it asks for."""

from __future__ import annotations

from corpus.languages.question_words import QuestionWords
from corpus.languages.words import either

QUESTION_WORDS = QuestionWords(
    reason="kial",
    time=either("kiam"),
    number=either("kiom"),
    place=either("kie kien"),
    person=either("kiu kiuj kiun"),
    timeline=r"kronologi\w+",
    comparison=r"komparu|listo de",
)
