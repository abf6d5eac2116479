"""Tajik words that stand for somebody or something named elsewhere."""

from __future__ import annotations

from corpus.languages.reference_words import ReferenceWords
from corpus.languages.words import either, words

REFERENCE_WORDS = ReferenceWords(
    one_person=either("ӯ вай"),
    openers=either("ӯ вай он онҳо ин инҳо ҳарду"),
    personal=either("вай ӯ онҳо"),
    speakers=words("вай ӯ онҳо"),
    titles=either("раиси? вазири? сардори? директори?"),
    no_person=either("вазорати? кумитаи? ҷумҳурии? вилояти? ноҳияи? донишгоҳи?"),
)
