"""The signs by which a text is told to be in English."""

from __future__ import annotations

from corpus.languages.detection_signs import DetectionSigns
from corpus.languages.words import words

DETECTION_SIGNS = DetectionSigns(
    words=words("""
        the of and to is was were are be been has have had did does do will would can could should
        who whom whose what when where which why how that this these those with from by for at it
        its he she they his her their not but or if about after before into between than there we
        you i said says an
    """),
    # Words of the neighbours that do not mean the same in English.
    foreign_words=words("""
        der die das und ist nicht ein eine mit von den dem des auf für le la les et est une dans
        pour que qui sur el los las y en por con para del il di che per della non e ve bir bu için
        ile olarak va bilan uchun ham bo'ldi edi da bo‘yicha w na się jest je och som är de het van
        een
    """),
    one_word_in=12,
)
