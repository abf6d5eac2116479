"""Words that tell a year from a number of something in Tajik."""

from __future__ import annotations

from corpus.languages.year_words import YearWords

YEAR_WORDS = YearWords(
    named="соли|солҳои",
    endings=r"уми?\b",
    cue="дар|аз|то|ва|байни",
    dated=r"\bдар (?:сол(?:и|ҳои) )?$|(?:^|(?<!ӣ) )сол(?:и|ҳои) $",
    count_before="рақами|қатъномаи|беш аз",
    count_behind=r"нафар\w*|кас|фоиз\w*|дона|одам\w*|адад|хона\w*|рӯз\w*",
)
