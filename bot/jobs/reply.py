"""The reply to a job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.outgoing.message import OutgoingMessage

if TYPE_CHECKING:
    from bot.metrics import QuestionOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class JobReply:
    """The reply to a job.

    Attributes:
        message: What is sent.
        result: How the question ends when it has arrived, for the figures.
    """

    message: OutgoingMessage
    result: QuestionOutcome

    def to_json(self) -> dict[str, Any]:
        """The reply as JSON types.  The keys are those of stored state and do not change."""
        return {**self.message.to_json(), "outcome": self.result}

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> JobReply:
        """What `to_json` wrote."""
        return cls(message=OutgoingMessage.from_json(facts), result=facts.get("outcome", "answered"))
