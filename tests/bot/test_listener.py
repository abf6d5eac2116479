"""Addresses to listen on."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from bot.listener import Listener, ListenError, listening_on


@pytest.mark.parametrize(
    ("text", "listener"),
    [
        ("127.0.0.1:8443", Listener(host="127.0.0.1", port=8443)),
        ("localhost:0", Listener(host="localhost", port=0)),
        ("[::1]:80", Listener(host="::1", port=80)),
        ("unix:/run/presscite/bot.sock", Listener(path=Path("/run/presscite/bot.sock"))),
    ],
)
def test_what_an_address_is(text: str, listener: Listener) -> None:
    """Host and port, or a socket; written again it is as it was."""
    parsed = Listener.parsed(text)
    assert parsed == listener
    assert str(parsed) == text


@pytest.mark.parametrize(
    "text",
    ["8443", ":8443", "localhost", "::1:80", "a b:80", "a:99999", "unix:bot.sock", "unix:", "a:1/x", ""],
)
def test_what_is_none(text: str) -> None:
    """The error says how to write one."""
    with pytest.raises(ValueError, match=r"host:port, such as .*unix:"):
        Listener.parsed(text)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_free_port(host: str) -> None:
    """Port 0 takes one, takes connections on it, and tells which it is."""
    (bound,) = Listener(host=host, port=0).bind("A_SETTING")
    with bound, socket.create_connection(bound.getsockname()[:2], timeout=5):
        assert listening_on([bound]).endswith(f":{bound.getsockname()[1]}")


@pytest.mark.parametrize(
    "listener",
    [
        Listener(host="192.0.2.1", port=8443),  # reserved for documentation
        Listener(host="no-such-host.invalid", port=8443),
        Listener(path=Path("/no/such/folder/bot.sock")),
        Listener(path=Path("/tmp") / ("x" * 200)),  # noqa: S108 - longer than a name may be; nothing is made
    ],
)
def test_what_cannot_be_bound_is_an_error(listener: Listener) -> None:
    """The error names the setting, the address and the reason."""
    with pytest.raises(ListenError, match="A_SETTING=") as caught:
        listener.bind("A_SETTING")
    assert str(listener) in str(caught.value)


def test_nothing_waits_to_be_sent() -> None:
    """A connection that is accepted sends small parts at once."""
    (listening,) = Listener(host="127.0.0.1").bind("SETTING")
    with listening, socket.create_connection(listening.getsockname()):
        listening.setblocking(True)
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
