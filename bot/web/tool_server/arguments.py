"""What the tools are called with, checked field by field."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.web.ask_request import LONGEST_QUESTION, Outlet

LONGEST_EXTRACT = 20_000
"""Characters of an article that are read at once."""


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("the topic is empty")
    return value.strip()


class ReadArguments(BaseModel):
    """Which article is read, and from where on."""

    model_config = ConfigDict(extra="forbid")

    article_id: Annotated[str, Field(min_length=1, max_length=4_000)] = Field(
        description="The id of the article, as citations and passages have it."
    )
    start: Annotated[int, Field(ge=0)] = Field(0, description="Offset of the first character that is read.")
    length: Annotated[int, Field(ge=1, le=LONGEST_EXTRACT)] = Field(
        LONGEST_EXTRACT, description="At most so many characters."
    )


class LatestArguments(BaseModel):
    """Which of the newest articles are listed."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=100)] = Field(10, description="At most so many articles.")
    sources: Annotated[list[Outlet], Field(max_length=100)] = Field([], description="Only of these outlets.")


class TimelineArguments(BaseModel):
    """What a timeline is about."""

    model_config = ConfigDict(extra="forbid")

    topic: Annotated[str, Field(max_length=LONGEST_QUESTION), AfterValidator(_not_blank)] = Field(
        description='Words or a question; times in it ("in 2018") restrict the dates of publication.'
    )
    limit: Annotated[int, Field(ge=1, le=100)] = Field(
        30, description="At most so many days, months or years."
    )
