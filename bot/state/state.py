"""All that the bot remembers, in one place."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.state.baselines import Baselines
from bot.state.conversations import Conversations
from bot.state.digests import Digests
from bot.state.feedback import Feedback
from bot.state.instances import Instances
from bot.state.job_table import JobTable
from bot.state.notifications import Notifications
from bot.state.open_database import open_database
from bot.state.reader_zones import ReaderZones
from bot.state.spending import Spending
from bot.state.watches import Watches

if TYPE_CHECKING:
    from bot.settings import BotSettings

# After this a story is older by far than what a digest looks for.
_STORY_SECONDS = 8 * 24 * 3600.0
# Telegram offers an update again for a day, and numbers them anew after a week.
_KNOWN_SECONDS = 8 * 24 * 3600.0


class State:
    """The state of a bot, shared by all of its instances.

    Args:
        settings: Where it is kept, how long, and what people may spend.

    Attributes:
        jobs: The queue of jobs.
        conversations: What was asked and answered.
        feedback: What people think of it.
        watches: What people watch for.
        notifications: What was found for them.
        digests: Who gets a digest, and what was in it.
        baselines: What is known of the articles that were looked through for them.
        spending: How many answers of the language model people have had today.
        zones: Which time zones people have chosen.
        instances: Which instances live, where they share a server; `None` where the state is in a file.

    Raises:
        StateError: It cannot be opened.
        SettingsError: The database's address is not understood, or its drivers are not installed.
    """

    def __init__(self, settings: BotSettings) -> None:
        self._database = open_database(settings, f"bot_{settings.bot_id}", settings.state_path)
        self.instances = Instances(self._database) if settings.database_address else None
        self._retention_seconds = 24 * 3600.0 * settings.retention_days
        self.jobs = JobTable(self._database)
        self.conversations = Conversations(self._database)
        self.feedback = Feedback(self._database)
        self.watches = Watches(self._database)
        self.notifications = Notifications(self._database)
        self.digests = Digests(self._database)
        self.baselines = Baselines(self._database)
        self.spending = Spending(self._database, settings.daily_model_answers)
        self.zones = ReaderZones(self._database, settings.zone)

    def forget(self, person: int) -> None:
        """Delete everything about a person; what they have spent today stays until tomorrow."""
        self.jobs.forget(person)
        self.feedback.forget(person)
        self.conversations.forget(person)
        self.watches.forget(person)
        self.digests.forget(person)
        self.zones.forget(person)

    def purge(self) -> None:
        """Delete what has been kept as long as the settings allow."""
        now = time.time()
        self.conversations.purge(now - self._retention_seconds)
        self.notifications.purge(now - self._retention_seconds)
        self.digests.purge(now - max(_STORY_SECONDS, self._retention_seconds))
        self.jobs.purge(now - min(_KNOWN_SECONDS, self._retention_seconds))
        self.spending.purge()

    def fault(self) -> str | None:
        """Why the state cannot be used now, for an operator; `None` where it can."""
        return self._database.fault()

    def close(self) -> None:
        """Let go of the file, or of the server."""
        self._database.close()
