"""Which model is asked."""

from __future__ import annotations

import pytest

from retrieval.answering.write.chat_model import chat_model
from retrieval.errors import ModelError
from retrieval.settings import Settings


def test_missing_provider_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider whose package is not there is an error with the extra to install."""

    def missing(*_: object, **__: object) -> None:
        raise ImportError("no such package")

    monkeypatch.setattr("langchain.chat_models.init_chat_model", missing)
    with pytest.raises(ModelError, match=r"presscite\[anthropic\]"):
        chat_model(Settings.load({"PRESSCITE_LLM": "anthropic:claude"}))


@pytest.mark.parametrize("model", ["openai:a", "openai:gpt-5", "anthropic:b", "ollama:c"])
def test_providers_can_be_set_up(model: str) -> None:
    """Each of the named providers makes a chat model from the same settings."""
    settings = Settings.load({"PRESSCITE_LLM": model, "PRESSCITE_LLM_API_KEY": "k"})
    assert chat_model(settings) is not None
