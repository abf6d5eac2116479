"""Web addresses: told from paths, stripped of what a reader must not see, and brought to one form as ids."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

from corpus.errors import SourceError

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+://")
PAGES_PREFIX = "pages:"
"""What stands before the path of a table whose pages are to be fetched."""

_KIND = re.compile(r"(feed|page|sitemap):(?=[a-zA-Z][a-zA-Z0-9+.-]*://)")
_CREDENTIALS = re.compile(r"(?<=://)[^/?#]*@")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LABEL_OF_A_READER = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")

# Parameters that only tell from where a reader came.  Short names that some systems use for the article itself
# ("id", "cid", "ref", "source") are left alone: two articles must never become one.
_TRACKING = re.compile(
    r"(?:utm_\w+|mtm_\w+|pk_(?:campaign|kwd|source|medium)|at_(?:medium|campaign|custom\d|link_\w+)|hsa_\w+"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|igshid|mc_cid|mc_eid|_ga|_gl"
    r"|_openstat|wt_mc|ns_mchannel|ns_campaign|ito|cmpid|ocid|xtor|smid|ftag)",
    re.IGNORECASE,
)
_AMP_FIELD = re.compile(r"amp(?:=(?:1|true)?)?|output(?:type)?=amp", re.IGNORECASE)
_AMP_IN_PATH = re.compile(r"^/amp(?=/.)|/amp/?$|\.amp(?=\.html?$|$)", re.IGNORECASE)
_ESCAPED = re.compile(r"%[0-9a-fA-F]{2}")
_KEPT_IN_PATH = "/%:@!$&'()*+,;=~-._"
_KEPT_IN_QUERY = _KEPT_IN_PATH + "?"


class Named(NamedTuple):
    """What the name of a web source says.

    Attributes:
        kind: "feed", "page" or "sitemap" where the name begins with it, else `None`: told by content then.
        address: Where it is, without user and password.
        credentials: User and password that stood in the address.
    """

    kind: str | None
    address: str
    credentials: tuple[str, str] | None


def is_address(name: str) -> bool:
    """Whether the name of a source is a web address rather than a path."""
    return bool(_SCHEME.match(_KIND.sub("", name, count=1)))


def is_part(address: str) -> bool:
    """Whether an address is that of a part of a page, by its fragment."""
    return is_address(address) and "#" in address


def path_of(name: str) -> str:
    """The path in the name of a source that is no address: the name, without what may stand before a path."""
    return name.removeprefix(PAGES_PREFIX)


def parse(name: str) -> Named:
    """Read the name of a web source: an address, perhaps behind `feed:`, `page:` or `sitemap:`.

    Raises:
        SourceError: If it is no address that can be fetched.  The error does not repeat a password.
    """
    marked = _KIND.match(name)
    given = name[marked.end() :] if marked else name
    shown = without_credentials(name)
    parts = _parts(given)
    if parts is None or not parts.hostname:
        raise SourceError(shown, "is not a web address; write it as https://news.example/feed")
    if parts.scheme.lower() not in _DEFAULT_PORTS:
        raise SourceError(
            shown, f"{parts.scheme.lower()} addresses are not read; presscite reads http and https"
        )
    credentials = None
    if parts.username is not None:
        credentials = (unquote(parts.username), unquote(parts.password or ""))
    return Named(marked[1] if marked else None, normal(given) or shown, credentials)


def without_credentials(text: str) -> str:
    """The text of an address without the user and password in it, whatever else is wrong with it."""
    return _CREDENTIALS.sub("", text)


def canonical(address: str) -> str | None:
    """Bring an address to the one form that names its article.

    As `normal`, and tracking parameters go.  Everything else stays to the letter, as it may be what tells one
    article from another.

    Args:
        address: An absolute address.

    Returns:
        The canonical form, or `None` where it is no http or https address of a host.
    """
    found = normal(address)
    if found is None:
        return None
    parts = urlsplit(found)
    kept = [field for field in parts.query.split("&") if not _TRACKING.fullmatch(field.partition("=")[0])]
    return urlunsplit(parts._replace(query="&".join(kept)))


def address_key(address: str) -> str | None:
    """Bring an address to a form in which all those of one article are equal; it need not lead anywhere.

    As `canonical`, and these tell no two articles apart: http and https, `www.`, `m.` and `amp.` before the host, a
    slash at the end, what leads to the AMP page, letters of a host in punycode, and how bytes are escaped.  A fragment
    stays, as items of one page are articles of their own.

    Args:
        address: An absolute address.

    Returns:
        The form, or `None` where it is no http or https address of a host.
    """
    page, _, part = address.partition("#")
    found = canonical(page)
    if found is None:
        return None
    parts = urlsplit(found)
    fields = [field for field in parts.query.split("&") if field and not _AMP_FIELD.fullmatch(field)]
    path = _AMP_IN_PATH.sub("", _ESCAPED.sub(lambda escaped: escaped[0].upper(), parts.path)).rstrip("/")
    return "".join(
        (
            _ascii_host(_LABEL_OF_A_READER.sub("", parts.netloc)),
            path,
            f"?{'&'.join(fields)}" if fields else "",
            f"#{part}" if part else "",
        )
    )


def normal(address: str) -> str | None:
    """Write an address as it goes over the wire.

    Scheme and host are lower case, without a port that goes without saying; fragments, user names and
    passwords go; letters outside ASCII are percent-encoded.

    Args:
        address: An absolute address.

    Returns:
        The normal form, or `None` where it is no http or https address of a host.
    """
    parts = _parts(address.strip())
    if parts is None or not parts.hostname or parts.scheme.lower() not in _DEFAULT_PORTS:
        return None
    parts = parts._replace(
        netloc=parts.netloc.rpartition("@")[2],
        path=quote(parts.path, safe=_KEPT_IN_PATH) or "/",
        query=quote(parts.query, safe=_KEPT_IN_QUERY),
        fragment="",
    )
    return urlunsplit(_lower_host(parts))


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: the same host, or one below the other, `www.` and `m.` aside."""
    first, second = (
        _LABEL_OF_A_READER.sub("", (urlsplit(url).hostname or "").lower()) for url in (one, other)
    )
    if not first or not second or "." not in min(first, second, key=len):
        return first == second
    return first == second or first.endswith("." + second) or second.endswith("." + first)


def is_front_page(address: str) -> bool:
    """Whether an address names a site rather than a page of it."""
    parts = urlsplit(address)
    return not parts.path.strip("/") and not parts.query


def _parts(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        # Reading them is what checks them.
        _ = parts.port, parts.hostname, parts.netloc.encode("utf-8")
    except ValueError:
        return None
    return parts


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host
    name, colon, port = host.partition(":")
    try:
        return name.encode("idna").decode("ascii") + colon + port
    except UnicodeError:
        return host


def _lower_host(parts: SplitResult) -> SplitResult:
    scheme = parts.scheme.lower()
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    port = "" if parts.port in (None, _DEFAULT_PORTS.get(scheme)) else f":{parts.port}"
    return parts._replace(scheme=scheme, netloc=host + port)
