"""What a person does in a chat so that there is something to see."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Say:
    """Write a message.

    Attributes:
        text: Its words.
        replies: How many messages the bot sends in return.
    """

    text: str
    replies: int = 1


@dataclass(frozen=True)
class Press:
    """Press a button of the last message that has it.

    Attributes:
        button: The beginning of its label.
        replies: How many messages the bot sends in return.
    """

    button: str
    replies: int = 1


@dataclass(frozen=True)
class Scene:
    """A conversation about the sample articles, and what is shown of it.

    Attributes:
        name: Name of the picture, without its ending.
        language: Code of the person's language.
        acts: What the person does, in order.
        unfolded: Whether quotes are shown as after a tap on them.
    """

    name: str
    language: str
    acts: tuple[Say | Press, ...]
    unfolded: bool = False


SCENES = (
    Scene("answer", "en", (Say("What share of the railway company does China hold?"),)),
    Scene("refusal", "en", (Say("What will a train ticket on the new railway cost?"),)),
    Scene("timeline", "en", (Say("/timeline Rogun", replies=2),)),
    Scene("sources", "en", (Say("/sources"), Say("/latest"))),
    Scene("russian", "ru", (Say("Сколько голосов получил Токаев на выборах?"),)),
    Scene("tajik", "tg", (Say("Роҳи оҳани Чин — Қирғизистон — Ӯзбекистон чанд доллар арзиш дорад?"),)),
)
