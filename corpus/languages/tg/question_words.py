"""Words by which a Tajik question shows what it asks for."""

from __future__ import annotations

from corpus.languages.question_words import QuestionWords
from corpus.languages.words import either

QUESTION_WORDS = QuestionWords(
    reason="чаро|барои чӣ",
    time=r"кай|кадом (?:сол|рӯз|моҳ|сана)\w*",
    number="чанд|чандто|чӣ қадар",
    place=r"куҷо|аз куҷо\w*|кадом (?:кишвар|шаҳр|ноҳия|вилоят|ҷой)\w*",
    person=either("кӣ киҳо кист киро"),
    timeline="таърихнома",
    comparison=either(r"муқоиса\w* рӯйхат\w* номбар\w* фарқи"),
)
