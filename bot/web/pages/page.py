"""Pages made of templates: what is filled in is text and never markup, and no style or script but their own applies."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse

from bot.rendering.markup import cleaned
from bot.texts.web_languages import WEB_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Environment

    from bot.texts.web_texts import WebTexts

_FOLDER = Path(__file__).parent / "templates"
_CLOSED = ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")


def page(
    template: str,
    texts: WebTexts,
    filled_in: Mapping[str, object],
    *,
    title: str,
    status: int = 200,
    script: str | None = None,
    allowed: Sequence[str] = ("form-action 'none'",),
) -> HTMLResponse:
    """A page.

    Args:
        template: Name of its file.
        texts: In the reader's language.
        filled_in: What the template needs beside them.
        title: What the browser's tab says.
        status: Of the response.
        script: Name of the file with its script, if it has one.
        allowed: Directives of its content security policy, beside those for its style and its script.
    """
    style = _source("style.css")
    code = _source(script) if script else None
    policy = [*_CLOSED, f"style-src '{_hash(style)}'", *allowed]
    if code:
        policy.append(f"script-src '{_hash(code)}'")
    body = (
        _environment()
        .get_template(template)
        .render(
            texts=texts,
            languages=WEB_LANGUAGES.values(),
            # The title of a window cannot keep directions of its text to itself.
            title=" ".join(cleaned(title).split()),
            style=style,
            script=code,
            **filled_in,
        )
    )
    return HTMLResponse(body.encode(errors="replace"), status, {"Content-Security-Policy": "; ".join(policy)})


def fragment(template: str, texts: WebTexts, filled_in: Mapping[str, object]) -> str:
    """A part of a page, for a script to put into one."""
    return _environment().get_template(template).render(texts=texts, **filled_in)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _source(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8").strip()


@cache
def _hash(source: str) -> str:
    """What lets a browser apply a style or run a script that stands in a page, and no other one."""
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"
