"""Words by which an English question shows that it goes on with a conversation."""

from __future__ import annotations

from corpus.languages.follow_up_words import FollowUpWords
from corpus.languages.words import words

FOLLOW_UP_WORDS = FollowUpWords(
    acknowledging="that(?:['’]s| is) (?:fine|good|great|ok|okay|right|all)",
    opening="okay|ok|well|oh|so|and|but|also|then|now|or",
    asking_about="(?:what|how) about",
    binding="and|but|or|also|about",
    adding="as well|too|also",
    apologising="no|oops|sorry|i am sorry",
    correcting=(
        "(?:i|what i) (?:just )?(?:mean|meant)(?: (?:to (?:ask|say)|is|was))?"
        "|(?:i am|i['’]m|i was) (?:referring|talking|asking|interested)"
    ),
    denying="no|oops",
    changing=(
        "by the way|(?:another|a new|new|a different) (?:question|topic|thing)|changing the (?:subject|topic)"
    ),
    asking=(
        "what|who|whom|whose|when|where|which|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would"
        "|should"
    ),
    asking_who="who|whom",
    defining=(
        r"(?:what|who)(?: is| are|['’]s| was| were) (?:an? )?(?!the\b|this\b|that\b)\w|what do you mean by\b"
        r"|what does .{1,40} mean\b|how (?:do|can|does) (?:i|you|we|one)\b"
    ),
    generic=words("""
        exactly more tell please explain details detail detailed mean means meant else also too again continue go ahead
        happened happen happens next further information info example examples say know think give show elaborate
        specifically really still just actually first last long old far big high many often want like need ask
        people person persons man men woman women
        question answer apology apologies thanks thank ok okay yes no good great see wow way reason reasons
    """),
    roles=words("""
        president minister government capital company author cost price number population deal agreement treaty
        country city leader opposition parliament reason result results goal goals aim purpose difference meeting
        project law decision figure share chairman director king queen team group party organisation organization
        president's talks war attack victims names details
    """),
)
