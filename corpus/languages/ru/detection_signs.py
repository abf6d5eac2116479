"""The signs by which a text is told to be in Russian."""

from __future__ import annotations

from corpus.languages.detection_signs import DetectionSigns
from corpus.languages.words import words

DETECTION_SIGNS = DetectionSigns(
    words=words("""
        в во и на не что с со по для из от до к ко о об за у как это этот эта эти она они оно его её
        ее их был была было были есть кто где когда сколько почему зачем какой какая какие какое чем
        чего который которая которые при после перед между если или но же ли бы нет да так также уже
        ещё еще все весь году года лет мы вы я ты мне нам вам них нём нем ним под над без про через
        чтобы
    """),
    forms={
        r"(?=.{4}).*(?:ого|его|ому|ему|ыми|ими|ями|ами|ях|ах|ой|ей|ую|юю|ая|яя|ое|ее|ые|ие|ый|ий|ов|ев|ешь|ют|ят|ция|ции|"
        r"ость|ился|лся|лись|лась|лось|тся|ться|ла|ли)": 1.0,
    },
    letters="ыщць",
    letter_weight=1.0,
    foreign_letters="әіңөүұһїєґўјљњђћџѓќѕ",
    assumed=True,
    commonest_letters="оеаинтсрвлк",
)
