"""The signs by which a text is told to be in Uzbek."""

from __future__ import annotations

from corpus.languages.detection_signs import DetectionSigns
from corpus.languages.words import words

DETECTION_SIGNS = DetectionSigns(
    words=words("""
        va bilan uchun ham deb dedi edi ekan yoki lekin ammo kerak haqida qachon qayerda qanday nima nega necha
        qancha ular shu biz siz bor yil yilda yilning kuni kunda ikki uch yangi keyin boshqa orqali faqat yana barcha
        emas hamda tomonidan davlat prezidenti respublikasi viloyati shahar shahri mumkin bo'ldi bo'lib bo'lgan
        bo‘ldi bo‘lib bo‘lgan bo’ldi bo’lib bo’lgan boʻldi boʻlib boʻlgan o'z o‘z o’z oʻz ko'ra ko‘ra ko’ra koʻra
    """),
    foreign_letters="əğışçöüñäáéèàâêíóúßåøæłśżąęščžý",
    # Words of other Turkic languages, and of those in which one of the words above is another.
    foreign_words=words("""
        ve için ile olarak da de çok daha gibi olan sonra kadar və üçün ilə menen ushın hám üçin
        the of and to in is was for on with that by under who he she a
        le la les des et est une un dans il elle on à que qui se si non di che per del el los las en y por con para
    """),
    one_word_in=10,
)
