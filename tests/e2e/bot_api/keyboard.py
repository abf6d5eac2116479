"""Keyboards under messages, judged as Telegram does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.e2e.bot_api.errors import bad_request
from tests.e2e.judge import RefusedError

if TYPE_CHECKING:
    from tests.e2e.bot_api.parameters import Parameters

_ACTIONS = (
    "callback_data",
    "url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "copy_text",
    "web_app",
)
_OTHER_MARKUPS = ("keyboard", "remove_keyboard", "force_reply")
BUTTON_LIMIT = 100
ROW_LIMIT = 8


def keyboard_of(data: Parameters, *, inline_only: bool = False) -> dict[str, Any] | None:
    """The `reply_markup` of a call; None if it has none.

    Args:
        data: The call.
        inline_only: Whether it is an edit, which takes no other keyboard.

    Raises:
        RefusedError: Telegram would refuse it, or show less than was meant.
    """
    markup = data.json("reply_markup", None)
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return judged_keyboard(markup)
    if inline_only or not any(name in markup for name in _OTHER_MARKUPS):
        raise RefusedError("inline keyboard expected")
    return markup


def judged_keyboard(markup: dict[str, Any]) -> dict[str, Any] | None:
    """An inline keyboard without its empty rows; None if nothing is left.

    Raises:
        RefusedError: It is not well formed, or has more buttons than fit.
    """
    rows = markup.get("inline_keyboard")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise RefusedError('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    rows = [row for row in rows if row]
    for button in (button for row in rows for button in row):
        _judge(button)
    if sum(map(len, rows)) > BUTTON_LIMIT or max(map(len, rows), default=0) > ROW_LIMIT:
        raise RefusedError("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _judge(button: Any) -> None:
    cannot = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise RefusedError(f"{cannot}expected an Object")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise RefusedError(f'{cannot}field "text" must be a non-empty String')
    actions = [name for name in _ACTIONS if name in button]
    if not actions:
        raise RefusedError(f"{cannot}text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        # Telegram would take the first and forget the others.
        raise RefusedError(f"{cannot}exactly one action expected, not {', '.join(actions)}")
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= 64:
        raise RefusedError("BUTTON_DATA_INVALID")
    if "url" in button and not _is_address(button["url"]):
        raise RefusedError("BUTTON_URL_INVALID")


def _is_address(url: Any) -> bool:
    if not isinstance(url, str):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.netloc) and parts.scheme in {"http", "https", "tg"} and " " not in url
