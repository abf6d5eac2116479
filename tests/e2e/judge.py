"""Telegram's own judgement of messages: TDLib's parser, run in this process without any network."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import tdjson

_NAMES = {
    "textEntityTypeMention": "mention",
    "textEntityTypeBotCommand": "bot_command",
    "textEntityTypeUrl": "url",
    "textEntityTypeHashtag": "hashtag",
    "textEntityTypeBold": "bold",
    "textEntityTypeItalic": "italic",
    "textEntityTypeTextUrl": "text_link",
    "textEntityTypeBlockQuote": "blockquote",
    "textEntityTypeExpandableBlockQuote": "expandable_blockquote",
}


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


def judged(text: str, parse_mode: str | None) -> Parsed:
    """Parse a message as sendMessage does, with the limits that Telegram puts on it."""
    if parse_mode not in {None, "HTML"}:
        raise RefusedError("unsupported parse_mode")
    parsed = _parsed(text) if parse_mode else Parsed(text, found_entities(text))
    if not parsed.text.strip():
        raise RefusedError("message text is empty")
    if len(parsed.text.encode("utf-16-le")) // 2 > 4096:
        raise RefusedError("message is too long")
    return parsed


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
