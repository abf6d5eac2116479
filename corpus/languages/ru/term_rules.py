"""How Russian words become terms."""

from __future__ import annotations

from corpus.languages.term_rules import TermRules
from corpus.languages.words import words

TERM_RULES = TermRules(
    stop_words=words("""
        а без более бы был была были было быть в вам вас весь во вот все всё вы где да для до его ее её если есть еще
        ещё же за здесь и из или им их к как какая какие какое какой когда который которая которые кто куда ли между
        меня мне мы на над нам нас не него нее неё нет ни них но о об он она они оно от по под почему при с сколько со
        так такой там те тем то того тоже той только том ту ты у уже чего чем что чтобы чьё чья эта эти это этого этой
        этом этот я
    """),
    stemmer="russian",
    same_letters={"ё": "е"},
)
