"""Whether the words about a time speak of what was published then."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.languages.registry import any_pattern
from retrieval.text.timex.vocabulary import compiled

if TYPE_CHECKING:
    import re

    from retrieval.text.timex.expression import TimeSpan

_REACH = 60


def speaks_of_reports(text: str, at: int, span: TimeSpan) -> bool:
    """Whether the words about an expression that begins at `at` speak of reports."""
    about = _about_reports()
    before, behind = text[:at][-_REACH:], text[span.to :][:_REACH]
    if about.news_before.search(before) or about.news_behind.search(behind):
        return True
    if about.published_before.search(before) or about.published_behind.search(behind):
        return about.news.search(text[:at]) is not None
    if about.reported_before.search(before):
        return not (span.bare and about.paper_before.search(before))
    return about.reported_behind.search(behind) is not None


class _AboutReports(NamedTuple):
    """What stands about the time of a report; see `ReportWords`."""

    news: re.Pattern[str]
    news_before: re.Pattern[str]
    news_behind: re.Pattern[str]
    published_before: re.Pattern[str]
    published_behind: re.Pattern[str]
    reported_before: re.Pattern[str]
    reported_behind: re.Pattern[str]
    paper_before: re.Pattern[str]


@cache
def _about_reports() -> _AboutReports:
    news = any_pattern(lambda language: language.report_words.news)
    news_before = any_pattern(lambda language: language.report_words.news_before)
    news_behind = any_pattern(lambda language: language.report_words.news_behind)
    published_before = any_pattern(lambda language: language.report_words.published_before)
    published_behind = any_pattern(lambda language: language.report_words.published_behind)
    reported_before = any_pattern(lambda language: language.report_words.reported_before)
    reported_behind = any_pattern(lambda language: language.report_words.reported_behind)
    paper = any_pattern(lambda language: language.report_words.paper)
    about = any_pattern(lambda language: language.report_words.about)
    of = any_pattern(lambda language: language.report_words.of)
    at = rf",?(?: {any_pattern(lambda language: language.report_words.at)})? "
    return _AboutReports(
        news=compiled(rf"\b{news}"),
        news_before=compiled(rf"\b{news_before}(?:{at}|,? {of} )@part$"),
        news_behind=compiled(f"^ {news_behind}"),
        published_before=compiled(rf"\b{published_before}{at}@part$"),
        published_behind=compiled(f"^ {published_behind}"),
        reported_before=compiled(rf"\b{reported_before}{at}@part$"),
        reported_behind=compiled(f"^,? {reported_behind}"),
        paper_before=compiled(rf"(?:{paper}{at}@part|\b{reported_before},? {about} )$"),
    )
