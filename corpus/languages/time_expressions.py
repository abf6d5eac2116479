"""How a language puts times into words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpressions:
    r"""What the finder of times asks of a language: regular expressions in which a space stands for any white space.

    Case does not count, and where a language has `Spelling.typed_letters` either letter is taken.  Names behind an @
    stand for what the words of all languages make together: `@count` (group n), `@year` (y), `@tail` (a year behind a
    time: y or ry), `@days` (a day of a month or a few: d and d2), `@month` (m), `@season` (s), `@part` ("the", "end
    of").

    Attributes:
        rules: Expressions of the language's own, one a line: what kind it is, white space, and what it looks like; a
            line that begins with white space goes on with the one before it.  The group `x` is the expression; the
            other groups are those that the reader of the kind asks for (`retrieval.text.timex.reader`).
        day_noun: What may stand before a day of a month and belongs to it.
        day_endings: What may stand behind the number of a day.
        day_joiners: What joins the first and the last of a few days.
        month_link: What may stand between a day and its month.
        month_noun: What may stand before a month and belongs to it.
        season_link: What may stand between a season and its year.
        year_link: What may stand between a time and its year.
        year_noun: What may stand before a year and belongs to it.
        year_mark: What may stand behind a year and belongs to it.
        year_letters: Letters with which `year_mark` may begin right behind the figures.
        relative_year: The year before or this one, behind a time.
        parts: What may stand between "since" and the like and the time: articles, parts of a time.
        end_of: The last part of a time.
        after: What stands before a time after which something was; the others likewise.
        before: Before it.
        until: Up to its end.
        since: From its beginning on.
        between: From its beginning to the end of the next.
        onward: What stands behind a time and says from its beginning on.
        joiners: What stands between the first and the last of two times.
        alternatives: What stands between two times of one year.
        at: What stands before a time in which something was, behind one of `alternatives`.
        happens: Words of a question that asks what happens, not how things are.
    """

    rules: str = ""
    day_noun: str = ""
    day_endings: str = ""
    day_joiners: str = ""
    month_link: str = ""
    month_noun: str = ""
    season_link: str = ""
    year_link: str = ""
    year_noun: str = ""
    year_mark: str = ""
    year_letters: str = ""
    relative_year: str = ""
    parts: str = ""
    end_of: str = ""
    after: str = ""
    before: str = ""
    until: str = ""
    since: str = ""
    between: str = ""
    onward: str = ""
    joiners: str = ""
    alternatives: str = ""
    at: str = ""
    happens: str = ""
