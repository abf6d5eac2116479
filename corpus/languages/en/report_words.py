"""Words by which an English question asks for what was published at a time."""

from __future__ import annotations

from corpus.languages.report_words import ReportWords

REPORT_WORDS = ReportWords(
    news="news|articles?|stor(?:y|ies)|headlines|coverage|posts?|reports?",
    news_before="news|articles?|stories|headlines|coverage",
    news_behind=r"(?:news|articles?|stories|headlines|coverage)\b",
    at="in|on|from|since|during|between|before|after|until",
    of="of|for|dated|over",
    published_before="published|posted|written|dated",
    reported_before="report(?:ed|s)?|wr[io]te|written about|covered",
    reported_behind=r"(?:(?:what|which|who) )?(?:was|were|did|has|have)(?: \w{1,20}){0,3} report(?:ed)?\b",
    # "The report in 1973" and "report on 2015" are papers of a year.
    paper=r"(?:\b(?:the|an?)|['’]s?) report(?:ed|s)?",
    about="on",
)
