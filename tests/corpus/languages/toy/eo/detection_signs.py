"""The signs by which a text is told to be in Esperanto."""

from __future__ import annotations

from corpus.languages.detection_signs import DetectionSigns
from corpus.languages.words import words

DETECTION_SIGNS = DetectionSigns(
    words=words("""
        la kaj estas estis al ke por kun sur ne li ŝi ili ni post antaŭ tiu tio ĉi kiu kio kie kiam kiel pri el ĝis
        sed aŭ jam de en tre ĉiuj oni
    """),
    letters="ĉĝĥĵŝŭ",
    foreign_words=words("""
        el los las y a con del se il di che per le les et est une dans du pour que qui sur der die das und ist nicht
    """),
    one_word_in=8,
)
