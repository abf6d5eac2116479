"""The program, run inside the process, and what stands in for its functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from click.testing import CliRunner, Result

from retrieval.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable


def presscite(*arguments: str, stdin: str | bytes | None = "") -> Result:
    """Run the program with arguments and what comes on its standard input."""
    return CliRunner().invoke(main, arguments, input=stdin)


def raising(error: BaseException) -> Callable[..., Any]:
    """A function that raises this."""

    def run(*_args: object, **_named: object) -> Any:
        raise error

    return run
