"""Every tool of the MCP server, used."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcp import Client

    from retrieval.answer import Answer
    from retrieval.store.store import Store

QUESTION = "What is the total capacity of Rogun?"


async def use_tools(client: Client, store: Store, answer: Answer) -> None:
    """Call every tool once; each quote stands where its offsets say.

    Args:
        client: A client of the server over the samples.
        store: Their store.
        answer: What `build_chain()` says to `QUESTION`.
    """
    listed = (await client.list_tools()).tools
    assert [tool.name for tool in listed] == ["ask", "search", "read_article", "list_latest", "timeline"]
    asked = await client.call_tool("ask", {"question": QUESTION})
    facts = json.loads(json.dumps(answer.to_dict()))
    assert asked.structured_content == facts
    found = await client.call_tool("search", {"question": "trade in 2015", "limit": 3})
    latest = await client.call_tool("list_latest", {"limit": 3})
    told = await client.call_tool("timeline", {"topic": "Rogun"})
    citations = [c for entry in told.structured_content["entries"] for c in entry["citations"]]
    quoted = [
        *facts["citations"], *found.structured_content["passages"], *latest.structured_content["articles"], *citations,
    ]  # fmt: skip
    assert len(quoted) > 8
    with store.reading() as snapshot:
        for quote in quoted:
            article = snapshot.catalogue.article(quote["article_id"])
            assert article is not None
            assert article.text[quote["start"] : quote["end"]] == quote["quote"]
    first = facts["citations"][0]
    start, length = first["start"], first["end"] - first["start"]
    read = await client.call_tool(
        "read_article", {"article_id": first["article_id"], "start": start, "length": length}
    )
    assert read.structured_content["quote"] == first["quote"]
    for name, arguments in (
        ("ask", {}), ("ask", {"question": 7}), ("read_article", {"article_id": "nowhere"}), ("nothing", {}),
    ):  # fmt: skip
        assert (await client.call_tool(name, arguments)).is_error
