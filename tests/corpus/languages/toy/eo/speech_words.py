"""Words by which Esperanto says who said something."""

from __future__ import annotations

from corpus.languages.speech_words import SpeechWords
from corpus.languages.words import either, words

SPEECH_WORDS = SpeechWords(
    report=either("diris anoncis raportis laŭ"),
    opinion=either("akuzis asertis neis"),
    that="ke",
    verb_after_name=either("diris anoncis"),
    verb_before_name=either("diris laŭ"),
    name_links=words("de en el"),
)
