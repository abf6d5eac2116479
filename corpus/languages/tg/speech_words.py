"""Words by which Tajik says who said something."""

from __future__ import annotations

from corpus.languages.speech_words import SpeechWords
from corpus.languages.words import either, words

SPEECH_WORDS = SpeechWords(
    report=either(r"гуфт\w* хабар иброз таъкид ёдовар"),
    opinion=either(r"шикоят\w* айбдор\w* огоҳ\w* рад"),
    that="ки",
    verb_after_name=either(r"гуфт хабар\sдод"),
    verb_before_name=either(r"[Бб]а\sгуфтаи"),
    name_links=words("аз дар"),
)
