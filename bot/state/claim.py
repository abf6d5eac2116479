"""The statement that claims the next job of the queue."""

from __future__ import annotations

from sqlalchemy import text

UNSUSPECTED = 2
"""How many crashes a job may have been in work at by chance."""

# One job of a person is in work at a time, the oldest first.
#
# A job that was in work at two crashes and has no reply yet may be their cause: a poison job.  Poison jobs are claimed
# one at a time, those with the fewest attempts first, so that the true one is alone when it ends the process, and the
# jobs that only lay beside it are not given up with it.
CLAIM = text(
    f"""
    UPDATE inbox
    SET state = 'taken', taken_by = :instance, attempts = attempts + 1
    WHERE id = (
        SELECT job.id
        FROM inbox AS job
        WHERE job.state = 'waiting'
            AND job.ready <= :now
            AND NOT EXISTS (
                SELECT 1
                FROM inbox AS other
                WHERE other.person = job.person
                    AND (other.state = 'taken' OR other.state = 'waiting' AND other.id < job.id)
            )
            AND NOT (
                job.attempts >= {UNSUSPECTED} AND job.parts IS NULL
                AND EXISTS (
                    SELECT 1
                    FROM inbox AS poison
                    WHERE poison.state = 'taken' AND poison.attempts > {UNSUSPECTED} AND poison.parts IS NULL
                )
            )
        ORDER BY
            CASE WHEN job.attempts >= {UNSUSPECTED} AND job.parts IS NULL THEN job.attempts ELSE 0 END,
            job.id
        LIMIT 1
    )
    RETURNING *
    """  # noqa: S608 - the number is ours
)
"""Claims a job, with the parameters `instance` and `now` (seconds since 1970), and returns its row."""
