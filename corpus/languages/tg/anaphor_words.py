"""Tajik words that stand for something said before."""

from __future__ import annotations

from corpus.languages.anaphor_words import AnaphorWords

# "Ин ҳафта" speaks of now, not of what was said.
_NOT_NOW = "(?! (?:ҳафта|сол|моҳ|рӯз|субҳ|зим))"

ANAPHOR_WORDS = AnaphorWords(
    time=r"(?:дар )?(?:он|ҳамон) (?:вақт|сол|рӯз|моҳ)\w?|пас аз (?:он|ин)|аз он вақт",
    place="(?:дар |ба |аз )?(?:он|ин) ?ҷо(?:ҳо)?",
    many="онҳо(?:ро|ян)?|инҳо(?:ро)?|ҳарду(?:и онҳо)?|эшон(?:ро)?",
    one="ӯ(?:ро|ст)?|вай(?:ро)?|он(?:аш|ро)",
    thing=rf"ин(?:ро)?{_NOT_NOW}|он",
    other=r"(?:дуюм|сеюм)\w{0,2}(?=\W*$)|дигар(?:он|ҳо)?(?=\W*$)|боқимонда",
    demonstratives="ин|ҳарду",
    links="ва|аммо|ё",
)
