"""Words by which the ends of English sentences are told."""

from __future__ import annotations

from corpus.languages.sentence_words import SentenceWords
from corpus.languages.words import words

SENTENCE_WORDS = SentenceWords(
    never_last=words("""
        mr mrs ms mx dr prof gen maj col lt sgt capt cmdr cdr adm brig rev fr hon sen rep gov pres supt messrs mmes
        st mt ft v vs cf viz approx est lit translit e.g i.e dj
    """),
    before_number=words("no nos nr p pp fig figs art sec vol vols ch pt para op"),
    before_name=words("""
        inc co corp ltd llc plc jr sr bros dept univ assn al ave blvd rd pvt
        jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
        u.s u.k u.n e.u d.c u.s.a u.s.s.r u.a.e ph.d m.d b.a m.a n.y l.a
    """),
    before_lower_case=words("etc a.m p.m b.c a.d"),
    # "at 5 p.m. Monday", "at 5 p.m. EST"
    continuing=r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|[A-Z]{2,4}\b",
    starters=words("""
        the a an in on at it he she they we this that these those there but and however when while after before if as
        for by with from its his her their our my some many most all both each another although since because during
        under according what who how why where not no yes to also then thus until such several other earlier later
        today yesterday only even once despite
    """),
    item_letters="a-z",
)
