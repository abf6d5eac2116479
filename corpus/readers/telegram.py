"""Telegram Desktop's export of a channel as JSON: each post an article."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timezone
from typing import TYPE_CHECKING, TypeGuard

from corpus.errors import CorpusError, SkippedError
from corpus.readers.date import read_date
from corpus.readers.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.article import Article

_CHANNELS = ("public_channel", "private_channel")
_PUBLIC = ("public_channel", "public_supergroup")
_UNSAID = ("strikethrough",)  # the author took it back


def is_export(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether a JSON value is an export of a chat or of all chats."""
    return isinstance(value, dict) and (_is_chat(value) or _chats(value) is not None)


def read_export(value: Mapping[str, object], origin: str) -> Iterator[Article | CorpusError]:
    """Read the posts of an export.

    Of an export of all chats the channels are read; a single chat is read whatever it is, as it was asked for.
    What a post was forwarded from stands as its author.

    Args:
        value: What `result.json` holds.
        origin: What the file is called in reports.
    """
    chats = _chats(value)
    if chats is None:
        yield from _posts(value, origin)
        return
    others = 0
    for chat in chats:
        if chat.get("type") in _CHANNELS:
            yield from _posts(chat, origin)
        else:
            others += 1
    if others:
        verb = "is no channel is" if others == 1 else "are no channels are"
        reason = f"{_count(others, 'chat')} that {verb} left out"
        yield SkippedError(origin, f"{reason}; export it by itself to have it read")


def _posts(chat: Mapping[str, object], origin: str) -> Iterator[Article | CorpusError]:
    named = chat.get("name")
    name = named if isinstance(named, str) else None
    left: Counter[str] = Counter()
    messages = chat.get("messages")
    for message in messages if isinstance(messages, list) else ():
        text = _words_of(message)
        if text is None:
            left["service message"] += 1
        elif not text.strip():
            left["post without a text"] += 1
        else:
            fields = {"text": text, "source": name, **_facts(message), **_place(chat, message)}
            yield from _post(fields, f"{origin}#{message.get('id')}")
    if left:
        yield left_out(left, name, origin)


def left_out(left: Counter[str], name: str | None, origin: str) -> SkippedError:
    """Say how many messages of a chat are no articles.

    Args:
        left: How many, by what they are; not empty.
        name: What the chat is called.
        origin: Where it was read from.
    """
    counted = [_count(number, noun) for noun, number in sorted(left.items(), reverse=True)]
    listed = " and ".join([", ".join(counted[:-1]), counted[-1]] if len(counted) > 1 else counted)
    verb = "is" if left.total() == 1 else "are"
    return SkippedError(origin, f"{listed} of {name or 'the chat'} {verb} left out")


def _post(fields: Mapping[str, object], origin: str) -> Iterator[Article | CorpusError]:
    try:
        yield from Record(fields, path=origin).read()
    except CorpusError as error:
        yield error


def _words_of(message: object) -> str | None:
    """The text of a post; `None` of what is none."""
    if not isinstance(message, dict) or message.get("type") != "message":
        return None
    return _text(message.get("text")) or _text(message.get("text_entities"))


def _text(value: object) -> str:
    """The words of a text, which is one or a list of pieces, some with what they are."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        return ""
    pieces = []
    for piece in value:
        if isinstance(piece, str):
            pieces.append(piece)
        elif isinstance(piece, dict) and piece.get("type") not in _UNSAID:
            pieces.append(str(piece.get("text") or ""))
    return "".join(pieces)


def _facts(message: Mapping[str, object]) -> dict[str, object]:
    author = message.get("forwarded_from") or message.get("author")
    return {
        "published": _moment(message, "date"),
        "updated": _moment(message, "edited"),
        "author": author if isinstance(author, str) else None,
    }


def _moment(message: Mapping[str, object], name: str) -> object:
    """The moment of a message in the zone of the export, which shows in the difference of the two clocks."""
    stated, epoch = message.get(name), message.get(f"{name}_unixtime")
    try:
        moment = datetime.fromtimestamp(int(str(epoch)), UTC)
        shift = read_date(stated).replace(tzinfo=UTC) - moment
        return moment.astimezone(timezone(shift))
    except (ValueError, OverflowError, OSError):
        return stated


def _place(chat: Mapping[str, object], message: Mapping[str, object]) -> dict[str, object]:
    """The id of a post, and its link where others can open it."""
    number, user_name = message.get("id"), chat.get("username")
    if isinstance(user_name, str) and user_name:
        return {"url": f"https://t.me/{user_name.lstrip('@')}/{number}"}
    if chat.get("type") in _PUBLIC and chat.get("id"):
        return {"url": f"https://t.me/c/{chat['id']}/{number}"}
    return {"id": f"telegram:{chat.get('id')}/{number}"}


def _is_chat(value: Mapping[str, object]) -> bool:
    messages = value.get("messages")
    return isinstance(messages, list) and "type" in value and "id" in value


def _chats(value: Mapping[str, object]) -> list[Mapping[str, object]] | None:
    """The chats of an export of all of them; `None` where it is none."""
    found: list[Mapping[str, object]] = []
    for name in ("chats", "left_chats"):
        part = value.get(name)
        listed = part.get("list") if isinstance(part, dict) else None
        if isinstance(listed, list):
            found += [chat for chat in listed if isinstance(chat, dict) and _is_chat(chat)]
    return found or None


def _count(number: int, noun: str) -> str:
    head, space, rest = noun.partition(" without")
    return f"{number:,} {head}{'' if number == 1 else 's'}{space}{rest}"
