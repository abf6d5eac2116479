"""The statements of the job table that every question needs.

They are built once: building takes SQLAlchemy several times as long as SQLite takes to execute them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, exists, func, select, update

from bot.state.tables import inbox

if TYPE_CHECKING:
    from sqlalchemy import Select

WAITING, CLAIMED, DONE = "waiting", "taken", "done"

KNOWN_AND_OPEN = select(
    exists().where(inbox.c.update_id == bindparam("update")),
    select(func.count())
    .where(inbox.c.person == bindparam("person"), inbox.c.state.in_([WAITING, CLAIMED]))
    .scalar_subquery(),
)
# The job as this instance has claimed it, and not as another one has since, because this one seemed to be dead.
THE_SAME = and_(
    inbox.c.id == bindparam("job"),
    inbox.c.taken_by.is_not_distinct_from(bindparam("owner")),
    inbox.c.attempts == bindparam("attempt"),
    inbox.c.state.in_([WAITING, CLAIMED]),
)
SENDING = (
    update(inbox)
    .where(THE_SAME, inbox.c.stop.is_(False))
    .values(begun=bindparam("count"), parts=bindparam("messages"))
)
IS_CANCELLED = select(inbox.c.stop).where(THE_SAME)
FINISH = update(inbox).where(THE_SAME).values(state=DONE, parts=None)
FINISH_AND_ERASE = FINISH.values(payload=None)


def first_waiting(before: float) -> Select[int]:
    """The numbers of the jobs that wait, each the first of a person who has another one in work and was not notified.

    Args:
        before: When they were received at the latest, in seconds since 1970.
    """
    busy, notified = inbox.alias(), inbox.alias()
    return (
        select(func.min(inbox.c.id))
        .where(
            inbox.c.state == WAITING,
            inbox.c.received < before,
            exists().where(busy.c.person == inbox.c.person, busy.c.state == CLAIMED),
            ~exists().where(
                notified.c.person == inbox.c.person,
                notified.c.noticed.is_(True),
                notified.c.state.in_([WAITING, CLAIMED]),
            ),
        )
        .group_by(inbox.c.person)
    )
