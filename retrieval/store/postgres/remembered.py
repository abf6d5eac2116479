"""What has been read of a generation in the database, which never changes once it is published."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_Value = TypeVar("_Value")


class Remembered(Generic[_Value]):
    """The values that were read last, by key; may be asked from several threads at once.

    Args:
        most: So many are kept; then those that came first go.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[str, _Value | None] = {}
        self._lock = threading.Lock()

    def completed(
        self, keys: Iterable[str], read: Callable[[Sequence[str]], Mapping[str, _Value]]
    ) -> dict[str, _Value]:
        """The values of some keys, in their order; those that are not known yet are read.

        Args:
            keys: The keys.
            read: Gives the values of keys that are not known; it leaves out those that have none.
        """
        wanted = list(dict.fromkeys(keys))
        with self._lock:
            found = {key: self._values[key] for key in wanted if key in self._values}
        missing = [key for key in wanted if key not in found]
        if missing:
            new = read(missing)
            found |= {key: new.get(key) for key in missing}
            self.keep({key: found[key] for key in missing})
        return {key: value for key in wanted if (value := found[key]) is not None}

    def keep(self, values: Mapping[str, _Value | None]) -> None:
        """Know values that were read together with something else; `None` where a key has none."""
        with self._lock:
            self._values.update(values)
            while len(self._values) > self._most:
                del self._values[next(iter(self._values))]
