"""The page to ask, at the server's root, and its forms."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.rendering.chart import chart
from bot.web.asking.ask_form import AskForm
from bot.web.asking.asking import Asking
from bot.web.asking.shown_exchange import exchanges_of
from bot.web.asking.visitor import Visitor, cookie_name, keep, signed_in_by
from bot.web.pages.page import page
from bot.web.pages.reader_language import reader_texts
from bot.web.route_group import RouteGroup

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.texts.web_texts import WebTexts
    from bot.web.context import WebContext

_POLICY = ("form-action 'self'", "connect-src 'self'", "img-src 'self'")
# A form's origin is not told where no referrer is; to others nothing is.
_REFERRER = {"Referrer-Policy": "same-origin"}


def group(context: WebContext) -> RouteGroup:
    """The page and its forms; without a password there are none."""
    if context.settings.password is None:
        return RouteGroup(routes=[])
    pages = _AskPages(context)
    return RouteGroup(
        routes=[
            Route("/", pages.show, methods=["GET"]),
            Route("/", pages.ask, methods=["POST"]),
            Route("/sign-in", pages.sign_in, methods=["POST"]),
            Route("/sign-out", pages.sign_out, methods=["POST"]),
            Route("/new", pages.clear, methods=["POST"]),
            Route("/chart/{number:int}.png", pages.chart, methods=["GET"]),
        ]
    )


class _AskPages:
    """The pages for who has signed in, and the one to sign in.

    Args:
        context: What they need.
    """

    def __init__(self, context: WebContext) -> None:
        self._context = context
        self._settings = context.settings
        self._sessions = context.state.sessions
        self._asking = Asking(context)
        self._base = context.settings.path_prefix

    async def show(self, request: Request) -> Response:
        """The page to ask, or the one to sign in."""
        visitor, texts = self._visitor(request), reader_texts(request)
        if visitor.content is None:
            return self._sign_in_page(visitor, texts)
        return await self._ask_page(visitor, texts, AskForm())

    async def sign_in(self, request: Request) -> Response:
        """Begin a session for who knows the password."""
        visitor, texts, form = self._visitor(request), reader_texts(request), await AskForm.read(request)
        if not visitor.sent(request, form.key, self._settings):
            return self._sign_in_page(visitor, texts, texts.form_old, 403)
        address = request.client.host if request.client else ""
        if (wait := self._context.state.sign_ins.take(f"sign in {address}")) is not None:
            refused = self._sign_in_page(visitor, texts, texts.too_many_tries, 429)
            refused.headers["Retry-After"] = str(int(wait) + 1)
            return refused
        password = self._settings.password.get_secret_value() if self._settings.password else ""
        if not hmac.compare_digest(form.password.encode(errors="replace"), password.encode(errors="replace")):
            return self._sign_in_page(visitor, texts, texts.wrong_password, 403)
        # Another secret than before: nobody can have put it there.
        secret = self._sessions.begin(self._settings.session_seconds, {"by": signed_in_by(self._settings)})
        response = self._redirect(texts)
        keep(response, secret, self._settings)
        return response

    async def sign_out(self, request: Request) -> Response:
        """End the session, and forget what was asked in it."""
        visitor, texts, form = self._visitor(request), reader_texts(request), await AskForm.read(request)
        if not visitor.sent(request, form.key, self._settings):
            return self._sign_in_page(visitor, texts, texts.form_old, 403)
        self._sessions.end(visitor.secret)
        response = self._redirect(texts)
        response.delete_cookie(cookie_name(self._settings), path="/")
        return response

    async def clear(self, request: Request) -> Response:
        """Forget what was asked, and stay signed in."""
        visitor, texts, form = self._visitor(request), reader_texts(request), await AskForm.read(request)
        if visitor.content is None or not visitor.sent(request, form.key, self._settings):
            return self._sign_in_page(visitor, texts, texts.form_old, 403)
        self._sessions.remember(visitor.secret, {**visitor.content, "exchanges": []})
        return self._redirect(texts)

    async def ask(self, request: Request) -> Response:
        """Answer a question: as events for the page's script, or with the page itself."""
        visitor, texts, form = self._visitor(request), reader_texts(request), await AskForm.read(request)
        events = "text/event-stream" in request.headers.get("accept", "")
        if visitor.content is None:
            return JSONResponse({}, 401) if events else self._sign_in_page(visitor, texts, status=401)
        if not visitor.sent(request, form.key, self._settings):
            return await self._problem(visitor, texts, form, (403, texts.form_old), events=events)
        answered = await self._asking.answered(request, visitor, form, texts, events=events)
        if isinstance(answered, Response):
            return answered
        if answered is not None:
            return await self._problem(visitor, texts, form, answered, events=events)
        return self._redirect(texts, "#last")

    async def chart(self, request: Request) -> Response:
        """The chart of a timeline of the conversation."""
        visitor, texts = self._visitor(request), reader_texts(request)
        exchanges = exchanges_of(visitor.content or {})
        first = (visitor.content or {}).get("first", 0)
        number = request.path_params["number"] - first
        drawn = exchanges[number].chart() if 0 <= number < len(exchanges) else None
        if drawn is None:
            return Response(status_code=404)
        picture = await self._context.questions.look_up(lambda: chart(drawn, texts.code))
        return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})

    def _visitor(self, request: Request) -> Visitor:
        return Visitor.of(request, self._settings, self._sessions)

    def _redirect(self, texts: WebTexts, place: str = "") -> Response:
        return RedirectResponse(f"{self._base}/?lang={texts.code}{place}", 303)

    async def _problem(
        self, visitor: Visitor, texts: WebTexts, form: AskForm, problem: tuple[int, str], *, events: bool
    ) -> Response:
        status, said = problem
        if events:
            return JSONResponse({"said": said}, status)
        return await self._ask_page(visitor, texts, form, said, status)

    def _sign_in_page(
        self, visitor: Visitor, texts: WebTexts, problem: str = "", status: int = 200
    ) -> Response:
        filled_in = {"key": visitor.form_key, "base": self._base, "problem": problem}
        response = page("sign_in.html", texts, filled_in, title=texts.sign_in, status=status, allowed=_POLICY)
        response.headers.update(_REFERRER)
        keep(response, visitor.secret, self._settings)
        return response

    async def _ask_page(
        self, visitor: Visitor, texts: WebTexts, form: AskForm, problem: str = "", status: int = 200
    ) -> Response:
        filled_in = {
            "key": visitor.form_key,
            "base": self._base,
            "problem": problem,
            "form": form,
            "exchanges": self._asking.views(visitor.content or {}, texts),
            "outlets": await self._asking.outlets(),
        }
        response = page(
            "ask.html", texts, filled_in, title=texts.ask, status=status, script="ask.js", allowed=_POLICY
        )
        response.headers.update(_REFERRER)
        return response
