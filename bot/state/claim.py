"""The statement that claims the next job of the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import TextClause

UNSUSPECTED = 2
"""How many crashes a job may have been in work at by chance."""

# One job of a person is in work at a time, the oldest first.
#
# A job that was in work at two crashes and has no reply yet may be their cause: a poison job.  Poison jobs are claimed
# one at a time, those with the fewest attempts first, so that the true one is alone when it ends the process, and the
# jobs that only lay beside it are not given up with it.
_CLAIM = f"""
UPDATE @inbox
SET state = 'taken', taken_by = :instance, attempts = attempts + 1
WHERE id = (
    SELECT job.id
    FROM @inbox AS job
    WHERE job.state = 'waiting'
        AND job.ready <= :now
        AND NOT EXISTS (
            SELECT 1
            FROM @inbox AS other
            WHERE other.person = job.person
                AND (other.state = 'taken' OR other.state = 'waiting' AND other.id < job.id)
        )
        AND NOT (
            job.attempts >= {UNSUSPECTED} AND job.parts IS NULL
            AND EXISTS (
                SELECT 1
                FROM @inbox AS poison
                WHERE poison.state = 'taken' AND poison.attempts > {UNSUSPECTED} AND poison.parts IS NULL
            )
        )
    ORDER BY
        CASE WHEN job.attempts >= {UNSUSPECTED} AND job.parts IS NULL THEN job.attempts ELSE 0 END,
        job.id
    LIMIT 1
    @lock
)
RETURNING *
"""  # noqa: S608 - the number is ours


def claim_statement(inbox: str, lock: str = "") -> TextClause:
    """The statement that claims a job and returns its row; its parameters are `instance` and `now` (since 1970).

    Args:
        inbox: The name of the table.
        lock: What is done about rows that others claim at the same time.
    """
    return text(_CLAIM.replace("@inbox", inbox).replace("@lock", lock))
