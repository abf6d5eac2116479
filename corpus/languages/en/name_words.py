"""Words by which English names are told."""

from __future__ import annotations

from corpus.languages.name_words import NameWords
from corpus.languages.words import words

NAME_WORDS = NameWords(
    common=words("""
        about above according across after again against all along also although among another around
        because before behind below beside besides between both come despite down due during each
        earlier either enough even ever every everyone few finally first following former fewer further
        given he her here hers his however if indeed inside instead its itself just last late later
        least less like likewise long many meanwhile more moreover most much must near nearly neither
        never new next nine no nobody none nor nothing now off often once one only other others our out
        outside over overall own part people per perhaps previously rather recently same second see
        seven several shall since six some someone something soon still such ten third though three
        through throughout thus today together too towards two under unless until up upon us various
        very via was well whether while whole whose within without yes yesterday yet your officials
        official police authorities experts scientists researchers reports report residents workers
        government president minister prime parliament court judge prosecutors analysts trade exports
        imports inflation prices costs work construction build study research team city country
        countries region company companies firm bank state military army war peace talks agreement deal
        project plan law rules tax money water power energy health school students children women men
        man woman group members head director chief chairman leader leaders general deputy mayor
        governor king queen prince secretary spokesman spokeswoman spokesperson ambassador foreign local
        national international public former current approximately roughly around total article articles
        passage passages source sources answer question sentence based additionally furthermore
    """),
    common_forms=r".*(?:tion|sion|ment|ness|ings?|ity|ed|ly|ers|ists|ants|ance|ence|ship|ism|ages|ures?)",
    titles="general|president|minister|premier|mr|mrs|ms|dr|doctor|professor|judge|coach|captain|goalkeeper|striker"
    "|deputy|mayor|governor|director|consul|ambassador|king|queen|prince|senator|colonel|major|commander|lawyer|actor"
    "|chairman|engineer|glaciologist",
    no_names="(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september"
    "|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|us|usd|eur|i",
)
