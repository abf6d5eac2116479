"""The commands `presscite serve` and `presscite mcp`, which `presscite` finds by their entry points.

Nothing heavy is imported before a command runs.
"""

from __future__ import annotations

import logging
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from retrieval.commands.command import SETTINGS_HELP, epilog_of
from retrieval.errors import SettingsError

if TYPE_CHECKING:
    from bot.web.settings import WebSettings

_NEEDED = ("fastapi", "jinja2", "mcp", "uvicorn")


@click.command(
    "serve",
    epilog=epilog_of(
        """
        Examples:
          presscite serve
          PRESSCITE_WEB_LISTEN=unix:/run/presscite/web.sock presscite serve
        """,
        """
        Exit codes: 0 stopped as asked; 1 failed; 2 wrong usage or setting.
        """,
        SETTINGS_HELP,
    ),
)
def serve_command() -> None:
    """Serve the articles' pages and the API over HTTP.

    Listens at PRESSCITE_WEB_LISTEN. The API is for those who show a token of PRESSCITE_WEB_TOKENS; without any, nobody
    is let in. Runs until it is told to stop (Ctrl-C or SIGTERM), then finishes the answers that have begun; a second
    signal ends it at once. The log goes to standard error.
    """
    settings = _settings()
    from bot.listener import ListenError
    from bot.web.server import run

    try:
        run(settings)
    except ListenError as error:
        raise SettingsError(str(error)) from error


@click.command(
    "mcp",
    epilog=epilog_of(
        """
        Examples:
          presscite mcp
        """,
        """
        Exit codes: 0 standard input has ended; 1 failed; 2 wrong usage or setting.
        """,
        SETTINGS_HELP,
    ),
)
def mcp_command() -> None:
    """Serve tools to a program that speaks MCP, over standard input and output.

    The tools ask, search, read an article, list what is new and tell a timeline; whoever starts this may use them.
    "presscite serve" has the same tools at /mcp, for those who show a token. The log goes to standard error.
    """
    settings = _settings()
    from bot.web.tool_server.stdio import run

    run(settings)


def _settings() -> WebSettings:
    """The settings, once the extra is known to be there and the log is set up.

    Raises:
        SettingsError: A package is missing, or a setting is bad.
    """
    _require_extra()
    from bot.log import configure_logging
    from bot.outage import OutageFilter
    from bot.web.settings import WebSettings

    settings = WebSettings.load()
    logging.disable(logging.NOTSET)  # `presscite` keeps it quiet for commands that print to a reader
    configure_logging(
        settings.secrets,
        filters=[OutageFilter()],
        as_json=settings.log_format == "json",
        questions=settings.log_questions,
    )
    return settings


def _require_extra() -> None:
    """Raises where a package of the extra is not installed.

    Raises:
        SettingsError: One is missing; the message says how to get it.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise SettingsError(f"this needs {missing[0]}, which is not installed: pip install 'presscite[web]'")
