"""Words by which an English question shows that it names an outlet."""

from __future__ import annotations

from corpus.languages.outlet_words import OutletWords
from corpus.languages.words import words

_PIECE = (
    "(?:articles?|reports?|reporting|stor(?:y|ies)|posts?|pieces?|coverage|news|guide|interview|review|column"
    "|profile)"
)
_SAYS = (
    "(?:reported|reports|says|said|say|wrote|writes?|publish(?:ed|es)?|describe[sd]?|suggest(?:s|ed)?"
    "|claim(?:s|ed)?|cover(?:s|ed)?|note[sd]|mention(?:s|ed)?|highlight(?:s|ed)?|discuss(?:es|ed)?|state[sd]"
    "|argue[sd]?|indicate[sd]?|details?|tells?|told|quote[sd]|announced)"
)
_SAID = (
    r"(?:reported|covered|published|highlighted|discussed|described|mentioned|said|noted|written|cited|quoted"
    r"|accused|featured|profiled|reviewed|identified|portrayed|detailed|stated|according|carried|told|listed|as \w+)"
)

OUTLET_WORDS = OutletWords(
    ordinary=words("""
        access atlantic bloomberg bulletin business chronicle citizen conversation courier daily dispatch economist
        engine entertainment examiner express finance forbes fortune gazette guardian health herald independent
        information insider inquirer intercept journal kommersant local magazine mirror monitor nation national nature
        newsday newsweek observer people planet politics polygon press punch quartz record register reporter review
        science scotsman sentinel slate society spectator sports standard sunday technology telegraph times travel
        tribune variety verge voice wired world
    """),
    before=(
        rf"according to|per|{_SAID} (?:by|in|on|to)|{_PIECE}[\"'”’]? (?:from|in|by|on|of|at)"
        "|newspaper|magazine|agency|website|outlet|sources? (?:including|such as)"
    ),
    between="both|the|an?|that",
    behind=f"{_PIECE}|{_SAYS}|magazine|newspaper",
    joining="and|or|also|both|the",
    lone=words("""
        a an and are as both but by can could did do does for from had has have how if in is of on or should that the
        was were what when where which while who whom whose why will would
    """),
)
