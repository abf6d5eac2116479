"""The tokenizer of the packaged model: the same tokens as the tokenizers library makes of the same pieces."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from retrieval.embedding.packaged_model import packaged_encoder, packaged_model
from retrieval.embedding.sentence_pieces import END, START
from retrieval.embedding.text_tokenizer import TextTokenizer, TokenizedText, text_tokenizer
from tests.conftest import SAMPLES

if TYPE_CHECKING:
    from pathlib import Path

_REFERENCE = """
import json, sys
from tokenizers import Tokenizer
tokenizer = Tokenizer.from_file(sys.argv[1])
encoded = [tokenizer.encode(text, add_special_tokens=False) for text in json.load(sys.stdin)]
print(json.dumps([[of.ids, of.offsets] for of in encoded]))
"""
TEXTS = [
    "Сангоб ғалаба кард, аммо Ҷӯраев — не.",
    "وزیر دفاع تاجیکستان وارد تهران شد.",
    "Toʻraqoʻrgʻonda 1 200 ta uy; «ﬁn» ½ №5 … “quoted” 3’000",
    "👮\u200d♂️ Госдума",
    "日本語のテキスト",
    "",
]


@pytest.fixture(scope="module")
def tokenizer(model_cache: Path) -> TextTokenizer:
    return text_tokenizer(packaged_encoder(model_cache))


def test_the_same_tokens_as_the_tokenizers_library(tokenizer: TextTokenizer, model_cache: Path) -> None:
    """Of all samples, paragraph by paragraph, and of texts with unusual characters: ids and offsets.

    That library is loaded in a process of its own: it takes 300 MB with the pieces.
    """
    paragraphs = [line for path in SAMPLES.rglob("*.md") for line in path.read_text("utf-8").splitlines()]
    texts = TEXTS + [" ".join(line.split()) for line in paragraphs]
    assert len(texts) > 100
    reference = subprocess.run(
        [sys.executable, "-c", _REFERENCE, str(packaged_model(model_cache) / "tokenizer.json")],
        input=json.dumps(texts), capture_output=True, text=True, check=True,
    )  # fmt: skip
    for text, (ids, offsets) in zip(texts, json.loads(reference.stdout), strict=True):
        tokens = tokenizer.tokens(text)
        assert tokens.ids == ids, text
        # The space that is thought before a text has no span here, and that of the first character there.
        assert [(a, b) for a, b in tokens.offsets if b] == [
            tuple(span) for span, (_, b) in zip(offsets, tokens.offsets, strict=True) if b
        ]
        assert tokenizer.ids(text) == ids


def test_names_of_special_tokens_are_words_like_others(tokenizer: TextTokenizer) -> None:
    """An article that writes </s> ends nothing."""
    assert not {START, END} & set(tokenizer.ids("He wrote <s> and </s> there."))


def test_offsets_name_the_words(tokenizer: TextTokenizer) -> None:
    """Whatever stands between them; spaces at the end are no token."""
    text = "Two  dams\n\n— and Ҳисор, twice.  "
    tokens = tokenizer.tokens(text)
    assert "".join(text[a:b] for a, b in tokens.offsets).split() == text.split()
    assert max(end for _, end in tokens.offsets) == len(text.rstrip())


def test_cut_and_enclosed(tokenizer: TextTokenizer) -> None:
    """Special tokens have empty spans; no more tokens are left than were asked for."""
    tokens = tokenizer.tokens("one two three four")
    assert tokens.first(2).enclosed() == TokenizedText(
        [START, *tokens.ids[:2], END], [(0, 0), *tokens.offsets[:2], (0, 0)]
    )
