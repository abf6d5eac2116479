"""A text and its entities, as the Bot API writes them -> HTML."""

from __future__ import annotations

import html
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TAGS = {
    "pre": "code", "code": "code", "strikethrough": "s", "underline": "u", "italic": "i", "bold": "b",
}  # fmt: skip
"""What a style is in HTML, the innermost first.  Entities may nest either way; what is seen is the same."""

_QUOTES = {"blockquote": "quote", "expandable_blockquote": "quote expandable"}
_LINKS = frozenset(
    """text_link text_mention mention url email phone_number bot_command hashtag cashtag
    bank_card_number""".split()
)


@dataclass(frozen=True)
class _Span:
    """An entity with its range in UTF-16 units."""

    start: int
    end: int
    kind: str
    url: str | None

    @classmethod
    def of(cls, entity: Mapping[str, Any]) -> _Span:
        start = int(entity["offset"])
        return cls(start, start + int(entity["length"]), entity["type"], entity.get("url"))


class FormattedText:
    """A text with entities.

    Args:
        text: The words.
        entities: Their formatting; offsets and lengths count UTF-16 units.
    """

    def __init__(self, text: str, entities: Sequence[Mapping[str, Any]] = ()) -> None:
        self._units = text.encode("utf-16-le")
        spans = [_Span.of(entity) for entity in entities]
        self._quotes = sorted((s for s in spans if s.kind in _QUOTES), key=lambda span: span.start)
        self._styles = [span for span in spans if span.kind in _TAGS or span.kind in _LINKS]

    @property
    def html(self) -> str:
        """The text as HTML, to be shown with white space as it is; a quote is a block of its own.

        Line breaks that only set a quote apart from its neighbours are left out, as the block breaks the lines itself.
        """
        shown = []
        position = 0
        for quote in self._quotes:
            shown.append(self._between(position, quote.start, after_quote=position > 0, before_quote=True))
            inner = self._inline(quote.start, quote.end)
            shown.append(f'<blockquote class="{_QUOTES[quote.kind]}"><div>{inner}</div></blockquote>')
            position = quote.end
        shown.append(
            self._between(position, len(self._units) // 2, after_quote=position > 0, before_quote=False)
        )
        return "".join(shown)

    def _between(self, start: int, end: int, *, after_quote: bool, before_quote: bool) -> str:
        if after_quote and self._text(start, min(start + 1, end)) == "\n":
            start += 1
        if before_quote and start < end and self._text(end - 1, end) == "\n":
            end -= 1
        return self._inline(start, end)

    def _inline(self, start: int, end: int) -> str:
        """A range without blocks, cut wherever an entity begins or ends."""
        edges = {edge for span in self._styles for edge in (span.start, span.end) if start < edge < end}
        return "".join(self._styled(*piece) for piece in pairwise(sorted({start, end, *edges})))

    def _styled(self, start: int, end: int) -> str:
        """A range in which no entity begins or ends."""
        shown = html.escape(self._text(start, end))
        over = {span.kind: span for span in self._styles if span.start <= start and end <= span.end}
        for tag in dict.fromkeys(tag for kind, tag in _TAGS.items() if kind in over):
            shown = f"<{tag}>{shown}</{tag}>"
        link = next((span for kind, span in over.items() if kind in _LINKS), None)
        if link is None:
            return shown
        # What Telegram found by itself has no address of its own; it has the colour of a link all the same.
        address = f' href="{html.escape(link.url)}"' if link.url else ""
        return f"<a{address}>{shown}</a>"

    def _text(self, start: int, end: int) -> str:
        return self._units[2 * start : 2 * end].decode("utf-16-le", "replace")
