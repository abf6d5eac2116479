"""The statements of docs/outgrowing.md, which tests run as they stand there."""

from __future__ import annotations

import re

from tests.conftest import REPOSITORY

_PAGE = (REPOSITORY / "docs" / "outgrowing.md").read_text(encoding="utf-8")

PASSWORD = "a secret"  # noqa: S105 - of nobody
"""What stands in the place of the page's dots."""


def statements() -> list[str]:
    """The statements of SQL that make the role and the database."""
    (block,) = re.findall(r"```sql\n(.*?)```", _PAGE, re.DOTALL)
    return [statement.replace("'...'", f"'{PASSWORD}'") for statement in block.split(";\n") if statement]


def inline(start: str) -> str:
    """The one statement within a sentence that begins like this."""
    found = {" ".join(one.split()) for one in re.findall(r"`([^`]*)`", _PAGE) if one.startswith(start)}
    (statement,) = found
    return statement


def configuration() -> str:
    """The configuration of pgbouncer."""
    (block,) = re.findall(r"```ini\n(.*?)```", _PAGE, re.DOTALL)
    return str(block)


def command(program: str) -> list[str]:
    """A command line of the page."""
    (line,) = re.findall(rf"^{program} .*$", _PAGE, re.MULTILINE)
    return str(line).split()


def address() -> str:
    """The address of the database."""
    (found,) = re.findall(r"PRESSCITE_DATABASE_URL='(.*?)'", _PAGE)
    return str(found)
