"""The signs by which a text is told to be in Persian."""

from __future__ import annotations

from corpus.languages.detection_signs import DetectionSigns
from corpus.languages.words import words

DETECTION_SIGNS = DetectionSigns(
    words=words("""
        است این که را از به با در و برای آن شد بود کرد می خود تا یک هم چه کجا کی چرا چند شده گفت
        نیست دارد باید بین او ها های ایران کشور
    """),
    # Arabic writes its own kaf and yeh.
    sure_letters="پچژگ\u06a9\u06cc",
    foreign_letters="ٹڈڑںےټډړښګۍېځڅڼ",
    one_word_in=5,
)
