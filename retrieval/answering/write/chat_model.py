"""The language model that `PRESSCITE_LLM` names, as a LangChain chat model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retrieval.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from retrieval.settings import Settings

_WITHOUT_TEMPERATURE = ("o1", "o3", "o4", "gpt-5")  # OpenAI's reasoning models refuse the option


def chat_model(settings: Settings) -> BaseChatModel:
    """The chat model that `PRESSCITE_LLM` names; it never retries by itself, `generate.py` does.

    Raises:
        ModelError: Its provider's package is not installed, or it refuses its configuration.
    """
    from langchain.chat_models import init_chat_model

    provider, _, name = (settings.llm or "").partition(":")
    options = _ollama(settings) if provider == "ollama" else _other(settings, name)
    try:
        model: BaseChatModel = init_chat_model(name, model_provider=provider, **options)
    except ImportError as error:
        raise ModelError(
            f"PRESSCITE_LLM = {settings.llm!r} needs another package; install it with: "
            f"pip install 'presscite[{provider}]'"
        ) from error
    except Exception as error:  # each provider's client has its own way of refusing a configuration
        raise ModelError(
            f"PRESSCITE_LLM = {settings.llm!r} cannot be set up ({type(error).__name__}); it takes "
            "openai:NAME, anthropic:NAME or ollama:NAME, with PRESSCITE_LLM_API_KEY where a key is needed"
        ) from error
    return model


def _ollama(settings: Settings) -> dict[str, Any]:
    options: dict[str, Any] = {
        "temperature": 0,
        "num_predict": settings.llm_max_tokens,
        "client_kwargs": {"timeout": settings.llm_timeout},
    }
    if settings.llm_base_url:
        options["base_url"] = str(settings.llm_base_url).rstrip("/")
    return options


def _other(settings: Settings, name: str) -> dict[str, Any]:
    options: dict[str, Any] = {
        "timeout": settings.llm_timeout,
        "max_retries": 0,
        "max_tokens": settings.llm_max_tokens,
    }
    if not name.startswith(_WITHOUT_TEMPERATURE):
        options["temperature"] = 0
    if settings.llm_base_url:
        options["base_url"] = str(settings.llm_base_url).rstrip("/")
    if settings.llm_api_key:
        options["api_key"] = settings.llm_api_key.get_secret_value()
    elif settings.llm_base_url:
        options["api_key"] = "none"  # a local server asks for no key, but its client insists on one
    return options
