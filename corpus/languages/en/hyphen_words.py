"""Which English words are written with a hyphen."""

from __future__ import annotations

from corpus.languages.hyphen_words import HyphenWords

HYPHEN_WORDS = HyphenWords(
    compound=(
        r"(?:north|south)-(?:east|west)\w*|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-\w+"
        r"|vice-(?:president|chair|premier|minister|mayor|chancellor|rector|speaker|governor)\w*"
        r"|ex-(?:president|minister|premier|mayor|chief|official|wife|husband|leader|head|prime|soldier|police)\w*"
        r"|self-(?!ish|less)\w+|(?:so-called|by-(?:election|product|law)s?|non-(?:profit|member|governmental|state|nuclear)\w*)"
        r"|(?:long|short|mid|full|part|half|first|second|third|one|two|three|four|five|six|seven|eight|nine|ten)"
        r"-(?:term|time|range|lived|year|day|month|week|hour|party|class|storey|fold|thirds|quarters)\w*"
        r"|(?:high|low|large|small|full|well|best|little|wide)"
        r"-(?:level|scale|quality|speed|ranking|risk|paid|cost|income|rise|voltage|tech|profile|known|equipped|off|being)\w*"
        r"|\w{3,}-(?:based|backed|related|owned|elect|funded|sponsored|controlled)"
    )
)
