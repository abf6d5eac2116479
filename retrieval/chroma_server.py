"""A Chroma server (`chroma run`) that holds the vectors instead of the store's own folder."""

from __future__ import annotations

import base64
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from retrieval.errors import StoreError
from retrieval.vectors import Vectors, in_words

if TYPE_CHECKING:
    from collections.abc import Collection as Names
    from collections.abc import Iterator
    from pathlib import Path

    from chromadb.api import ClientAPI

_PREFIX = "presscite"
_FIRST_SECONDS = 10.0  # for the first sign of life
_SECONDS = 60.0  # for any other request; Chroma's own client would wait for ever
_LISTED_AT_ONCE = 100  # collections


class ChromaServer:
    """The collections of one store in a Chroma server: one a generation, named after the store and it.

    Several stores may share a server: each knows its own collections by a name kept in its folder.

    Args:
        url: Address of the server; a name and password in it are sent as HTTP basic authentication.
        store: The store's folder; the name of the store is kept there.
    """

    def __init__(self, url: str, store: Path) -> None:
        self._url = urlsplit(url)
        self._store = store

    @property
    def place(self) -> str:
        """The address without name and password."""
        port = f":{self._url.port}" if self._url.port else ""
        return f"the Chroma server at {self._url.scheme}://{self._url.hostname}{port}"

    def open(self, generation: str, *, create: bool = False) -> Vectors:
        """The collection of a generation.

        Raises:
            StoreError: The server is not reached, or has no such collection.
        """
        client = self._client()
        try:
            return Vectors(client, self._name(generation), create=create, place=self.place)
        except BaseException:
            client.close()  # type: ignore[attr-defined] # every client has it; its interface does not say so
            raise

    def leftovers(self, keep: Names[str]) -> list[str]:
        """Collections of this store that belong to none of these generations.

        Raises:
            StoreError: The server is not reached.
        """
        kept = {self._name(generation) for generation in keep}
        with self._talking() as client:
            names = _names(client)
        return sorted(name for name in names if name.startswith(self._name("")) and name not in kept)

    def clear(self, keep: Names[str]) -> None:
        """Delete the collections of this store that belong to none of these generations.

        Raises:
            StoreError: The server is not reached.
        """
        names = self.leftovers(keep)
        if not names:
            return
        with self._talking() as client:
            for name in names:
                client.delete_collection(name)

    @contextmanager
    def _talking(self) -> Iterator[ClientAPI]:
        client = self._client()
        try:
            with in_words(self.place):
                yield client
        finally:
            client.close()  # type: ignore[attr-defined] # as above

    def _client(self) -> ClientAPI:
        import chromadb
        import httpx
        from chromadb.config import Settings as ChromaSettings

        # With a scheme in it, Chroma takes the host as the whole address, path included.
        address = f"{self._url.scheme}://{self._url.hostname}:{self._port}{self._url.path.rstrip('/')}"
        try:
            # Chroma's client makes its first calls without any time limit, so the server is tried before.
            httpx.get(
                f"{address}/api/v2/heartbeat", headers=self._headers(), timeout=_FIRST_SECONDS
            ).raise_for_status()
            client = chromadb.HttpClient(
                host=address,
                port=self._port,
                ssl=self._url.scheme == "https",
                headers=self._headers(),
                settings=ChromaSettings(anonymized_telemetry=False),
            )
        except Exception as error:
            raise StoreError(
                f"{self.place} is not reached ({type(error).__name__}); is it running (chroma run), and is "
                "PRESSCITE_CHROMA_URL right?"
            ) from error
        _limit(client)
        return client

    @property
    def _port(self) -> int:
        return self._url.port or (443 if self._url.scheme == "https" else 80)

    def _headers(self) -> dict[str, str]:
        if self._url.username is None:
            return {}
        pair = f"{unquote(self._url.username)}:{unquote(self._url.password or '')}"
        return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}

    def _name(self, generation: str) -> str:
        return f"{_PREFIX}-{self._own_name()}-{generation}"

    def _own_name(self) -> str:
        """The store's name in the server, made up the first time; call that with the store locked."""
        file = self._store / "name"
        try:
            name = file.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            name = ""
        if not name:
            name = secrets.token_hex(6)
            file.write_text(name, encoding="utf-8")
        return name


def _names(client: ClientAPI) -> list[str]:
    names: list[str] = []
    while page := client.list_collections(limit=_LISTED_AT_ONCE, offset=len(names)):
        names += [collection.name for collection in page]
    return names


def _limit(client: Any) -> None:
    """Give the client's connection a time limit; there is no public way to."""
    session = getattr(getattr(client, "_server", None), "_session", None)
    if session is not None:
        session.timeout = _SECONDS
