"""What the commands of the command line have in common."""

from __future__ import annotations

import json
from inspect import cleandoc

import click

FAILED, MISUSED, REFUSED, PARTLY, STOPPED = 1, 2, 3, 4, 130
"""The exit codes beside 0; each command's help says which of them it gives."""

SETTINGS_HELP = """
    Settings come from the environment and from .env in the working directory;
    "presscite --help" names the first of them, .env.example lists them all."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")


def epilog_of(*paragraphs: str) -> str:
    """What stands below a command's options, line by line as written (to click, a backspace says so)."""
    return "\n\n".join(f"\b\n{cleandoc(paragraph)}" for paragraph in paragraphs)


def print_json(facts: object, *, indent: int | None = 2) -> None:
    """JSON is UTF-8 whatever the terminal's encoding is."""
    click.echo(json.dumps(facts, ensure_ascii=False, indent=indent).encode(errors="replace"))
