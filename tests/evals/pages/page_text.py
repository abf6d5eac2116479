"""The texts of the pages, written before any template was."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
TEXTS = HERE / "texts.jsonl"


class Block(NamedTuple):
    """A part of a text: `items` are the points of a list, `rows` those of a table."""

    kind: str  # "paragraph", "heading", "quote", "list", "table"
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def plain(self) -> str:
        """Its text without any marks."""
        return "\n".join((*self.items, *(" ".join(row) for row in self.rows))) or self.text


class RelatedItem(NamedTuple):
    """A headline of another article."""

    title: str
    date: datetime


class Comment(NamedTuple):
    """What a reader wrote below."""

    author: str
    date: datetime
    text: str


class LiveEntry(NamedTuple):
    """A report of a live blog."""

    date: datetime
    text: str


@dataclass(frozen=True)
class PageText:
    """What a page says, and what stands around it; `published` is `None` where the page shall state no date."""

    id: str
    language: str
    outlet: str
    title: str
    author: str | None
    published: datetime | None
    blocks: tuple[Block, ...]
    tags: tuple[str, ...]
    related: tuple[RelatedItem, ...]
    comments: tuple[Comment, ...]
    promo: str
    caption: str | None
    live: tuple[LiveEntry, ...]

    @property
    def number(self) -> int:
        return int(self.id.removeprefix("p"))

    @property
    def parts(self) -> tuple[str, ...]:
        """The text itself: its blocks, or the reports of a live blog."""
        return tuple(entry.text for entry in self.live) or tuple(block.plain for block in self.blocks)

    @property
    def middle(self) -> int:
        """The block, counted from 1, after which pages put what is not of the text."""
        return (len(self.blocks) + 1) // 2

    @cached_property
    def summary(self) -> str:
        """The beginning, as content systems cut it for the head of a page."""
        first = self.parts[0]
        return first if len(first) <= 150 else first[:150].rsplit(" ", 1)[0] + "…"


def read_texts() -> list[PageText]:
    """All 120, by number."""
    return [_page_text(json.loads(line)) for line in TEXTS.read_text("utf-8").splitlines()]


def block_of(text: str) -> Block:
    """The block that a paragraph of `texts.jsonl` stands for."""
    if text.startswith("## "):
        return Block("heading", text.removeprefix("## "))
    if text.startswith("> "):
        return Block("quote", text.removeprefix("> "))
    if text.startswith("- "):
        return Block("list", items=tuple(line.removeprefix("- ") for line in text.splitlines()))
    if text.startswith("| "):
        rows = (line.strip("|").split("|") for line in text.splitlines())
        return Block("table", rows=tuple(tuple(cell.strip() for cell in row) for row in rows))
    return Block("paragraph", text)


def _page_text(record: dict[str, object]) -> PageText:
    published = _moment(record["published"])
    fields = dict(record)
    fields["published"] = published
    fields["blocks"] = tuple(block_of(text) for text in _texts(fields.pop("paragraphs")))
    fields["tags"] = tuple(_texts(record["tags"]))
    fields["related"] = tuple(RelatedItem(item["title"], _date(item)) for item in _records(record["related"]))
    fields["comments"] = tuple(
        Comment(item["author"], _date(item), item["text"]) for item in _records(record["comments"])
    )
    fields["live"] = tuple(_entry(item, published) for item in _records(record["live"]))
    return PageText(**fields)  # type: ignore[arg-type]


def _texts(value: object) -> list[str]:
    assert isinstance(value, list)
    return [str(item) for item in value]


def _records(value: object) -> list[dict[str, str]]:
    assert value is None or isinstance(value, list)
    return value or []


def _moment(value: object) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None


def _date(item: dict[str, str]) -> datetime:
    return datetime.fromisoformat(item["date"])


def _entry(item: dict[str, str], published: datetime | None) -> LiveEntry:
    """A report with its time on the day of the live blog."""
    assert published is not None
    clock = time.fromisoformat(item["time"])
    return LiveEntry(published.replace(hour=clock.hour, minute=clock.minute, second=0), item["text"])
