"""Time zones by the names that people give them: of the zone, of a city in it, or hours ahead of UTC."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_OFFSET = re.compile(
    r"(?:UTC|GMT)?\s*(?P<sign>[+\u2212\u2013-])\s*(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?", re.IGNORECASE
)
_FURTHEST = timedelta(hours=14)
_LONGEST = 60  # characters


def zone_named(name: str) -> tzinfo:
    """The time zone that somebody means.

    Args:
        name: Of a zone of the IANA database ("Asia/Dushanbe"), hours ahead of UTC ("+5", "UTC+05:30"), or a city that
            the database knows, also in the languages of readers; in any case, and with blanks for underscores.

    Raises:
        ValueError: It is none of these.
    """
    text = " ".join(name.split())
    offset = _OFFSET.fullmatch(text)
    if offset is not None:
        return _ahead(text, offset)
    key = None if len(text) > _LONGEST else _zones().get(_folded(text)) or _cities().get(_folded(text))
    if key is None:
        raise ValueError(
            "it is no time zone; write one such as Asia/Dushanbe, the hours ahead of UTC such as +5, or a city"
        )
    return ZoneInfo(key)


def machine_zone() -> tzinfo:
    """The time zone of this machine; UTC where it has none that can be told."""
    import tzlocal

    with suppress(Exception):  # whatever is wrong with how the machine is set up
        return tzlocal.get_localzone()
    return datetime.now().astimezone().tzinfo or UTC


def zone_name(zone: tzinfo) -> str:
    """What a zone is called: "Asia/Dushanbe", or "UTC+05:00" for one that has no other name."""
    return zone.key if isinstance(zone, ZoneInfo) and zone.key else str(zone)


def _ahead(text: str, offset: re.Match[str]) -> tzinfo:
    size = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
    if size > _FURTHEST or int(offset["minutes"] or 0) > 59:
        raise ValueError(f"no place on Earth is {text} from UTC")
    return timezone(size if offset["sign"] == "+" else -size)


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).casefold()


@cache
def _zones() -> dict[str, str]:
    """The zones of the database by their names."""
    return {_folded(key): key for key in sorted(available_timezones())}


@cache
def _cities() -> dict[str, str]:
    """The zones by the cities that they are called after, in English and in the languages of readers."""
    from babel import Locale, UnknownLocaleError

    from corpus.languages.registry import languages

    keys = sorted(available_timezones())
    cities: dict[str, str] = {}
    for key in keys:
        if not key.startswith(("Etc/", "SystemV/")):
            cities.setdefault(_folded(key.rpartition("/")[2]), key)
    for code in languages():
        with suppress(UnknownLocaleError):
            named = Locale(code).time_zones
            for key in keys:
                if city := named.get(key, {}).get("city"):
                    cities.setdefault(_folded(city), key)
    return cities
