"""The page in a file of MIME parts that a browser saved, read in a child process (`child`)."""

from __future__ import annotations

import base64
from email import message_from_bytes
from typing import Any

_PAGES = ("text/html", "application/xhtml+xml")


def extract(data: bytes) -> dict[str, Any]:
    """Find the page.

    Args:
        data: The file.

    Returns:
        `page`: its bytes in base64; `charset`: its encoding as stated; `address`: where it was; or nothing at all.
    """
    try:
        message = message_from_bytes(data)
        part = next((part for part in message.walk() if part.get_content_type() in _PAGES), None)
        payload = part.get_payload(decode=True) if part is not None else None
    except Exception:  # noqa: BLE001 - a broken file raises whatever it likes
        return {}
    if part is None or not isinstance(payload, bytes):
        return {}
    address = message.get("Snapshot-Content-Location") or part.get("Content-Location") or ""
    return {
        "page": base64.b64encode(payload).decode("ascii"),
        "charset": part.get_content_charset(),
        "address": " ".join(str(address).split()),
    }
