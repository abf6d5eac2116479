"""The signs by which a text is told to be in Kazakh."""

from __future__ import annotations

from corpus.languages.detection_signs import DetectionSigns
from corpus.languages.words import words

DETECTION_SIGNS = DetectionSigns(
    words=words("""
        және мен бен пен үшін бұл болып болды деп деді туралы қалай қашан қайда қандай кім не неге неше қанша ол олар
        осы сол біз сіз бар жоқ жылы жылдың күні екі үш жаңа дейін кейін бойынша қатысты арқылы ғана тағы өз бір барлық
        емес еді екен қазақстан президенті республикасы облысы қаласы ал алады тұр жатыр бойы
    """),
    letters="әіғқңөұүһ",
    letter_weight=1.0,
    # Tatar, Bashkir and Mongolian words, and Kyrgyz ones, which have letters of Kazakh.
    foreign_words=words("""
        һәм белән өчен бу дә булган менән өсөн был та булғанса нь юм байна болон энэ ба дээр гэж
        жана үчүн эмес деген боюнча бул эле жөнүндө кантип качан кайда ким эмне кыргыз
        в во и на не что с по для из от к о за у как это он она они был была кто где когда сколько
        ва дар аз ба бо барои ки кӣ чӣ ин
    """),
    one_word_in=12,
)
