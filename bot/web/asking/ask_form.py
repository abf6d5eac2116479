"""What a form of the page to ask holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qs

from pydantic import ValidationError

from bot.web.ask_request import AskRequest, HistoryMessage
from retrieval.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

_MOST_FIELDS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForm:
    """What was filled in.

    Attributes:
        key: Shows that the form comes from a page of ours.
        password: On the page to sign in.
        question: Any text.
        timeline: Whether a timeline is wanted.
        after: The first day, as it was written.
        before: The last day, as it was written.
        outlets: Names of outlets.
    """

    key: str = ""
    password: str = ""
    question: str = ""
    timeline: bool = False
    after: str = ""
    before: str = ""
    outlets: tuple[str, ...] = ()

    @classmethod
    async def read(cls, request: Request) -> Self:
        """The form that a request brings; whatever else it brings counts as an empty one."""
        body = await request.body()
        try:
            fields = parse_qs(body.decode("ascii"), max_num_fields=_MOST_FIELDS, errors="replace")
        except ValueError:
            return cls()

        def field(name: str) -> str:
            return fields.get(name, [""])[0]

        return cls(
            key=field("key"),
            password=field("password"),
            question=field("question").strip(),
            timeline=field("kind") == "timeline",
            after=field("after"),
            before=field("before"),
            outlets=tuple(fields.get("outlet", ())),
        )

    def asked(self, history: Sequence[HistoryMessage]) -> AskRequest:
        """The question, checked.

        Raises:
            QuestionError: It is none, or a day is none.
        """
        try:
            # The last day counts; to the chain, what is published before a day.
            end = (date.fromisoformat(self.before) + timedelta(days=1)).isoformat() if self.before else None
            return AskRequest(
                question=self.question,
                published_after=self.after or None,
                published_before=end,
                sources=list(self.outlets),
                history=list(history),
                stream=False,
            )
        except (ValidationError, ValueError, OverflowError) as error:
            raise QuestionError("the form holds no question that can be asked") from error
