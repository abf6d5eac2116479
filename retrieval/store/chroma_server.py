"""A Chroma server (`chroma run`) that holds the vectors instead of the store's own folder."""

from __future__ import annotations

import atexit
import base64
import os
import secrets
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from retrieval.errors import ServerUnreachableError
from retrieval.store.vectors import Vectors, in_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection as Names
    from pathlib import Path

    import httpx
    from chromadb.api import ClientAPI

_PREFIX = "presscite"
_FIRST_SECONDS = 10.0  # for the first sign of life
_SECONDS = 60.0  # for any other request; Chroma's own client would wait for ever
_LISTED_AT_ONCE = 100  # collections


class StoreName(Protocol):
    """Knows the name that a store has in a Chroma server."""

    def known(self) -> bool:
        """Whether it has one."""
        ...

    def made(self) -> str:
        """Its name, made up the first time; call that with the store locked."""
        ...


class NameFile:
    """The name that a store has in a Chroma server, in a file.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def known(self) -> bool:
        """Whether it has one."""
        return self._path.exists()

    def made(self) -> str:
        """Its name, made up the first time; call that with the store locked."""
        try:
            name = self._path.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            name = ""
        if not name:
            name = secrets.token_hex(6)
            with self._path.open("w", encoding="utf-8") as file:
                file.write(name)
                file.flush()
                os.fsync(file.fileno())  # without it, nobody finds the collections again
        return name


class ChromaServer:
    """The collections of one store in a Chroma server: one a generation, named after the store and it.

    Several stores may share a server: each knows its own collections by a name kept in its folder.

    Args:
        url: Address of the server; a name and password in it are sent as HTTP basic authentication.
        store: What knows the name of the store there.
    """

    def __init__(self, url: str, store: StoreName) -> None:
        self._url = urlsplit(url)
        self._store = store

    @property
    def place(self) -> str:
        """The address without name and password."""
        return _place(self._url)

    def open(self, generation: str, *, create: bool = False) -> Vectors:
        """The collection of a generation.

        Raises:
            StoreError: The server is not reached, or has no such collection.
        """
        return Vectors(_client(self._url), self._name(generation), create=create, place=self.place)

    def leftovers(self, keep: Callable[[], Names[str]]) -> list[str]:
        """Collections of this store that belong to none of the generations that are needed.

        Args:
            keep: Gives these generations.  It is asked last, so that what a refresh makes meanwhile is not taken for
                left over: a generation is known before it has a collection.

        Raises:
            StoreError: The server is not reached.
        """
        if not self._store.known():
            return []  # never used with this store
        with in_words(self.place):
            names = _names(_client(self._url))
        kept = {self._name(generation) for generation in keep()}
        return sorted(name for name in names if name.startswith(self._name("")) and name not in kept)

    def clear(self, keep: Callable[[], Names[str]]) -> None:
        """Delete the collections of this store that belong to none of the generations that are needed; see `leftovers`.

        Raises:
            StoreError: The server is not reached.
        """
        for name in self.leftovers(keep):
            self._delete(name)

    def delete(self, generation: str) -> None:
        """Delete the collection of a generation; harmless where there is none.

        Raises:
            StoreError: The server is not reached.
        """
        if self._store.known():
            self._delete(self._name(generation))

    def _delete(self, name: str) -> None:
        from chromadb.errors import NotFoundError

        # What a refresh that was killed had asked the server to delete may go while we look.
        with in_words(self.place), suppress(NotFoundError):
            _client(self._url).delete_collection(name)

    def _name(self, generation: str) -> str:
        return f"{_PREFIX}-{self._store.made()}-{generation}"


_clients: dict[SplitResult, ClientAPI] = {}
_clients_lock = threading.Lock()


def _client(url: SplitResult) -> ClientAPI:
    """The one client of a server in this process: Chroma keeps something of every client that was ever made."""
    with _clients_lock:
        if url not in _clients:
            _clients[url] = _connected(url)
        return _clients[url]


def _connected(url: SplitResult) -> ClientAPI:
    import chromadb
    import httpx
    from chromadb.config import Settings as ChromaSettings

    port = url.port or (443 if url.scheme == "https" else 80)
    # With a scheme in it, Chroma takes the host as the whole address, path included.
    address = f"{url.scheme}://{_host(url)}:{port}{url.path.rstrip('/')}"
    headers = _headers(url)
    try:
        # Chroma's client makes its first calls without any time limit, so the server is tried before.
        httpx.get(f"{address}/api/v2/heartbeat", headers=headers, timeout=_FIRST_SECONDS).raise_for_status()
        client = chromadb.HttpClient(
            host=address,
            port=port,
            ssl=url.scheme == "https",
            headers=headers,
            settings=ChromaSettings(anonymized_telemetry=False),
        )
    except Exception as error:
        raise ServerUnreachableError(
            f"{_place(url)} is not reached ({type(error).__name__}); is it running (chroma run), and is "
            "PRESSCITE_CHROMA_URL right?"
        ) from error
    for session in _sessions(client):
        session.timeout = _SECONDS
    return client


def _sessions(client: object) -> list[httpx.Client]:
    """The connections that a client keeps; there is no public way to them."""
    kept = [
        getattr(client, "_server", None),
        getattr(getattr(client, "_admin_client", None), "_server", None),
    ]
    return [session for session in (getattr(server, "_session", None) for server in kept) if session]


@atexit.register
def _disconnect() -> None:
    for client in _clients.values():
        for session in _sessions(client):
            session.close()  # which the client itself leaves open
    _clients.clear()


def _place(url: SplitResult) -> str:
    port = f":{url.port}" if url.port else ""
    return f"the Chroma server at {url.scheme}://{_host(url)}{port}"


def _host(url: SplitResult) -> str | None:
    return f"[{url.hostname}]" if ":" in (url.hostname or "") else url.hostname


def _headers(url: SplitResult) -> dict[str, str]:
    if url.username is None:
        return {}
    pair = f"{unquote(url.username)}:{unquote(url.password or '')}"
    return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}


def _names(client: ClientAPI) -> list[str]:
    names: list[str] = []
    while page := client.list_collections(limit=_LISTED_AT_ONCE, offset=len(names)):
        names += [collection.name for collection in page]
    return names
