"""Text with bold words, links and folded quotes, cut into messages that Telegram accepts."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MESSAGE_LIMIT = 4096
"""Telegram's limit on a message, in UTF-16 units of the text that remains when the tags are parsed."""

ENTITY_LIMIT = 100
"""How many entities Telegram keeps in a message; it silently drops the formatting of the rest."""

# Better places to cut come first: between paragraphs, between lines, between sentences, between words.
# A no-break space is none of them.
_CUTS = (
    re.compile(r"\n\n"),
    re.compile(r"\n"),
    re.compile(r"(?<=[.!?…»”⁰¹²³⁴⁵⁶⁷⁸⁹])[ \n]"),
    re.compile(r"[ \n]"),
)

# Characters that show nothing and can only mislead: direction overrides and isolates, zero-width spaces,
# byte order marks.  Joiners stay, because emoji and Persian need them.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


# Mail and chat programs break longer addresses; Telegram's server has limits of its own on raw text.
_LONGEST_URL = 2048

_BEHIND_FIGURE = re.compile(r"(?<=\d) (?=\S)")

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED = str.maketrans("0123456789", _SUPERSCRIPTS)
_MARK = re.compile(f"[{_SUPERSCRIPTS}]+|•")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text in one style.

    Attributes:
        text: The text itself, unescaped.
        bold: Whether it is set in bold.
        italic: Whether it is set in italics.
        url: Where it links to; anything but a web address is dropped.
        quote: Whether it belongs to an expandable quote; neighbouring runs form one quote.
    """

    text: str
    bold: bool = False
    italic: bool = False
    url: str | None = None
    quote: bool = False

    @property
    def html(self) -> str:
        """The run as Telegram HTML, without the tags of its quote."""
        shown = html.escape(self.text)
        if self.italic:
            shown = f"<i>{shown}</i>"
        if self.bold:
            shown = f"<b>{shown}</b>"
        return f'<a href="{html.escape(self.url)}">{shown}</a>' if self.url else shown

    @property
    def entities(self) -> int:
        """How many entities the run makes, counted so that it is never too few."""
        return self.bold + self.italic + (self.url is not None) + self.quote


PARAGRAPH, LINE = Run(text="\n\n"), Run(text="\n")
"""What stands between two paragraphs, and between two lines of one."""


@dataclass(frozen=True, slots=True)
class Part:
    """What fits one message."""

    runs: tuple[Run, ...]

    @property
    def html(self) -> str:
        """The message as Telegram HTML; every tag that is opened is closed."""
        return "".join(
            _quoted(runs) if quote else "".join(run.html for run in runs)
            for quote, runs in groupby(self.runs, key=lambda run: run.quote)
        )

    @property
    def text(self) -> str:
        """The words alone: what Telegram shows once the tags are parsed."""
        return "".join(run.text for run in self.runs)

    @property
    def plain(self) -> tuple[str, ...]:
        """The message without markup, links spelled out; more than one where that makes it too long."""
        spelled = "".join(_spelled_out(run) for run in self.runs)
        return tuple(part.text for part in split([Run(text=spelled)]))


def run(text: str, *, bold: bool = False, italic: bool = False, url: str | None = None) -> Run:
    """A run of cleaned text; a `url` that is not a web address makes no link."""
    return Run(text=cleaned(text), bold=bold, italic=italic, url=web_address(url))


def quote(text: str, *, url: str | None = None) -> Run:
    """A run that shows folded, as a quote; a `url` that is not a web address makes no link."""
    return Run(text=cleaned(text).strip(), quote=True, url=web_address(url))


def unbroken(text: str) -> str:
    """The text with each figure kept on one line with the word behind it: "9 September", "71 %"."""
    return _BEHIND_FIGURE.sub("\N{NO-BREAK SPACE}", text)


def with_bold(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Run]:
    """A text with some stretches of it in bold; they may touch or overlap, and each character is shown once."""
    position = 0
    for start, end in sorted(spans):
        start, end = max(start, position), min(end, len(text))  # noqa: PLW2901
        if start < end:
            yield run(text[position:start])
            yield run(unbroken(text[start:end]), bold=True)
            position = end
    yield run(text[position:])


def marks(cited: Iterable[tuple[int, str | None]]) -> Iterator[Run]:
    """The marks of citations, by their numbers and addresses, behind the words that they carry."""
    for number, url in cited:
        # No line may begin with a mark, away from the words that it stands for.
        yield Run(text="\N{NARROW NO-BREAK SPACE}")
        yield run(mark(number), url=url)


def mark(number: int) -> str:
    """The mark of a citation: its number in superscript figures."""
    return str(number).translate(_RAISED)


def cleaned(text: str) -> str:
    """The text without characters that show nothing, mislead the eye or break the transport."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    visible = re.sub(r"[\t\v\f\r]", " ", _INVISIBLE.sub("", whole.replace("\r\n", "\n")))
    return "".join(char for char in visible if char == "\n" or unicodedata.category(char) != "Cc")


def web_address(url: str | None) -> str | None:
    """The address where it is one of the web, else `None`."""
    if url is None:
        return None
    address = cleaned(url).strip()
    if len(address) > _LONGEST_URL or any(char.isspace() for char in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and parts.hostname else None


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text) + sum(char > "\uffff" for char in text)


def split(runs: Iterable[Run], limit: int = MESSAGE_LIMIT) -> list[Part]:
    """Cut runs into messages, at paragraphs where possible, else at lines, sentences or words.

    Args:
        runs: The whole text; runs without text are dropped.
        limit: The most UTF-16 units a message may have.
    """
    rest = _stripped([run for run in runs if run.text])
    parts = []
    while rest:
        position = _cut(rest, limit)
        head, rest = _divided(rest, position)
        if head := _stripped(head):
            parts.append(Part(tuple(head)))
        rest = _stripped(rest)
    return parts


def _quoted(runs: Iterable[Run]) -> str:
    return f"<blockquote expandable>{''.join(run.html for run in runs)}</blockquote>"


def _spelled_out(run: Run) -> str:
    # A mark like ¹ stays short: the heading of its source spells the address of the article out.
    return f"{run.text} ({run.url})" if run.url and not _MARK.fullmatch(run.text) else run.text


def _cut(runs: Sequence[Run], limit: int) -> int:
    """The position in the joined text at which the first message ends."""
    text = "".join(run.text for run in runs)
    most = min(_fitting(text, limit), _styled(runs))
    if most == len(text):
        return most
    # One character more is looked at: a space just behind the limit is a fine place to cut.
    for pattern in _CUTS:
        ends = [match.start() for match in pattern.finditer(text, 0, most + 1)]
        if ends and ends[-1] >= most // 2:
            return ends[-1]
    return most


def _fitting(text: str, limit: int) -> int:
    """How many characters of the text fit into so many UTF-16 units."""
    used = 0
    for position, char in enumerate(text):
        used += 2 if char > "\uffff" else 1
        if used > limit:
            return position
    return len(text)


def _styled(runs: Sequence[Run]) -> int:
    """How many characters come before Telegram would drop formatting."""
    entities = position = 0
    for run in runs:
        entities += run.entities
        if entities > ENTITY_LIMIT:
            return position
        position += len(run.text)
    return position


def _divided(runs: Sequence[Run], position: int) -> tuple[list[Run], list[Run]]:
    head: list[Run] = []
    tail: list[Run] = []
    for run, start in _positions(runs):
        inside = max(0, min(len(run.text), position - start))
        head += [replace(run, text=run.text[:inside])] if inside else []
        tail += [replace(run, text=run.text[inside:])] if inside < len(run.text) else []
    return head, tail


def _positions(runs: Iterable[Run]) -> Iterator[tuple[Run, int]]:
    position = 0
    for run in runs:
        yield run, position
        position += len(run.text)


def _stripped(runs: Sequence[Run]) -> list[Run]:
    """The runs without white space at either end, where Telegram would drop it anyway."""
    kept = list(runs)
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return kept
