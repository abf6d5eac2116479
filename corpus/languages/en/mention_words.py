"""Words by which names in English texts are told."""

from __future__ import annotations

from corpus.languages.mention_words import MentionWords
from corpus.languages.words import words

MENTION_WORDS = MentionWords(
    particles="of(?: the)?|de|da|del|bin|ibn|al|van|von",
    opening=words("""
        does do did is are was were has have had can could will would should may might must shall tell give show list
        name explain describe compare find yes no ok okay hi hello please thanks thank sorry good great wow oh so well
        also then now how's what's who's where's let's when's it's that's i'm i'd i've i'll don't didn't isn't aren't
        wasn't doesn't can't won't couldn't wouldn't during after before since until while both another some most many
        several each every only about under over between through because although however according here there today
        yesterday last first second next further still even once within without instead besides except despite
    """),
    never=words("I"),
    calendar=(
        "january|february|march|april|may|june|july|august|september|october|november|december"
        "|(?:mon|tues|wednes|thurs|fri|satur|sun)day|q[1-4]"
    ),
    adjectives=(
        r"\w+(?:ian|ish|ese|ani)|kyrgyz|uzbek|tajik|kazakh|turkmen|greek|dutch|french|german|swiss|afghan|american"
        "|korean|mexican|african|european"
    ),
    titles=(
        r"(?:vice-)?(?:presidents?|ministers?|premiers?|chancellors?|senators?|governors?|mayors?|generals?|kings?"
        r"|queens?|ambassadors?|princes?|princess|pope|mrs?\.?|ms\.?|dr\.?|sir|lord|lady|professor|chair(?:man|woman)?"
        r"|director|judge|secretary|spokes(?:man|woman|person)|speaker|leaders?|author|actor|actress|singer)"
    ),
    title_links="(?:of|for)(?: the)?",
    surnames="[bcdfghjklmnpqrstvwxyz](?:ov|ev|ova|eva)|yev|oyev|zoda|zade|enko|dze|shvili",
    female="ovna|ova|eva",
    male="ov|ev|yev",
    place_nouns=(
        "sea|lake|river|valley|pass|mountains?|region|province|city|island|islands|district|county|street|square"
        "|peninsula|gulf|bay|desert|ocean|states|kingdom|republic|airport"
    ),
    other_nouns=(
        "bank|ministry|company|corporation|inc|ltd|committee|commission|council|court|university|institute|party"
        "|club|agency|union|nations|organi[sz]ation|association|department|office|parliament|senate|house|museum|school"
        "|library|service|services|cloud|agreement|treaty|act|law|dam|tunnel|bridge|stadium|center|centre|times|news"
        "|post"
    ),
    places=words("""
        afghanistan azerbaijan armenia australia austria beijing belarus bishkek brazil britain canada china dushanbe
        england europe france georgia germany india indonesia iran iraq israel italy japan kabul kazakhstan khujand
        kyrgyzstan london mexico mongolia moscow norway pakistan palestine poland qatar russia samarkand spain sweden
        switzerland syria tajikistan tashkent tehran turkey turkmenistan ukraine uzbekistan washington yemen almaty
        ashgabat astana america korea vietnam egypt saudi paris berlin geneva brussels istanbul ankara
    """),
    short_places=words("us u.s. usa uk u.k. uae osh eu"),
)
