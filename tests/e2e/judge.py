"""Telegram's own judgement of messages: TDLib's parser, run in this process without any network."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import tdjson

_NAMES = {
    "textEntityTypeMention": "mention",
    "textEntityTypeMentionName": "text_mention",
    "textEntityTypeBotCommand": "bot_command",
    "textEntityTypeUrl": "url",
    "textEntityTypeEmailAddress": "email",
    "textEntityTypePhoneNumber": "phone_number",
    "textEntityTypeBankCardNumber": "bank_card_number",
    "textEntityTypeHashtag": "hashtag",
    "textEntityTypeCashtag": "cashtag",
    "textEntityTypeBold": "bold",
    "textEntityTypeItalic": "italic",
    "textEntityTypeUnderline": "underline",
    "textEntityTypeStrikethrough": "strikethrough",
    "textEntityTypeSpoiler": "spoiler",
    "textEntityTypeCode": "code",
    "textEntityTypePre": "pre",
    "textEntityTypePreCode": "pre",
    "textEntityTypeTextUrl": "text_link",
    "textEntityTypeBlockQuote": "blockquote",
    "textEntityTypeExpandableBlockQuote": "expandable_blockquote",
}

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100
_FOUND = frozenset(
    "mention bot_command url email phone_number bank_card_number hashtag cashtag textEntityTypeMediaTimestamp".split()
)
"""What Telegram finds by itself; it does not count as formatting."""


class RefusedError(Exception):
    """Telegram would answer 400; the text is what it would say."""


@dataclass(frozen=True)
class Parsed:
    """A message as readers see it: its text, and entities as the Bot API writes them."""

    text: str
    entities: list[dict[str, Any]]

    def covered(self, kind: str) -> list[str]:
        """The words under each entity of a kind."""
        encoded = self.text.encode("utf-16-le")
        return [
            encoded[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
            for entity in self.entities
            if entity["type"] == kind
        ]


def judged(text: str, parse_mode: str | None, entities: list[dict[str, Any]] | None = None) -> Parsed:
    """Parse a message as sendMessage does, with the limits that Telegram puts on it.

    Args:
        text: What was sent.
        parse_mode: How it is written: HTML, or None for plain text.
        entities: The formatting of a plain text.

    Raises:
        RefusedError: Telegram would not take it.
    """
    parsed = _within(_read(text, parse_mode, entities), TEXT_LIMIT, "message")
    if not parsed.text.strip():
        raise RefusedError("message text is empty")
    return parsed


def judged_draft(text: str, parse_mode: str | None, entities: list[dict[str, Any]] | None = None) -> Parsed:
    """The same of a draft, which may be empty."""
    return _within(_read(text, parse_mode, entities), TEXT_LIMIT, "message")


def judged_caption(text: str, parse_mode: str | None, entities: list[dict[str, Any]] | None = None) -> Parsed:
    """The same of a caption, which may be empty and is shorter."""
    return _within(_read(text, parse_mode, entities), CAPTION_LIMIT, "message caption")


def _read(text: str, parse_mode: str | None, entities: list[dict[str, Any]] | None) -> Parsed:
    if parse_mode not in {None, "HTML"}:
        raise RefusedError("unsupported parse_mode")
    if parse_mode:
        return _parsed(text)
    size = _units(text)
    for entity in entities or []:
        if not 0 <= entity["offset"] < entity["offset"] + entity["length"] <= size:
            raise RefusedError(
                f"entity beginning at UTF-16 offset {entity['offset']} ends after the end of the text"
            )
    return Parsed(
        text, sorted([*(entities or []), *found_entities(text)], key=lambda each: int(each["offset"]))
    )


def _within(parsed: Parsed, limit: int, what: str) -> Parsed:
    if _units(parsed.text) > limit:
        raise RefusedError(f"{what} is too long")
    if sum(entity["type"] not in _FOUND for entity in parsed.entities) > ENTITY_LIMIT:
        # Telegram says nothing, and forgets the formatting behind the hundredth.
        raise RefusedError(f"more than {ENTITY_LIMIT} entities")
    return parsed


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def found_entities(text: str) -> list[dict[str, Any]]:
    """What Telegram finds by itself in plain text: commands, mentions, addresses."""
    result = _execute({"@type": "getTextEntities", "text": text})
    return [_entity(entity) for entity in result["entities"]]


def _parsed(text: str) -> Parsed:
    result = _execute(
        {"@type": "parseTextEntities", "text": text, "parse_mode": {"@type": "textParseModeHTML"}}
    )
    if result["@type"] == "error":
        raise RefusedError(result["message"][:1].lower() + result["message"][1:])
    return Parsed(result["text"], [_entity(entity) for entity in result["entities"]])


def _entity(found: dict[str, Any]) -> dict[str, Any]:
    kind = found["type"]
    entity = {
        "type": _NAMES.get(kind["@type"], kind["@type"]),
        "offset": found["offset"],
        "length": found["length"],
    }
    return entity | ({"url": kind["url"]} if "url" in kind else {})


def _execute(request: dict[str, Any]) -> dict[str, Any]:
    answer = tdjson.td_execute(json.dumps(request).encode())
    assert answer is not None, "TDLib answers every synchronous request"
    result: dict[str, Any] = json.loads(answer)
    return result


_execute({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})
