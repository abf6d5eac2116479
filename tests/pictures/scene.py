"""What a person writes to the bot so that there is something to see."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Say:
    """A message of the person.

    Attributes:
        text: Its words.
        replies: How many messages the bot sends in return.
    """

    text: str
    replies: int = 1


@dataclass(frozen=True)
class Scene:
    """A conversation about the sample articles, and what is shown of it.

    Attributes:
        name: Name of the picture, without its ending.
        language: Code of the person's language.
        says: What the person writes, in order.
        unfolded: Whether quotes are shown as after a tap on them.
    """

    name: str
    language: str
    says: tuple[Say, ...]
    unfolded: bool = False


SCENES = (
    Scene("answer", "en", (Say("How much will the railway cost?"),)),
    Scene("sources", "en", (Say("/sources"), Say("How long is the Istiqlol tunnel?")), unfolded=True),
    Scene("refusal", "en", (Say("What will a train ticket on the new railway cost?"),)),
    Scene("timeline", "en", (Say("/timeline Rogun", replies=2),)),
    Scene("russian", "ru", (Say("Сколько голосов получил Токаев на выборах?"),)),
    Scene("tajik", "tg", (Say("Баландии сарбанди Роғун чанд метр мешавад?"),)),
)
