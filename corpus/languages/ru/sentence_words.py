"""Words by which the ends of Russian sentences are told."""

from __future__ import annotations

from corpus.languages.sentence_words import SentenceWords
from corpus.languages.words import words

SENTENCE_WORDS = SentenceWords(
    never_last=words("""
        им ул пер просп пл акад проф ген полк см ср напр св стр рис табл гл обл респ мин зам пом дж инж канд докт ред
        сост изд кв корп оз пос дер тов гр т.е т.к т.н т.о
    """),
    before_number=words("п пп ст ч т вып №"),
    before_name=words("янв февр апр авг сент окт нояб дек р.х д.и"),
    before_lower_case=words("""
        др пр т.д т.п н.э руб коп долл дол млн млрд трлн тыс гг вв чел экз сом км кг см мм га кв.м куб.м
    """),
    # "и т. д.", "до н. э."
    spaced_letters="тн",
    starters=words("""
        в во на по он она они оно это этот эта эти но и а с к за из при для до после если как так также что его её их
        мы вы однако кроме ранее теперь сейчас там тогда когда напомним согласно по-видимому об о у от
    """),
    item_letters="а-я",
)
