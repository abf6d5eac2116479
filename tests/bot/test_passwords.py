"""Passwords in the addresses of servers: no line of the log of a bot or of a web server has one."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from bot.log import EventLog, configure_logging
from bot.settings import BotSettings
from bot.state.database import StateError
from bot.state.open_database import open_database
from bot.web.settings import WebSettings
from tests.bot.fake_telegram import TOKEN

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "hu$h: p@ss/w%rd"  # noqa: S105 - of nobody
WRITTEN = quote(PASSWORD, safe="")
ADDRESS = f"postgresql+psycopg://reader:{WRITTEN}@127.0.0.1:1/news"

pytestmark = pytest.mark.usefixtures("logging_restored")


@pytest.mark.parametrize("kind", [BotSettings, WebSettings])
def test_no_line_has_a_password(kind: type[BotSettings | WebSettings], tmp_path: Path) -> None:
    """Neither as it is nor as it is written in an address, whoever logs it: events, libraries, chains of exceptions."""
    environ = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "PRESSCITE_HOME": str(tmp_path),
        "PRESSCITE_DATABASE_URL": ADDRESS,
        "PRESSCITE_CHROMA_URL": f"http://reader:{WRITTEN}@127.0.0.1:1",
    }
    settings = kind.load(environ)
    stream = io.StringIO()
    configure_logging(settings.secrets, stream)
    log = logging.getLogger("psycopg.pool")
    log.warning("error connecting in 'pool-1': %s", f"host=127.0.0.1 password='{PASSWORD}'")
    log.error("cannot use %s", ADDRESS)
    with pytest.raises(StateError) as raised:
        open_database(settings, "one", tmp_path / "state.db")
    EventLog("bot.test").error("state not opened", error=raised.value)
    log.error("failed", exc_info=raised.value)
    again = RuntimeError(f"no connection with {PASSWORD}")
    again.__cause__ = OSError(ADDRESS)
    log.error("failed again", exc_info=again)
    written = stream.getvalue()
    assert "the database news at 127.0.0.1:1 is not reached" in written
    assert len(written.splitlines()) == 5
    assert written.count("[hidden]") >= 2
    for part in (PASSWORD, WRITTEN, "p@ss", "p%40ss"):
        assert part not in written
