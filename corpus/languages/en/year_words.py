"""Words that tell a year from a number of something in English."""

from __future__ import annotations

from corpus.languages.words import words
from corpus.languages.year_words import YearWords

YEAR_WORDS = YearWords(
    named="the year|year",
    prefixes=words("mid- early- late-"),
    cue="in|since|before|after|until|till|by|during|of|for|from|between|through|and|to|around|circa|early|late|mid"
    "|the year|january|february|march|april|may|june|july|august|september|october|november|december",
    article="the",
    count_before=r"usd|eur|rub|tjs|number|no\.?|room|flight|resolution|route|article|section|page|code|model"
    "|(?:more|less|fewer) than|over|at least|nearly|almost|about(?! the)|approximately|some|exactly",
    count_behind=r"k?m|cm|mm|k?g|[km]w|hp|[gm]hz|km/h|met(?:er|re)s?|kilomet\w+|miles?|feet|tons?|tonnes?|kilo\w+"
    "|grams?|acres?|hectares?|barrels?|people|persons?|m[ae]n|wom[ae]n|children|soldiers|troops|workers|employees"
    r"|students|cases|deaths|votes|seats|points|homes|houses|times|pages|words|(?:million|billion|thousand|percent)\w*"
    r"|dollars?|euros?|rubles?|somoni|degrees|years|days|hours|minutes|seconds|bce?|b\.c",
    dated=r"\b(?:in|during|since|before|after|until|till|by|from|between|through|throughout|around|circa|and|or|to|early"
    r"|late|mid|(?:beginning|start|middle|end|course) of)(?: (?:the year|year|about|around))? $",
    counted=r"(?!was|is|has|does|its|this|series|news)[a-z]+s\b",
)
