"""Names with commas as an option of a command, such as the sets of questions that it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def names_among(known: Iterable[str]) -> Callable[[click.Context, click.Parameter, str], tuple[str, ...]]:
    """The callback of an option that lists some of the names that are known.

    It gives them once each, in the order in which they are known.  A name that is not, or an empty list, is wrong
    usage: else it would be an error once the models have been loaded, or a run over nothing.

    Args:
        known: The names.
    """
    ours = tuple(known)

    def chosen(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
        asked = [name.strip() for name in value.split(",") if name.strip()]
        if unknown := [repr(name) for name in asked if name not in ours]:
            raise click.BadParameter(f"not known: {', '.join(unknown)}; known are {', '.join(ours)}")
        if not asked:
            raise click.BadParameter(f"no name is given; known are {', '.join(ours)}")
        return tuple(name for name in ours if name in asked)

    return chosen
