"""Words by which a Russian question asks for what was published at a time."""

from __future__ import annotations

from corpus.languages.report_words import ReportWords

REPORT_WORDS = ReportWords(
    news="новост|стать|статей|публикац|заметк|репортаж",
    news_before=r"новост\w{0,3}|стат(?:ья|ьи|ей|ьях|ью|ье)|публикаци\w{1,2}|заметк\w{1,2}|репортаж\w{0,2}|сообщения\w?",
    at="за|в|во|от|с|со|до|после|на",
    published_before=r"опубликован\w{0,3}|вышедш\w{2,3}|вышл[аио]",
    published_behind="опубликова",
    reported_before="сообща(?:ли|ло|л|ла|ют)|сообщ(?:или|ил|ила|ило)|(?:на)?писал[аи]?",
    reported_behind=r"(?:\w{1,20} ){0,2}(?:сообщал|писал)",
)
