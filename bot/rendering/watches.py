"""What somebody watches for as Telegram messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering.markup import LINE, Part, Run, run, split

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.state.watches import Watch
    from bot.texts import Texts


def render_watches(
    watches: Sequence[Watch], texts: Texts, feed: Callable[[Watch], str | None] = lambda _: None
) -> list[Part]:
    """The messages that list standing questions.

    Args:
        watches: The standing questions.
        texts: The reader's language.
        feed: Where a feed tells of one; `None` where none does.
    """
    runs = [run(texts.watches_title), LINE]
    for watch in watches:
        runs.append(run(f"\n• {watch.text}"))
        if address := feed(watch):
            runs += [Run(text=" · "), run("RSS", url=address)]
    return split(runs)
