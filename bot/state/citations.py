"""Citations as JSON, which is how the state keeps them."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from retrieval.answer import Citation

if TYPE_CHECKING:
    from collections.abc import Sequence


def citations_to_json(citations: Sequence[Citation]) -> str:
    """Citations as a JSON array; dates are ISO 8601 strings."""
    return json.dumps(
        [
            {**_facts(citation), "published": citation.published.isoformat() if citation.published else None}
            for citation in citations
        ],
        ensure_ascii=False,
    )


def _facts(citation: Citation) -> dict[str, Any]:
    # Not `asdict`, which looks into every value for more to convert: this is done for each answer.
    return {field.name: getattr(citation, field.name) for field in fields(citation)}


def citations_from_json(text: str) -> tuple[Citation, ...]:
    """The citations that `citations_to_json` wrote."""
    return tuple(
        Citation(
            **{
                **facts,
                "published": datetime.fromisoformat(facts["published"]) if facts["published"] else None,
            }
        )
        for facts in json.loads(text)
    )
