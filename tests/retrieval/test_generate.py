"""The language model's output: parsed, never trusted."""

from __future__ import annotations

import pytest

from retrieval.errors import ModelError
from retrieval.generate import NonsenseError, chat_model, parse
from retrieval.settings import Settings
from retrieval.verify import Claim, Evidence


@pytest.mark.parametrize(
    "output",
    [
        'It opened in 2006. [1: "opened in 2006"]',
        '- It opened in 2006. [1: "opened in 2006"].\n',
        "It opened in 2006. [ 1 : “opened in 2006” ]".replace("[ ", "[").replace(" ]", "]"),
        '  It opened\n in 2006.   [1:"opened in 2006"]',
    ],
)
def test_forms_a_model_may_write(output: str) -> None:
    """Bullets, curly quotation marks, stray spaces and full stops make no difference."""
    assert parse(output) == [Claim("It opened in 2006.", (Evidence(1, "opened in 2006"),))]


def test_several_pieces_of_evidence() -> None:
    """Pieces that stand side by side belong to the sentence before them."""
    claims = parse('A and B. [1: "a a"] [2: "b b"]\nC. [3: "c c"]')
    assert [len(claim.evidence) for claim in claims] == [2, 1]


def test_sentence_without_evidence_is_left_out() -> None:
    """What comes after the last piece of evidence is not a claim."""
    assert len(parse('A. [1: "a a"]\nB without any.')) == 1


def test_marks_of_its_own_are_left_out() -> None:
    """A sentence that carries marks like ours would confuse a reader; it is dropped."""
    assert parse('See [7] there. [1: "a a"]\nB. [1: "b b"]') == [Claim("B.", (Evidence(1, "b b"),))]


def test_no_answer_is_no_claim() -> None:
    """The one agreed word, in any case."""
    assert parse("No answer.") == []


@pytest.mark.parametrize("output", ["", "Sure! I can help with that.", "[1]"])
def test_nonsense_is_told_apart_from_no_answer(output: str) -> None:
    """Neither a claim nor the agreed word."""
    with pytest.raises(NonsenseError):
        parse(output)


def test_missing_provider_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider whose package is not there is an error with the extra to install."""

    def missing(*_: object, **__: object) -> None:
        raise ImportError("no such package")

    monkeypatch.setattr("langchain.chat_models.init_chat_model", missing)
    with pytest.raises(ModelError, match=r"presscite\[anthropic\]"):
        chat_model(Settings.load({"PRESSCITE_LLM": "anthropic:claude"}))


@pytest.mark.parametrize("model", ["openai:a", "anthropic:b", "ollama:c"])
def test_providers_can_be_set_up(model: str) -> None:
    """Each of the named providers makes a chat model from the same settings."""
    settings = Settings.load({"PRESSCITE_LLM": model, "PRESSCITE_LLM_API_KEY": "k"})
    assert chat_model(settings) is not None
