"""Which address a web page says is its own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from corpus.address import canonical, is_front_page, same_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement


def address_on_page(page: HtmlElement, found_at: str | None) -> str | None:
    """Find the canonical address that a page states.

    Looked at, in this order: `<link rel="canonical">` and `og:url`.  The front page's address, which some
    systems write into every page, is nobody's own.  A page that was fetched speaks only for its own site: an
    address elsewhere would let it take the place of another outlet's article.

    Args:
        page: The root element of the page.
        found_at: Where it was fetched; `None` for a saved page.

    Returns:
        The address in canonical form; where the page states none that counts, the one it was found at.
    """
    for stated in _stated(page):
        try:
            address = canonical(urljoin(found_at or "", stated.strip()))
        except ValueError:
            continue
        if address is None or is_front_page(address):
            continue
        if found_at is None or same_site(address, found_at):
            return address
    return canonical(found_at) if found_at is not None else None


def _stated(page: HtmlElement) -> Iterator[str]:
    for link in page.iter("link"):
        if "canonical" in link.get("rel", "").lower().split():
            yield link.get("href", "")
    for meta in page.iter("meta"):
        if "og:url" in (meta.get("property", "").lower(), meta.get("name", "").lower()):
            yield meta.get("content", "")
