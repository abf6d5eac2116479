"""Words by which a Tajik question asks for what was published at a time."""

from __future__ import annotations

from corpus.languages.report_words import ReportWords

REPORT_WORDS = ReportWords(
    news="хабар|мақола",
    news_before="(?:хабар|мақола|навгони)(?:ҳо)?и?",
    at="дар|аз|то",
    published_behind="нашр (?:шуд|кард)",
    reported_behind=r"(?:\w{1,20} ){0,2}(?:хабар|гузориш) (?:дод|медод)",
)
