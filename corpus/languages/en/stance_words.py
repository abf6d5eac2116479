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
    wish=either(r"""
        wants? wanted wish\w* hopes? hoping expect\w* seeks? seeking could may might target\w* estimat\w* forecast\w*
        predict\w* plans? planned planning intends? intended aims? promis\w+ propos\w+
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
    reversals=(
        (
            either(r"accept\w* approv\w* agree\w* adopt\w* pass(?:ed|es)? back(?:s|ed)"),
            either(r"reject\w* refus\w* declin\w* veto\w* dismiss\w*"),
        ),
        (
            either(r"confirm\w* admit\w* acknowledg\w*"),
            either(r"den(?:y|ies|ied|ying) disput\w* contradict\w*"),
        ),
        (
            either(r"open\w* reopen\w* restart\w* resum\w* start(?:s|ed)? began"),
            either(r"clos\w* shut\w* suspend\w* halt\w* stop\w*"),
        ),
        (
            either(r"stay\w* remain\w* keep\w* kept"),
            either(r"leav\w* left quit\w* depart\w* withdr[ae]w\w* resign\w*"),
        ),
        (
            either(r"allow\w* permit\w* legal lift\w*"),
            either(r"ban(?:s|ned)? forb[ia]d\w* prohibit\w* block\w* illegal"),
        ),
        (either(r"w[io]n(?:s|ning)?"), either(r"los(?:es?|t|ing)")),
        (either(r"safe"), either(r"unsafe dangerous")),
        (either(r"guilty convict\w*"), either(r"innocent acquit\w* cleared")),
        (either(r"alive survived"), either(r"dead died")),
    ),
    fates=(
        either(r"kill\w* dead death\w* die[sd]? dying fatal\w* perish\w*"),
        either(r"hurt injur\w* wound\w*"),
        either(r"missing"),
        either(r"arrest\w* detain\w*"),
        either(r"infect\w* sick\w* ill"),
        either(r"rescu\w* saved freed"),
        either(r"displaced evacuat\w* homeless"),
    ),
    lesser=either(r"deput\w+ vice assistant former acting ex interim candidate\w* nominee\w*"),
    names=words("May"),
)
