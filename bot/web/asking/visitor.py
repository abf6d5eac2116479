"""Who has a page of ours open: told by a cookie, which nobody's script can read."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from bot.state.web_sessions import WebSessions
    from bot.web.settings import WebSettings

_SITES = {"same-origin", "none"}
"""Where a browser may say that a form comes from: a page of ours, or the reader's own hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A browser.

    Attributes:
        secret: What its cookie holds; a fresh one where it has none.
        content: What is remembered for its session; `None` where nobody has signed in.
    """

    secret: str
    content: dict[str, Any] | None

    @classmethod
    def of(cls, request: Request, settings: WebSettings, sessions: WebSessions) -> Self:
        """Whoever sends a request; a session that was begun with another password counts for nothing."""
        secret = request.cookies.get(cookie_name(settings), "")
        content = sessions.content(secret) if secret else None
        if content is not None and content.get("by") != signed_in_by(settings):
            content = None
        return cls(secret=secret or secrets.token_urlsafe(), content=content)

    @property
    def form_key(self) -> str:
        """What a form on a page for this browser holds, and nobody else knows."""
        return hmac.new(self.secret.encode(errors="replace"), b"form", hashlib.sha256).hexdigest()

    def sent(self, request: Request, form_key: str, settings: WebSettings) -> bool:
        """Whether a form was sent from a page of ours that this browser has open."""
        return hmac.compare_digest(form_key.encode(errors="replace"), self.form_key.encode()) and _is_ours(
            request, settings
        )


def signed_in_by(settings: WebSettings) -> str:
    """What a session remembers of the password that began it."""
    password = settings.password.get_secret_value() if settings.password else ""
    return hmac.new(password.encode(errors="replace"), b"session", hashlib.sha256).hexdigest()


def cookie_name(settings: WebSettings) -> str:
    """Name of the cookie; over https one that no other host and no plain connection can set."""
    return "__Host-presscite" if _is_secure(settings) else "presscite"


def keep(response: Response, secret: str, settings: WebSettings) -> None:
    """Have a browser keep a secret."""
    response.set_cookie(
        cookie_name(settings),
        secret,
        max_age=int(settings.session_seconds),
        path="/",
        secure=_is_secure(settings),
        httponly=True,
        samesite="lax",
    )


def _is_secure(settings: WebSettings) -> bool:
    return settings.public_url is not None and settings.public_url.scheme == "https"


def _is_ours(request: Request, settings: WebSettings) -> bool:
    """Whether a browser says that a request comes from a page of this server; what says nothing may be."""
    if request.headers.get("sec-fetch-site", "none") not in _SITES:
        return False
    origin = request.headers.get("origin")
    public = urlsplit(settings.public_address or "").netloc
    return origin is None or urlsplit(origin).netloc in {request.headers.get("host"), public or None}
