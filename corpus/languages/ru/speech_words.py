"""Words by which Russian says who said something."""

from __future__ import annotations

from corpus.languages.speech_words import SpeechWords
from corpus.languages.words import either, words

SPEECH_WORDS = SpeechWords(
    report=either(r"""
        сообщ\w+ сказа\w+ рассказа\w+ заяви\w+ отмети\w+ подчеркну\w+ словам согласно данным мнению
    """),
    opinion=either(r"""
        обвин\w+ утвержда\w+ отрица\w+ опроверг\w+ назва\w+ считает считают предупре\w+ пожалова\w+ полага\w+
    """),
    that="что",
    verb_after_name=either(r"""
        сообщил\w{0,2} сказал\w? рассказал\w? заявил\w? подчеркнул\w? назвал\w? предупредил\w?
    """),
    verb_before_name=either(r"по\sсловам сообщил\w? заявил\w?"),
    name_links=words("из в на"),
)
