"""Pages as the content systems would write them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from tests.evals.pages import dates
from tests.evals.pages.page_text import HERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.evals.pages.page_text import PageText
    from tests.evals.pages.systems import System

RENDERED = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
"""When the pages were served; they show that day in many places."""

_LINK_FROM, _EMPHASIS_FROM = 14, 30  # words of a paragraph that has a link in it, or stressed words


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it comes from a server."""

    text: PageText
    system: System
    address: str
    body: bytes

    @property
    def days(self) -> set[date]:
        """The days on which it says it was published: two where it says so in UTC beside its own zone."""
        published = self.text.published
        if published is None:
            return set()
        return (
            {published.date(), published.astimezone(UTC).date()} if self.system.in_utc else {published.date()}
        )


def render(text: PageText, system: System, texts: Sequence[PageText]) -> Page:
    """The page of a text; of `texts`, those in its language are in the lists beside it."""
    host = _outlets()[text.outlet]
    number = 48_200 + 37 * text.number
    address = f"https://{host}{system.path(text, number)}"
    encoding = system.encoding(text.language)
    html = (
        _environment()
        .get_template(f"{system.name}.html")
        .render(
            t=text,
            w=_furniture()[text.language],
            n=number,
            host=host,
            origin=f"https://{host}",
            url=address,
            encoding=encoding,
            now=RENDERED,
            modified=text.published + timedelta(days=1, hours=2) if text.published else None,
            others=_others(text, texts),
        )
    )
    # Letters that an encoding lacks come as references: browsers sent them to these systems so.
    return Page(text, system, address, html.encode(encoding, "xmlcharrefreplace"))


def _others(text: PageText, texts: Sequence[PageText]) -> list[str]:
    """Headlines of six other articles."""
    titles = [other.title for other in texts if other.language == text.language and other.id != text.id]
    return [titles[(text.number * 5 + step * 4) % len(titles)] for step in range(6)]


@cache
def _outlets() -> dict[str, str]:
    hosts: dict[str, str] = json.loads((HERE / "outlets.json").read_text("utf-8"))
    return hosts


@cache
def _furniture() -> dict[str, dict[str, str | list[str]]]:
    words: dict[str, dict[str, str | list[str]]] = json.loads((HERE / "furniture.json").read_text("utf-8"))
    return words


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    environment.filters |= {"rich": _rich, "slug": _slug}
    environment.filters |= {form.__name__: form for form in dates.FORMS}
    return environment


def _rich(text: str) -> Markup:
    """A paragraph with a link and stressed words in it, as editors make them."""
    words = [escape(word) for word in text.split(" ")]
    if len(words) >= _LINK_FROM:
        words[4] = Markup('<a href="/topics/{}">{}').format(len(words), words[4])
        words[6] += Markup("</a>")
    if len(words) >= _EMPHASIS_FROM:
        words[10] = Markup("<strong>{}").format(words[10])
        words[12] += Markup("</strong>")
    return Markup(" ").join(words)


def _slug(text: str) -> str:
    """A text as part of an address."""
    return re.sub(r"\W+", "-", text.lower()).strip("-")
