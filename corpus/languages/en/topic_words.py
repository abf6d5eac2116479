"""Words that people put about a topic in English."""

from __future__ import annotations

from corpus.languages.topic_words import TopicWords

TOPIC_WORDS = TopicWords(
    frames=(
        r"what (?:was|were|is|are|has been|have been|do|did|does|have|has)"
        r"(?: (?:the )?(?:articles?|news|media|papers|newspapers|press|outlets))?(?: been)? "
        r"(?:reported|written|published|said|known|say|write|report|wrote|new)(?: (?:so far|recently))? "
        r"(?:about|on|of|with|regarding) (?P<topic>.+)",
        r"what(?: has|['’]s)? (?:happened|happening|new|going on) (?:with|to|in|at|around|about) (?P<topic>.+)",
        r"how (?:did|has|have) (?P<topic>.+?) (?:develop|evolve|change|unfold)\w*(?: over (?:time|the years))?",
        r"(?:(?:show|give|tell) (?:me |us )?)?(?:(?:an?|the|all|latest) )*"
        r"(?:(?:timeline|chronology|news|headlines|coverage|reports?|articles?|stories|everything) "
        r"(?:of|about|on|for|from)|(?:(?<=tell me )|(?<=tell us )|(?<=all ))about) (?P<topic>.+)",
        r"(?P<topic>.+?)[,:]? (?:timeline|chronology)",
    ),
    about=r"(?:about|regarding|concerning)(?:\s+(?:the|an?))?",
    no_things=".*(?:ing|ed|est)|news|details?|events?|developments?|situations?|updates?|everything|something|anything",
    before_times="in|on|at|during|from|since|for|of|until|till|before|after|between|and|the",
)
