"""The parameters of one call."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.e2e.bot_api.errors import bad_request

if TYPE_CHECKING:
    from collections.abc import Mapping


class Parameters:
    """What a call was made with; whatever way it came, values are strings, and files are bytes.

    Args:
        values: The parameters by name.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __contains__(self, name: str) -> bool:
        return self._values.get(name) not in {None, ""}

    def text(self, name: str, default: str = "") -> str:
        value = self._values.get(name)
        return default if value is None else str(value)

    def file(self, name: str) -> bytes | None:
        """An uploaded file: under the name of its parameter, or where `attach://` points to."""
        value = self._values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            value = self._values.get(value.removeprefix("attach://"))
        return value if isinstance(value, bytes) else None

    def integer(self, name: str, default: int | None = None) -> int:
        """A number; without a default it must be there.

        Raises:
            ApiError: It is missing, or no number.
        """
        if name not in self:
            if default is None:
                raise bad_request(f"{name} is empty")
            return default
        try:
            return int(self.text(name))
        except ValueError:
            raise bad_request(f'parameter "{name}" must be a valid integer') from None

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in {"true", "1", "yes"}

    def json(self, name: str, default: Any) -> Any:
        """An object or a list, which travels as JSON.

        Raises:
            ApiError: It is no JSON.
        """
        if name not in self:
            return default
        try:
            return json.loads(self.text(name))
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None
