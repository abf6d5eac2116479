"""Words by which a Tajik question shows that it goes on with a conversation."""

from __future__ import annotations

from corpus.languages.follow_up_words import FollowUpWords
from corpus.languages.words import words

FOLLOW_UP_WORDS = FollowUpWords(
    opening="ва|аммо|лекин|вале|хуб|пас",
    asking_about="чӣ дар бораи",
    binding="ва|аммо|лекин|вале|бораи",
    adding="ҳам",
    apologising="не|бубахшед",
    correcting="манзур(?:ам|и ман)",
    denying="не",
    changing="(?:савол|мавзӯ)и дигар",
    asking="кӣ|ки|чӣ|чи|кай|куҷо|чаро|чанд|кадом|оё",
    asking_who="кӣ|киҳо",
    defining="чӣ маъно",
    generic=words("""
        бештар муфассал лутфан гӯед бигӯед шуд буд мешавад рӯй дод боз ҳам низ мисол раҳмат ҳа не хуб сабаб гуфт
        нафар кас одам одамон
    """),
)
