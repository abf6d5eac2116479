"""Noticing that something in the sources has changed."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.address import is_address, path_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LOOK_SECONDS = 1.0  # between looks at what the system does not report by itself

_Looks = dict[str, tuple[int, ...] | None]


def changes(
    sources: Sequence[str | Path],
    *,
    every: float | None = None,
    but: Path | None = None,
    stop: threading.Event | None = None,
    at_once: bool = False,
) -> Iterator[None]:
    """Yield each time that something in these sources has changed; what came during a pause of the caller counts.

    Folders are watched with all that is in them, except behind links that lead out of them; files, and folders
    that are not there yet, are looked at every second; web addresses are not watched.

    Args:
        sources: Files, folders and addresses.
        every: Also yield when so many seconds have passed since the last time.
        but: A folder whose changes do not count, such as the store's own.
        stop: Ends it when set.
        at_once: Also yield as soon as the sources are watched, so that nothing is missed between a first reading of
            them and the first look.
    """
    stop = stop or threading.Event()
    paths = _paths(sources)
    clock = _Clock(every)
    looks = _looked(paths)
    while not stop.is_set():
        for changed in _folder_changes([path for path in paths if Path(path).is_dir()], but, stop):
            now = _looked(paths)
            replaced = now != looks
            looks = now
            if changed or replaced or clock.is_due or at_once:
                at_once = False
                clock.restart()
                yield
            if replaced:
                break  # a folder came, went or was replaced: watch what is there now


def _paths(sources: Sequence[str | Path]) -> list[str]:
    """The files and folders among sources, as `open_source` names them."""
    names = [str(name) for name in sources if not is_address(str(name))]
    return [os.path.abspath(Path(path_of(name)).expanduser()) for name in names]  # noqa: PTH100 - links are kept


class _Clock:
    """Tells when so many seconds have passed; never, where there is no such number."""

    def __init__(self, every: float | None) -> None:
        self._every = every or float("inf")
        self.restart()

    @property
    def is_due(self) -> bool:
        """Whether they have passed since it was started."""
        return time.monotonic() >= self._due

    def restart(self) -> None:
        """Count from now."""
        self._due = time.monotonic() + self._every


def _looked(paths: Sequence[str]) -> _Looks:
    """What the paths themselves look like: files by size and time, folders by who they are."""
    looks: _Looks = {}
    for path in paths:
        try:
            info = os.stat(path)  # noqa: PTH116 - paths are strings here
        except (OSError, ValueError):
            looks[path] = None
            continue
        identity = (info.st_dev, info.st_ino)
        looks[path] = identity if Path(path).is_dir() else (*identity, info.st_size, info.st_mtime_ns)
    return looks


def _folder_changes(folders: Sequence[str], but: Path | None, stop: threading.Event) -> Iterator[bool]:
    """Whether something in the folders has changed, at least once in `_LOOK_SECONDS`."""
    if not folders:
        while not stop.wait(_LOOK_SECONDS):
            yield False
        return
    from watchfiles import watch

    roots = [Path(folder) for folder in folders]
    try:
        for found in watch(
            *folders,
            watch_filter=lambda _, path: _counts(Path(path), roots, but),
            stop_event=stop,
            rust_timeout=int(_LOOK_SECONDS * 1000),
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            yield bool(found)
    except FileNotFoundError:
        yield False  # a folder went away this very moment


def _counts(path: Path, roots: Sequence[Path], but: Path | None) -> bool:
    """Whether a change there can matter: hidden files and folders are not read, and the store is our own."""
    if but is not None and path.is_relative_to(but):
        return False
    inside = [path.relative_to(root).parts for root in roots if path.is_relative_to(root)]
    return not inside or any(not any(part.startswith(".") for part in parts) for parts in inside)
