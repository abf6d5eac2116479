"""Words by which an English sentence shows that it holds a number, a place or a name."""

from __future__ import annotations

from corpus.languages.answer_words import AnswerWords
from corpus.languages.words import either

ANSWER_WORDS = AnswerWords(
    numbers=either("""
        one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen
        half
    """),
    scales=either("thousand million billion trillion bn"),
    percent="percent|per cent",
    ordinal_ending=either("st nd rd th"),
    place_prepositions=either("in at near from to into of across outside around between"),
    place_nouns=r"the\s+",
    # Particles of names in other languages too, as English writes them.
    inside_names=either("of the de da di del von van der al el bin ibn"),
)
