"""The page to ask over HTTP: only who has signed in asks, and only from the page itself."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from bot.state.web_limits import WebLimits
from tests.bot.web.article_store import PUBLIC
from tests.bot.web.asking.scripted_chain import ScriptedChain
from tests.bot.web.served import serving_web

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from bot.web.settings import WebSettings
    from tests.bot.web.article_store import ArticleStore
    from tests.bot.web.served import Served

PASSWORD = "a password of the tests"  # noqa: S105 - of a server of the tests
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def chain() -> ScriptedChain:
    return ScriptedChain()


def settings(kept: ArticleStore, folder: str, **changed: object) -> WebSettings:
    state = kept.settings.home / f"{folder}.db"
    return kept.settings.model_copy(
        update={"state": state, **_password(kept, PASSWORD), "public_url": None, **changed}
    )


def _password(kept: ArticleStore, password: str) -> dict[str, object]:
    loaded = type(kept.settings).load({"PRESSCITE_WEB_PASSWORD": password}, kept.settings.home / "absent")
    return {"password": loaded.password}


@pytest.fixture(scope="module")
def asking(kept: ArticleStore, chain: ScriptedChain) -> Iterator[Served]:
    with serving_web(settings(kept, "asking"), kept.retriever, chain.runnable) as served:
        yield served


@pytest.fixture
def visitor(asking: Served, chain: ScriptedChain) -> Iterator[httpx.Client]:
    """A browser of somebody who has not signed in."""
    chain.asked.clear()
    chain.error = None
    # Tests of the minute before have tried, too.
    allow_tries(asking, 1_000)
    with asking.client(token=None) as client:
        yield client


def allow_tries(served: Served, number: int) -> None:
    """How many tries to sign in there may be in a minute."""
    state = served.context.state
    state.sign_ins = WebLimits(state._database, number)


def key(client: httpx.Client) -> str:
    found = re.search(r'name="key" value="([0-9a-f]{64})"', client.get("/").text)
    assert found is not None
    return found[1]


def signed_in(client: httpx.Client) -> httpx.Client:
    response = client.post("/sign-in", data={"key": key(client), "password": PASSWORD})
    assert response.status_code == 303
    return client


def test_without_a_password_there_is_no_page(reading: Served) -> None:
    """Nothing at the root, and no form."""
    with reading.client() as client:
        assert client.get("/").status_code == 404
        assert [client.post(path).status_code for path in ("/", "/sign-in", "/new")] == [404, 404, 404]
        assert client.get("/chart/0.png").status_code == 404


def test_who_knows_the_password_is_let_in(visitor: httpx.Client) -> None:
    """With a cookie that no script reads and no other site sends along, and another one than before."""
    before = visitor.get("/")
    assert 'type="password"' in before.text
    wrong = visitor.post("/sign-in", data={"key": key(visitor), "password": "another password"})
    assert wrong.status_code == 403
    assert "not the password" in wrong.text
    right = visitor.post("/sign-in", data={"key": key(visitor), "password": PASSWORD})
    assert right.status_code == 303
    cookie = right.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert cookie.split(";")[0] != before.headers["set-cookie"].split(";")[0]
    page = visitor.get("/")
    assert 'id="question"' in page.text
    assert page.headers["referrer-policy"] == "same-origin"
    assert re.search(r"script-src 'sha256-[^']+'", page.headers["content-security-policy"])


def test_over_https_the_cookie_is_for_this_host_alone(kept: ArticleStore, chain: ScriptedChain) -> None:
    """Nor does it go over a plain connection."""
    public = settings(kept, "https", public_url=kept.settings.public_url)
    with serving_web(public, kept.retriever, chain.runnable) as served, served.client(token=None) as client:
        cookie = client.get("/").headers["set-cookie"]
        assert cookie.startswith("__Host-presscite=")
        assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
        assert (
            f'action="{PUBLIC.removeprefix("https://news.example")}/sign-in?lang=en"'
            in client.get("/press/").text
        )


def test_forged_forms_do_nothing(visitor: httpx.Client, asking: Served, chain: ScriptedChain) -> None:
    """Without the page's key, with another browser's, or sent from elsewhere."""
    signed_in(visitor)
    good = key(visitor)
    with asking.client(token=None) as other:
        foreign = key(signed_in(other))
        strange = [
            ({}, {}), ({"key": ""}, {}), ({"key": foreign}, {}), ({"key": good[:-1]}, {}), ({"key": "\0é"}, {}),
            ({"key": good}, {"Origin": "https://evil.example"}), ({"key": good}, {"Origin": "null"}),
            ({"key": good}, {"Sec-Fetch-Site": "cross-site"}), ({"key": good}, {"Sec-Fetch-Site": "same-site"}),
        ]  # fmt: skip
        for fields, headers in strange:
            for path in ("/", "/new", "/sign-out", "/sign-in"):
                response = visitor.post(path, data={"question": "Who?", **fields}, headers=headers)
                assert (path, fields, response.status_code) == (path, fields, 403)
        assert other.post("/", data={"key": good, "question": "Who?"}).status_code == 403
    assert chain.asked == []
    own = {"Origin": asking.address, "Sec-Fetch-Site": "same-origin"}
    assert visitor.post("/", data={"key": good, "question": "Who?"}, headers=own).status_code == 303
    assert len(chain.asked) == 1


def test_who_has_not_signed_in_asks_nothing(visitor: httpx.Client, chain: ScriptedChain) -> None:
    """Neither with the key of the page to sign in, nor with a made-up cookie."""
    fields = {"key": key(visitor), "question": "Who?"}
    assert visitor.post("/", data=fields).status_code == 401
    assert visitor.post("/", data=fields, headers={"Accept": "text/event-stream"}).json() == {}
    assert visitor.get("/chart/0.png").status_code == 404
    for cookie in ("x", "é\\", "a" * 3_000, "' OR 1=1 --"):
        assert visitor.get("/", headers={b"Cookie": f"presscite={cookie}".encode()}).status_code == 200
    assert chain.asked == []


def test_passwords_cannot_be_tried_for_long(asking: Served, visitor: httpx.Client) -> None:
    """After some tries even the right one is refused for the rest of the minute."""
    allow_tries(asking, 5)
    statuses = []
    for _ in range(20):  # a minute may end meanwhile
        statuses.append(visitor.post("/sign-in", data={"key": key(visitor), "password": "wrong"}).status_code)
        if statuses[-1] == 429:
            break
    refused = visitor.post("/sign-in", data={"key": key(visitor), "password": PASSWORD})
    assert 429 in statuses
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 61


def test_an_answer_without_scripts(visitor: httpx.Client, chain: ScriptedChain) -> None:
    """The form brings the page with the answer, its quotes unfolded, and what is asked next follows it up."""
    signed_in(visitor)
    fields = {
        "key": key(visitor),
        "question": "Who?",
        "after": "2026-01-01",
        "before": "2026-01-31",
        "outlet": "A",
    }
    response = visitor.post("/?lang=ru", data=fields)
    assert (response.status_code, response.headers["location"]) == (303, "/?lang=ru#last")
    page = visitor.get("/?lang=ru").text
    assert page.count("<blockquote") == 2
    assert "Second. Quoted." in page
    assert "<script>window" not in page
    assert "<img src=x" not in page
    assert "javascript:" not in page
    asked = chain.asked[-1]
    assert (asked["published_after"], asked["published_before"]) == ("2026-01-01", "2026-02-01")
    assert asked["sources"] == ("A",)
    visitor.post("/", data={"key": key(visitor), "question": "And then?"})
    assert [message.type for message in chain.asked[-1]["history"]] == ["human", "ai"]
    assert chain.asked[-1]["history"][0].content == "Who?"
    assert visitor.post("/new", data={"key": key(visitor)}).status_code == 303
    assert "<blockquote" not in visitor.get("/").text


def test_an_answer_as_events(visitor: httpx.Client) -> None:
    """Each has the whole so far as markup, sentence by sentence; the last is remembered."""
    signed_in(visitor)
    fields = {"key": key(visitor), "question": "Who?"}
    response = visitor.post("/", data=fields, headers={"Accept": "text/event-stream"})
    events = [json.loads(line[6:]) for line in response.text.splitlines() if line.startswith("data: ")]
    assert [one["html"].count("<blockquote") for one in events] == [1, 2, 2]
    assert events[-1]["html"].strip() in visitor.get("/").text
    assert "<script" not in events[-1]["html"]


@pytest.mark.parametrize(
    "fields",
    [
        {"question": ""},
        {"question": " "},
        {"question": "a" * 10_001},
        {"before": "9999-12-31"},
        {"after": "soon"},
    ],
)
def test_what_cannot_be_asked_is_said(
    visitor: httpx.Client, chain: ScriptedChain, fields: dict[str, str]
) -> None:
    """In the page, with what was filled in, and as JSON for its script."""
    signed_in(visitor)
    sent = {"key": key(visitor), "question": "Who?", **fields}
    page = visitor.post("/", data=sent)
    assert page.status_code == 400
    assert "cannot be searched for" in page.text
    assert "said" in visitor.post("/", data=sent, headers={"Accept": "text/event-stream"}).json()
    assert chain.asked == []


def test_no_words_of_an_error_are_shown(visitor: httpx.Client, chain: ScriptedChain) -> None:
    """Whatever goes wrong, and however it was asked."""
    signed_in(visitor)
    chain.error = RuntimeError("secret of the server")
    sent = {"key": key(visitor), "question": "Who?"}
    for headers in ({}, {"Accept": "text/event-stream"}):
        response = visitor.post("/", data=sent, headers=headers)
        assert response.status_code == 500
        assert "secret" not in response.text
        assert "Something went wrong" in response.text
    assert visitor.post("/", content=b"\xff\xfe%%%&&&==" * 100, headers=FORM).status_code == 403
    assert visitor.post("/", content=b"&a" * 2_000, headers=FORM).status_code == 403


def test_a_session_ends(visitor: httpx.Client, kept: ArticleStore, chain: ScriptedChain) -> None:
    """Where somebody signs out, and where the password is another one."""
    signed_in(visitor)
    cookies = dict(visitor.cookies)
    other = settings(kept, "asking", **_password(kept, "quite another password"))
    with serving_web(other, kept.retriever, chain.runnable) as served, served.client(token=None) as client:
        client.cookies.update(cookies)
        assert 'type="password"' in client.get("/").text
    assert visitor.post("/sign-out", data={"key": key(visitor)}).status_code == 303
    visitor.cookies.update(cookies)
    assert 'type="password"' in visitor.get("/").text


def test_a_timeline_of_nothing_is_a_refusal(visitor: httpx.Client) -> None:
    """With no chart."""
    signed_in(visitor)
    visitor.post("/", data={"key": key(visitor), "question": "Zzyzx", "kind": "timeline"})
    page = visitor.get("/").text
    assert "<img" not in page
    assert 'class="said"' in page
    assert visitor.get("/chart/0.png").status_code == 404
