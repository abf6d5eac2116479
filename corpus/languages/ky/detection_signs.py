"""The signs by which a text is told to be in Kyrgyz."""

from __future__ import annotations

from corpus.languages.detection_signs import DetectionSigns
from corpus.languages.words import words

DETECTION_SIGNS = DetectionSigns(
    words=words("""
        жана менен үчүн бул деп деди деген болуп болгон болду боюнча жөнүндө кантип качан кайда кандай ким эмне эмнеге
        канча ал алар ошол биз сиз бар жок жылы жылдын күнү эки үч жаңы чейин кийин тууралуу аркылуу гана дагы өз бир
        бардык эмес эле экен кыргызстан кыргыз президенти республикасынын облусу шаары өлкө тарабынан өттү мыйзам
    """),
    letters="ңөү",
    letter_weight=1.0,
    foreign_letters="әіғқұһҳҷӣӯїєґ",
    foreign_words=words("""
        һәм белән өчен бу дә булган менән өсөн был нь юм байна болон энэ дээр гэж
        в во и на не что с по для из от к о за у как это он она они был была кто где когда сколько
    """),
    one_word_in=8,
)
