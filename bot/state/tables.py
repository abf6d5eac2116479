"""The tables of the bot's state.  Times are seconds since 1970, in UTC."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.state.columns import Number, Written

metadata = MetaData()

inbox = Table(
    "inbox",
    metadata,
    Column("id", Number, primary_key=True),
    # Telegram sends an update again that was not acknowledged; it is the same one all the same.
    Column("update_id", Number, nullable=False, unique=True),
    Column("person", Number, nullable=False),
    Column("chat", Number, nullable=False),
    Column("message", Number, nullable=False),
    Column("payload", Text),  # the update as JSON; nothing once it is done
    Column("received", Float, nullable=False),
    Column("ready", Float, nullable=False),  # not before this time
    Column("state", Text, nullable=False),  # waiting, taken or done
    Column("taken_by", Text),  # the instance that works on it
    Column("attempts", Integer, nullable=False, default=0),
    Column("noticed", Boolean, nullable=False, default=False),  # its person was told that it waits
    Column("stop", Boolean, nullable=False, default=False),  # its person wants no answer any more
    Column("parts", Text),  # the messages of its answer, as JSON, once they are being sent
    Column("begun", Integer, nullable=False, default=0),  # how many of them have been sent
    Index("inbox_by_state", "state", "person"),
    sqlite_autoincrement=True,
)

exchanges = Table(
    "exchanges",
    metadata,
    Column("id", Number, primary_key=True),
    Column("person", Number, nullable=False),
    Column("chat", Number, nullable=False),
    Column("topic", Number, nullable=False),  # 0 where the chat has none
    Column("asked", Float, nullable=False),
    Column("seconds", Float, nullable=False),  # from the question's arrival to its answer
    Column("question", Written, nullable=False),
    Column("searched_for", Written, nullable=False),
    Column("answer", Written, nullable=False),  # as it was shown, with marks
    Column("outcome", Text, nullable=False),  # answered, refused or failed
    Column("answered_by", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("citations", Text, nullable=False),  # JSON
    Index("exchanges_by_chat", "chat", "topic", "id"),
    Index("exchanges_by_person", "person"),
    sqlite_autoincrement=True,
)

answer_messages = Table(
    "answer_messages",
    metadata,
    Column("chat", Number, primary_key=True),
    Column("message", Number, primary_key=True),
    Column("exchange", Number, nullable=False),
    Index("answer_messages_by_exchange", "exchange"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("chat", Number, primary_key=True),
    Column("topic", Number, primary_key=True),
    Column("since", Float, nullable=False),  # what was asked before is forgotten
)

feedback = Table(
    "feedback",
    metadata,
    Column("exchange", Number, primary_key=True),
    Column("person", Number, primary_key=True),
    Column("verdict", Integer, nullable=False),  # 1 or -1
    Column("given", Float, nullable=False),
    Index("feedback_by_person", "person"),
)

watches = Table(
    "watches",
    metadata,
    Column("id", Number, primary_key=True),
    Column("person", Number, nullable=False),
    Column("chat", Number, nullable=False),
    Column("topic", Number, nullable=False),
    Column("text", Written, nullable=False),
    Column("language", Text, nullable=False),
    Column("created", Float, nullable=False),
    UniqueConstraint("person", "chat", "topic", "text"),
    sqlite_autoincrement=True,
)

notifications = Table(
    "tellings",
    metadata,
    Column("id", Number, primary_key=True),
    Column("watch", Number, nullable=False),
    Column("found", Float, nullable=False),
    Column("signature", LargeBinary, nullable=False),  # of the story, so that nobody is notified of a copy
    Column("citation", Text),  # JSON, while it is kept
    Column("told", Float, key="sent"),
    Index("tellings_by_watch", "watch", "sent"),
)

baselines = Table(
    "snapshots",
    metadata,
    Column("name", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

readers = Table(
    "readers",
    metadata,
    Column("person", Number, primary_key=True),
    Column("time_zone", Text, nullable=False),  # a name of the IANA database, or UTC with an offset
)

spending = Table(
    "spending",
    metadata,
    Column("person", Number, primary_key=True),
    Column("day", Text, primary_key=True),  # in UTC
    Column("answers", Integer, nullable=False, server_default=text("0")),
)

digests = Table(
    "digests",
    metadata,
    Column("id", Number, primary_key=True),
    Column("person", Number, nullable=False),  # who has ordered it, and whose time zone counts
    Column("chat", Number, nullable=False),
    Column("topic", Number, nullable=False),  # 0 where the chat has none
    Column("language", Text, nullable=False),
    Column("minutes", Integer, nullable=False),  # after midnight
    Column("due", Float, nullable=False),  # when the next one is
    Column("day", Text),  # that of the last one, where its person lives
    Column("unread", Integer, nullable=False, default=0),  # sent since somebody pressed or asked something
    Column(
        "asked", Boolean, nullable=False, default=False
    ),  # whether to go on; none is sent until that is known
    Column("parts", Text),  # the messages of one that is being sent, as JSON
    Column("begun", Integer, nullable=False, default=0),  # how many of them have been sent
    UniqueConstraint("chat", "topic"),
    Index("digests_by_due", "due"),
    sqlite_autoincrement=True,
)

digest_stories = Table(
    "digest_stories",
    metadata,
    Column("id", Number, primary_key=True),
    Column("digest", Number, nullable=False),
    Column("sent", Float, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Index("digest_stories_by_digest", "digest"),
)

web_limits = Table(
    "web_limits",
    metadata,
    Column("token", Text, primary_key=True),  # its name
    Column("minute", Integer, nullable=False),  # since 1970
    Column("requests", Integer, nullable=False),
)

web_sessions = Table(
    "web_sessions",
    metadata,
    Column("digest", Text, primary_key=True),  # SHA-256 of what the cookie holds
    Column("expires", Float, nullable=False),
    Column("content", Text, nullable=False),  # JSON
    Index("web_sessions_by_end", "expires"),
)

instances = Table(
    "instances",
    metadata,
    Column("id", Text, primary_key=True),
    Column("beat", Integer, nullable=False),  # greater at each sign of life
)

leases = Table(
    "leases",
    metadata,
    Column("name", Text, primary_key=True),  # of what one instance does for all
    Column("holder", Text, nullable=False),
    Column("until", Float, nullable=False),  # by the database's clock
)

revisions = Table(
    "revisions",
    metadata,
    Column("revision", Text, primary_key=True),
    Column("oldest", Text, nullable=False),  # whose code works with the tables of the revision
)
