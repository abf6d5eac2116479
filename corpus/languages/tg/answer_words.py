"""Words by which a Tajik sentence shows that it holds a number, a place or a name."""

from __future__ import annotations

from corpus.languages.answer_words import AnswerWords
from corpus.languages.words import either

ANSWER_WORDS = AnswerWords(
    numbers=either("ду се чор панҷ шаш ҳафт ҳашт нӯҳ даҳ бист сӣ чил панҷоҳ сад ҳазор миллион"),
    scales="ҳазор",
    percent=r"фоиз\w*",
    place_prepositions=either("дар аз ба назди шаҳри"),
)
