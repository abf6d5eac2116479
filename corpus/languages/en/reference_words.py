"""English words that stand for somebody or something named elsewhere."""

from __future__ import annotations

from corpus.languages.reference_words import ReferenceWords
from corpus.languages.words import either, words

REFERENCE_WORDS = ReferenceWords(
    one_person=either("he she"),
    openers=either(r"""
        he she it they his her hers its their this these those both such the\slatter the\stwo there then
    """),
    empty_openers=(
        r"it (?:is|was|will be|has been) (?:\w+ ){0,2}(?:that|to|when|who)\b"
        r"|there (?:is|are|was|were|has|have|will)\b"
    ),
    personal=either("he she they him them it"),
    possessive=either("his her their its"),
    speakers=words("he she they him her"),
    titles=either(r"""
        president minister general secretary director chairman chairwoman spokes\w+ mr mrs ms dr king prince
    """),
    title_links=r"of \w+,?",
    no_person=either("""
        fort river lake mount mountains? sea ocean island city county state states province region republic union
        kingdom war battle treaty act law constitution university college school institute academy company corporation
        bank party committee commission council ministry department agency court parliament congress senate house
        association federation league cup club team news times post press radio television street square station
        airport hospital church museum festival award prize project programme program forces? army navy police guard
        north south east west new great
    """),
)
