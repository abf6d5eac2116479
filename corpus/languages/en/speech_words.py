"""Words by which English says who said something."""

from __future__ import annotations

from corpus.languages.speech_words import SpeechWords
from corpus.languages.words import either, words

SPEECH_WORDS = SpeechWords(
    report=either(r"""
        said says? saying told tells? report(?:s|ed)? announc\w+ stated according add(?:s|ed) not(?:es|ed) stress\w+
        explain\w+ found
    """),
    opinion=either(r"""
        alleg\w+ accus\w+ claim(?:s|ed|ing)? den(?:y|ies|ied|ying) call(?:s|ed) describ\w+ warn\w* believ\w+ think
        thinks thought suspect\w* complain\w* insist\w* argu\w+ suggest\w* reject\w*
    """),
    that="that",
    auxiliary=either("has had"),
    verb_after_name=either("said says told reported announced alleged claimed warned called denied"),
    verb_before_name=either(r"said says according\sto warned"),
    name_links=words("of from in at"),
)
