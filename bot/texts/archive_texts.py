"""What there is to say about the articles themselves: timelines, the newest of them, the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from retrieval.text.day import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveTexts:
    """The texts of one language; words in braces are filled in.

    Attributes:
        articles: So many articles, in words.
        passages: So many passages, in words.
        per_unit: What the bars of a chart are, by unit.
        omitted: How many periods have no line, by unit; with `count`.
        undated: How many articles are left out because of their dates; with `count`.
        incomplete: There is more than was looked at.
        also: Which other outlets have the story; with `outlets`.
        latest: Stands over the newest articles.
        no_latest: There are none.
        future: Stands behind a date that has not come yet.
        overview: Stands over what is in the store.
        holds: How much that is; with `articles` and `passages`.
        dates: From when to when; with `oldest` and `newest`.
        outlets: Stands over the outlets.
        outlet: How many articles of one; with `articles`, and with `newest` where one is dated.
        outlet_undated: The same of one without dated articles; with `articles`.
        more_outlets: How many outlets are not listed; with `count`.
        no_outlet: Stands for the outlet of articles that do not say whose they are.
        languages: Which languages the articles are in; with `languages`.
        language_names: Names of languages by code; other codes stand for themselves.
        unknown_language: Stands for a language that is not known.
        model: Which embedding model finds passages; with `model`.
        refreshed: When the articles were last refreshed; with `day` and `time`.
        never_refreshed: That is not known.
        failures: How many items could not be taken then; with `count`.
        broken: How many sources could not be refreshed; with `count`.
    """

    articles: Callable[[int], str]
    passages: Callable[[int], str]
    per_unit: Mapping[Unit, str]
    omitted: Mapping[Unit, str]
    undated: str
    incomplete: str
    also: str
    latest: str
    no_latest: str
    future: str
    overview: str
    holds: str
    dates: str
    outlets: str
    outlet: str
    outlet_undated: str
    more_outlets: str
    no_outlet: str
    languages: str
    language_names: Mapping[str, str]
    unknown_language: str
    model: str
    refreshed: str
    never_refreshed: str
    failures: str
    broken: str


def grouped(number: int) -> str:
    """A number with spaces between thousands, as Russian and Tajik have it."""
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")
