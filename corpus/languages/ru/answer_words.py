"""Words by which a Russian sentence shows that it holds a number, a place or a name."""

from __future__ import annotations

from corpus.languages.answer_words import AnswerWords
from corpus.languages.words import either

ANSWER_WORDS = AnswerWords(
    numbers=either("""
        один одна одно двое два две трое три четыре пять шесть семь восемь девять десять одиннадцать двенадцать двадцать
        тридцать сорок пятьдесят сто двести тысяча тысяч миллион миллиона миллионов миллиард половина
    """),
    scales=either(r"тыс\.? тысяч[аи]? млн\.? миллион(?:а|ов)? млрд\.? миллиард(?:а|ов)?"),
    percent=r"процент\w*",
    place_prepositions=either("в во на из около под у"),
    place_nouns=r"город[еау]?\s+|г\.\s*",
    inside_names="и",
)
