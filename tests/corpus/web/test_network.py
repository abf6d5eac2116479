"""Connections: which addresses are local, and that the one connected to is the one checked."""

from __future__ import annotations

import socket
import ssl
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpcore2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from corpus import Fetcher, FetchError
from corpus.web.network import LocalAddressError, Network, is_local
from tests.corpus.web_server import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.corpus.web_server import WebServer

PUBLIC = "93.184.216.34"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",  # noqa: S104
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
        "fd12:3456::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001:db8::1",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ],
)  # fmt: skip
def test_local_addresses(address: str) -> None:
    """Loopback, private, link-local, metadata, multicast and reserved, in every IPv6 dress."""
    assert is_local(address)


@pytest.mark.parametrize(
    "address", [PUBLIC, "1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_public_addresses(address: str) -> None:
    """Addresses of the internet are not local."""
    assert not is_local(address)


class Wires:
    """The edge: name servers and cables are played, so that public addresses can be had offline."""

    def __init__(self, patch: pytest.MonkeyPatch, port: int) -> None:
        self.names: dict[str, list[list[str]]] = {}
        self.asked: list[str] = []
        self.connected: list[str] = []
        real_connect = httpcore2.SyncBackend.connect_tcp
        real_resolve = socket.getaddrinfo

        def resolve(host: Any, at: Any, *args: Any, **named: Any) -> list[Any]:
            if host not in self.names:
                return real_resolve(host, at, *args, **named)
            self.asked.append(host)
            answers = self.names[host]
            found = answers.pop(0) if len(answers) > 1 else answers[0]
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, at)) for address in found]

        def connect(backend: Any, host: str, at: int, *args: Any, **named: Any) -> httpcore2.NetworkStream:
            self.connected.append(host)
            to = ("127.0.0.1", port) if host == PUBLIC else (host, at)
            return real_connect(backend, *to, *args, **named)

        patch.setattr(socket, "getaddrinfo", resolve)
        patch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)


@pytest.fixture
def wires(monkeypatch: pytest.MonkeyPatch, server: WebServer) -> Wires:
    return Wires(monkeypatch, server.port)


@pytest.fixture
def outside() -> Iterator[Fetcher]:
    """A fetcher as users have it: local addresses are refused."""
    with Fetcher(delay=0, timeout=5) as fetcher:
        yield fetcher


def test_a_public_host_is_fetched(server: WebServer, wires: Wires, outside: Fetcher) -> None:
    """The name is resolved, its address checked, and that address connected to, with the name in Host."""
    server.replies["/a"] = "words"
    wires.names["news.example"] = [[PUBLIC]]
    assert outside.fetch("http://news.example/a").body == b"words"
    assert set(wires.connected) == {PUBLIC}
    assert server.asked[-1].headers["host"] == "news.example"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",  # noqa: S104
        "10.0.0.1",
    ],
)
def test_local_hosts_are_refused(server: WebServer, wires: Wires, outside: Fetcher, host: str) -> None:
    """However an address of this machine is written, nothing is connected to and the reason says what to do."""
    with pytest.raises(FetchError) as caught:
        outside.fetch(f"http://{host}:{server.port}/a")
    assert caught.value.reason.startswith("is an address of this machine or of the local network")
    assert "PRESSCITE_FETCH_LOCAL" in caught.value.reason
    assert not caught.value.temporary
    assert not wires.connected
    assert not server.asked


def test_a_name_with_one_local_address_is_refused(wires: Wires, outside: Fetcher) -> None:
    """A public name that also stands for a local address is refused as a whole."""
    wires.names["both.example"] = [[PUBLIC, "10.0.0.5"]]
    with pytest.raises(FetchError, match="local network"):
        outside.fetch("http://both.example/a")
    assert wires.connected == []


def test_rebinding(server: WebServer, wires: Wires) -> None:
    """A name server that answers with a local address the second time is not asked a second time."""
    wires.names["turncoat.example"] = [[PUBLIC], ["127.0.0.1"]]
    network = Network(allow_local=False)
    network.connect_tcp("turncoat.example", server.port, 5).close()
    assert (wires.asked, wires.connected) == (["turncoat.example"], [PUBLIC])
    with pytest.raises(LocalAddressError):
        network.connect_tcp("turncoat.example", server.port, 5)
    assert wires.connected == [PUBLIC]


def test_a_redirect_inwards_is_refused(server: WebServer, wires: Wires, outside: Fetcher) -> None:
    """Every hop is checked: a public page cannot lead to this machine."""
    wires.names["news.example"] = [[PUBLIC]]
    server.replies["/a"] = Reply(status=302, headers={"Location": f"http://127.0.0.1:{server.port}/secret"})
    server.replies["/secret"] = "secret"
    with pytest.raises(FetchError, match=r"^http://news.example/a: leads to http://127.0.0.1.*local network"):
        outside.fetch("http://news.example/a")
    assert "/secret" not in server.paths()


def test_a_name_server_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time for a request counts for the name server too."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_named: time.sleep(60))
    with Fetcher(delay=0, timeout=0.3) as fetcher, pytest.raises(FetchError, match="does not answer in time"):
        fetcher.fetch("http://slow.example/a")


def test_an_unknown_name(wires: Wires, outside: Fetcher) -> None:
    """A name that does not exist is said to be so."""
    del wires
    with pytest.raises(FetchError, match=r"cannot be reached \("):
        outside.fetch("http://does-not-exist.invalid/a")


def test_certificates_are_checked(server: WebServer, tmp_path: Path) -> None:
    """A server whose certificate nobody vouches for is not read, and the reason says so."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_self_signed(tmp_path / "pem"))
    server.encrypt(context)
    server.replies["/a"] = "words"
    address = server.url("/a").replace("http://127.0.0.1", "https://localhost")
    with Fetcher(allow_local=True, delay=0, timeout=5) as fetcher, pytest.raises(FetchError) as caught:
        fetcher.fetch(address)
    assert "certificate verify failed" in caught.value.reason
    assert not server.asked


def test_https(server: WebServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server whose certificate is good for its name is read over TLS, by the address that was checked."""
    pem = _self_signed(tmp_path / "pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.encrypt(context)
    server.replies["/a"] = "words"
    with Fetcher(allow_local=True, delay=0, timeout=5) as fetcher:
        found = fetcher.fetch(server.url("/a").replace("http://127.0.0.1", "https://localhost"))
    assert found.body == b"words"


def _self_signed(path: Path) -> Path:
    """A key and a certificate for localhost, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(secret + certificate.public_bytes(Encoding.PEM))
    return path
