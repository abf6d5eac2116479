"""Words by which English denies, doubts, plans, and says the opposite."""

from __future__ import annotations

from corpus.languages.stance_words import StanceWords
from corpus.languages.words import either, words

STANCE_WORDS = StanceWords(
    negation=either(r"not never no none nobody nothing neither nor without cannot \w+n['’]t"),
    doubt=either(r"""
        may might could possibly probably perhaps reportedly allegedly alleged supposedly presumably apparently likely
        unconfirmed purported\w*
    """),
    denied_doubt="not",
    plan=either(r"""
        will shall would promis\w+ plans? planned planning intends? intended expected expects? aims? hopes? due going
        scheduled
    """),
    not_done=either("is are to before"),
    opposites=(
        (
            either(r"""
                doubl\w+ tripl\w+ rise rose risen rising rises gr[eo]w\w* growth increas\w+ climb\w* rais\w+ jump\w*
                soar\w* strengthen\w* higher advanc\w+ up
            """),
            either(r"""
                f[ae]ll fell fallen falls falling drop\w* declin\w+ decreas\w+ cut cuts shr[aiu]nk\w* slow\w* weaken\w*
                lower\w* retreat\w* down reduc\w+
            """),
        ),
        (either("gain(?:s|ed|ing)?"), either("los(?:e|es|ing|t) loss")),
        (either("more larger"), either("less fewer smaller")),
        (either(r"convict\w* guilty jailed"), either(r"acquit\w* clear(?:ed|s) innocent")),
        (
            either(r"den(?:y|ied|ies|ying) reject\w* refut\w+"),
            either(r"confirm\w* admit\w* accept\w* acknowledg\w+"),
        ),
        ("for", "against"),
        (either(r"open(?:s|ed|ing)? reopen\w*"), either("clos(?:e|es|ed|ing) shut")),
        (either("won wins? winning beat beats"), either("lost loses? losing")),
        (either("eastern east"), either("western west")),
        (either("northern north"), either("southern south")),
        (either("began begins? start(?:s|ed)?"), either(r"ended ends finish\w*")),
        ("first", "last"),
        ("before", "after"),
        (either("agree[ds]? agreement"), either(r"refus\w+ disagree\w*")),
        (either("alive survived"), either("died dead killed")),
        (either(r"accept\w* support\w*"), either(r"oppos\w+")),
    ),
    names=words("May"),
)
