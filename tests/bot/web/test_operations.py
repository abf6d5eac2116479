"""What operators see of the web server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.web.security_headers import HEADERS

if TYPE_CHECKING:
    import httpx


def test_a_server_that_is_well(stranger: httpx.Client) -> None:
    """200 on both pages, without a token."""
    assert stranger.get("/healthz").json() == {"healthy": True, "store": "ok"}
    assert stranger.get("/readyz").json() == {"ready": True, "store": "ok"}


def test_metrics_are_for_those_with_a_token(client: httpx.Client, stranger: httpx.Client) -> None:
    """Prometheus shows a token, others are refused; the number of articles is told."""
    assert stranger.get("/metrics").status_code == 401
    shown = client.get("/metrics")
    assert shown.headers["content-type"].startswith("text/plain")
    articles = next(line for line in shown.text.splitlines() if line.startswith("presscite_articles "))
    assert float(articles.split()[1]) > 10


def test_every_response_has_the_headers(stranger: httpx.Client) -> None:
    """Pages, errors and refusals alike; no server names itself."""
    for path in ("/healthz", "/nothing", "/metrics", "/openapi.json"):
        response = stranger.get(path)
        assert {name: response.headers.get(name) for name in HEADERS} == HEADERS, path
        assert "server" not in response.headers


def test_an_unknown_page_is_not_found(stranger: httpx.Client) -> None:
    """An error in the one form of all errors."""
    response = stranger.get("/nothing/here")
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "not_found"
    assert stranger.post("/healthz").status_code == 405
