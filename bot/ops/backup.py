"""A backup of presscite in one file: the published articles, and what the bot remembers.

presscite-backup.json   what it is, and when it was made
store/                  see retrieval/store/backup.py
state.db                the bot's state, without the jobs in its queue
"""

from __future__ import annotations

import json
import os
import tarfile
import tempfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.state.state_copy import copy_state, is_running, replace_state
from retrieval.errors import EmptyStoreError, StoreError
from retrieval.store.backup import add_file, back_up_store, extract_file, restore_store
from retrieval.store.files import sync

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings import BotSettings
    from retrieval.settings import Settings

_FORMAT = 1
_FACTS = "presscite-backup.json"
_STATE = "state.db"


class BackupError(StoreError):
    """A file that is no backup, is damaged, or cannot be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """What was put into a backup, or taken out of one.

    Attributes:
        made: When the backup was made, ISO 8601 in UTC.
        articles: How many articles; `None` where there were none, or they were not asked for.
        state: Whether the bot's state was.
        reason: Why the state was not, where it was not.
    """

    made: str
    articles: int | None = None
    state: bool = False
    reason: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The report as plain JSON types."""
        return asdict(self)


def back_up(settings: Settings, bot: BotSettings | None, path: Path) -> BackupReport:
    """Write a backup, while bot and refreshes may be running; the file is readable by its owner alone.

    Args:
        settings: Name the store.
        bot: Name the bot's state; `None` where no bot is set up.
        path: The file; an earlier backup is replaced, in one step, and no other file.

    Raises:
        BackupError: There is nothing to back up, the file is something else, or it cannot be written.
        StoreError: The store is damaged.
    """
    if path.exists() and not _is_backup(path):
        raise BackupError(f"{path} is there already and is no backup; name another file")
    made = datetime.now(UTC).isoformat(timespec="seconds")
    state = _state_file(bot)
    try:
        with tempfile.TemporaryDirectory(dir=path.absolute().parent, prefix=".presscite-backup-") as name:
            scratch = Path(name)
            target = scratch / "backup.tar"
            handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file, tarfile.open(fileobj=file, mode="w") as backup:
                _add_facts(backup, made, bot, scratch, state=state is not None)
                articles = _add_store(settings, backup, scratch)
                if state is not None:
                    copy_state(state, scratch / _STATE)
                    add_file(backup, scratch / _STATE, _STATE)
            if articles is None and state is None:
                raise BackupError("there is nothing to back up: neither articles nor the state of a bot")
            sync(target)
            os.replace(target, path)  # noqa: PTH105 - the name says that it replaces, atomically
    except OSError as error:
        raise BackupError(f"{path} cannot be written ({error.strerror or error})") from error
    return BackupReport(
        made=made, articles=articles, state=state is not None, reason=_why_no_state(bot, state)
    )


def _state_file(bot: BotSettings | None) -> Path | None:
    """The file with the bot's state; `None` where there is none, or it is in PostgreSQL."""
    if bot is None or bot.database_address is not None:
        return None
    return bot.state_path if bot.state_path.exists() else None


def _add_facts(
    backup: tarfile.TarFile, made: str, bot: BotSettings | None, scratch: Path, *, state: bool
) -> None:
    number = bot.bot_id if bot is not None else None
    facts = {"format": _FORMAT, "made": made, "bot": number, "state": state}
    (scratch / _FACTS).write_text(json.dumps(facts, indent=2), encoding="utf-8")
    add_file(backup, scratch / _FACTS, _FACTS)


def _add_store(settings: Settings, backup: tarfile.TarFile, scratch: Path) -> int | None:
    try:
        return back_up_store(settings, backup, scratch).articles
    except EmptyStoreError:
        return None


def _why_no_state(bot: BotSettings | None, state: Path | None) -> str | None:
    if bot is None:
        return "TELEGRAM_BOT_TOKEN is not set"
    if bot.database_address is not None:
        return "it is in PostgreSQL, whose own tools back it up (pg_dump)"
    return None if state is not None else "the bot has not run yet"


def restore(
    settings: Settings, bot: BotSettings | None, path: Path, *, articles: bool = True, state: bool = True
) -> BackupReport:
    """Publish the articles of a backup at once, and put the bot's state back where no bot is running.

    Args:
        settings: Name the store.
        bot: Name the bot's state; `None` where no bot is set up.
        path: The backup.
        articles: Whether the articles are wanted.
        state: Whether the bot's state is.

    Raises:
        BackupError: The file is no backup, or is damaged.
        StoreError: The articles cannot be published.
        StateError: The state cannot be put back.
    """
    with _opened(path) as backup:
        facts = _facts(backup, path)
        count = restore_store(settings, backup).articles if articles and _holds(backup, "store/") else None
        reason = _why_state_stays(backup, facts, bot) if state else "it was not asked for"
        if reason is None and bot is not None:
            with tempfile.TemporaryDirectory(dir=settings.home, prefix=".presscite-restore-") as name:
                replace_state(
                    bot.state_path, extract_file(backup, backup.getmember(_STATE), Path(name), _STATE)
                )
    return BackupReport(made=str(facts["made"]), articles=count, state=reason is None, reason=reason)


def _why_state_stays(backup: tarfile.TarFile, facts: dict[str, Any], bot: BotSettings | None) -> str | None:
    """Why the bot's state is not put back; `None` where it is to be."""
    if not _holds(backup, _STATE):
        return "the backup holds none"
    if bot is None:
        return "TELEGRAM_BOT_TOKEN is not set"
    if facts["bot"] != bot.bot_id:
        return f"the backup is of another bot ({facts['bot']})"
    if bot.database_address is not None:
        return (
            "PRESSCITE_DATABASE_URL is set: restore it without, then run presscite move-state --to database"
        )
    if is_running(bot.state_path):
        return "the bot is running; stop it, and run this again"
    return None


def _holds(backup: tarfile.TarFile, start: str) -> bool:
    return any(name.startswith(start) for name in backup.getnames())


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(path, "r:") as backup:
            yield backup
    except (tarfile.TarError, EOFError) as error:
        raise BackupError(f"{path} is no backup of presscite, or is damaged ({error})") from error
    except FileNotFoundError as error:
        raise BackupError(f"{path} is not there") from error


def _facts(backup: tarfile.TarFile, path: Path) -> dict[str, Any]:
    """What the backup says of itself."""
    try:
        held = backup.extractfile(_FACTS)
        facts: dict[str, Any] = json.load(held) if held is not None else {}
        known = facts["format"] == _FORMAT and {"made", "bot", "state"} <= facts.keys()
    except (KeyError, TypeError, ValueError) as error:
        raise BackupError(f"{path} is no backup of presscite, or is damaged") from error
    if not known:
        raise BackupError(f"{path} was made by a newer presscite; install that one to restore it")
    if facts["state"] and not _holds(backup, _STATE):
        raise BackupError(f"{path} is damaged: its end is missing")
    return facts


def _is_backup(path: Path) -> bool:
    try:
        with _opened(path) as backup:
            _facts(backup, path)
    except (BackupError, OSError):
        return False
    return True
