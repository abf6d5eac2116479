"""The language in which a page speaks to its reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.texts.web_languages import WEB_LANGUAGES

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.texts.web_texts import WebTexts

PARAMETER = "lang"
"""The parameter of an address that chooses the language, whatever the browser prefers."""

_LONGEST = 1_000  # characters of a header that are looked at


def reader_texts(request: Request) -> WebTexts:
    """The texts in the language that the address names, or else the browser prefers, as far as there are any."""
    chosen = request.query_params.get(PARAMETER, "")
    accepted = request.headers.get("accept-language", "")[:_LONGEST]
    for code in (chosen, *_preferred(accepted)):
        if code in WEB_LANGUAGES:
            return WEB_LANGUAGES[code]
    return next(iter(WEB_LANGUAGES.values()))


def _preferred(header: str) -> list[str]:
    """The languages of an Accept-Language header, the most wanted first, without their regions."""
    wanted = []
    for part in header.split(","):
        tag, _, weight = part.partition(";")
        wanted.append((_weight(weight), tag.strip().lower().partition("-")[0]))
    # Sorting keeps the order of those that are wanted alike.
    return [code for weight, code in sorted(wanted, key=lambda one: -one[0]) if weight > 0]


def _weight(text: str) -> float:
    name, _, value = text.strip().partition("=")
    if not name:
        return 1.0
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
