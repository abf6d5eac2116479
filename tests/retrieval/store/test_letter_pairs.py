"""Names in the letters of their language and typed without them, found both ways by the keywords of one store."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from retrieval.store.store import Store
from tests.retrieval.counting_embeddings import CountingEmbeddings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.store.snapshot import Snapshot

# Language, name, and how it is typed on another keyboard, in another font or from habit.
PAIRS = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("letter_pairs.tsv").read_text("utf-8").splitlines()
]
SENTENCES = {
    "tg": "Дар шаҳр рӯзи душанбе {} зикр шуд.",
    "fa": "روز دوشنبه در شهر از {} یاد شد.",
    "kk": "Дүйсенбі күні қалада {} туралы айтылды.",
    "ky": "Дүйшөмбү күнү шаарда {} жөнүндө айтылды.",
    "uz": "Dushanba kuni shaharda {} haqida aytildi.",
}
ASKED = {
    "tg": "{} чӣ шуд?",
    "fa": "{} چه شد؟",
    "kk": "{} туралы не айтылды?",
    "ky": "{} эмне болду?",
    "uz": "{} nima?",
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """One store of an article for each way to write each name."""
    home = tmp_path_factory.mktemp("letters")
    settings = Settings(home=home)
    articles = home / "articles.jsonl"
    with articles.open("w", encoding="utf-8") as file:
        for number, (code, *ways) in enumerate(PAIRS):
            for way, name in zip("ab", ways, strict=True):
                text = SENTENCES[code].format(name)
                file.write(json.dumps({"id": f"{number}{way}", "title": "1", "text": text}) + "\n")
    report = refresh([articles], settings, embeddings=CountingEmbeddings(settings))
    assert (report.articles, report.failed) == (2 * len(PAIRS), ())
    store = Store.from_settings(settings)
    with store.reading() as snapshot:
        yield snapshot
    store.close()


def test_there_are_fifty_pairs_a_language() -> None:
    """Each name is written in two ways, and stands once."""
    assert Counter(code for code, *_ in PAIRS) == dict.fromkeys(SENTENCES, 50)
    assert len({name for _, *ways in PAIRS for name in ways}) == 2 * len(PAIRS)


@pytest.mark.parametrize("code", SENTENCES)
def test_pairs_are_found_both_ways(snapshot: Snapshot, code: str) -> None:
    """However a name is asked for, the two articles that have it in either way come first, to the letter."""
    missed = []
    for number, (language, *ways) in enumerate(PAIRS):
        for name in ways if language == code else ():
            found = snapshot.match(ASKED[code].format(name), 2).found
            articles = {
                p.article_id: p.text for p in snapshot.catalogue.passages([id_ for id_, _ in found]).values()
            }
            wanted = {
                f"{number}{way}": SENTENCES[code].format(one) for way, one in zip("ab", ways, strict=True)
            }
            if articles != wanted:
                missed.append((name, articles))
    assert missed == []
