"""The answerer that uses a language model: any LangChain chat model, its output parsed and verified."""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from retrieval.answer import Answer, Citation, Sentence
from retrieval.errors import ModelError
from retrieval.extract import refuse
from retrieval.verify import Claim, Evidence, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import RunnableConfig
    from numpy.typing import NDArray

    from retrieval.embeddings import SentenceTransformerEmbeddings
    from retrieval.hit import Hit
    from retrieval.question import Question
    from retrieval.settings import Settings
    from retrieval.verify import Span

log = logging.getLogger(__name__)

_NO_ANSWER = "NO ANSWER"
_EVIDENCE = re.compile(r"\[(\d{1,3})\s*:\s*[\"“«](.+?)[\"”»]\s*\]", re.DOTALL)
_MAX_SENTENCES = 5


class NonsenseError(Exception):
    """The model's output has no sentence in the form it was asked for, nor says that there is no answer."""


class Generator:
    """Answers with sentences that a language model writes and that the passages prove.

    Args:
        model: A LangChain chat model.
        name: What readers are told wrote the answer.
    """

    def __init__(self, model: BaseChatModel, name: str) -> None:
        self._model = model
        self.name = name

    def answer(
        self, question: Question, searched_for: str, hits: Sequence[Hit], config: RunnableConfig
    ) -> Answer:
        """The verified sentences, or a refusal where none is left.

        Raises:
            NonsenseError: The output cannot be understood.
            Exception: Whatever the model's client raises.
        """
        reply = self._model.invoke(messages(question, searched_for, hits), config)
        return self._verified(reply.text, question, searched_for, hits)

    async def aanswer(
        self, question: Question, searched_for: str, hits: Sequence[Hit], config: RunnableConfig
    ) -> Answer:
        """`answer`, awaiting the model."""
        reply = await self._model.ainvoke(messages(question, searched_for, hits), config)
        return self._verified(reply.text, question, searched_for, hits)

    def _verified(self, output: str, question: Question, searched_for: str, hits: Sequence[Hit]) -> Answer:
        claims = parse(output)
        proven = [(claim, spans) for claim in claims if (spans := verify(claim, hits))][:_MAX_SENTENCES]
        if not proven:
            return refuse(question, searched_for, hits)
        sentences, citations = _numbered(proven, hits)
        return Answer(
            question=question.text,
            searched_for=searched_for,
            sentences=sentences,
            citations=citations,
            answered_by=self.name,
            language=question.language,
        )


def messages(question: Question, searched_for: str, hits: Sequence[Hit]) -> list[BaseMessage]:
    """What the model is given: the instructions of prompt.md, then the numbered passages and the question."""
    instructions = files("retrieval").joinpath("prompt.md").read_text(encoding="utf-8")
    passages = "\n\n".join(_shown(number, hit) for number, hit in enumerate(hits, start=1))
    return [
        SystemMessage(instructions),
        HumanMessage(f"{passages}\n\nQuestion: {searched_for or question.text}"),
    ]


def _shown(number: int, hit: Hit) -> str:
    date = hit.published.date().isoformat() if hit.published else "no date"
    # The fence cannot be closed from inside: three quotation marks in an article become two.
    body = re.sub(r'"{3,}', '""', hit.text)
    title = hit.title.replace('"""', '""')
    return f'Passage {number}: {title} ({hit.source or "outlet unknown"}, {date})\n"""\n{body}\n"""'


def parse(output: str) -> list[Claim]:
    """The claims in a model's output; an empty list where it says that there is no answer.

    Raises:
        NonsenseError: There is neither a claim nor that word.
    """
    claims = []
    at = 0
    for run in re.finditer(rf"(?:{_EVIDENCE.pattern}[\s.,;]*)+", output, re.DOTALL):
        text = re.sub(r"\s+", " ", output[at : run.start()]).strip(" -*•")
        evidence = tuple(Evidence(int(n), quote) for n, quote in _EVIDENCE.findall(run.group()))
        at = run.end()
        if text and not re.search(r"\[\d", text):
            claims.append(Claim(text, evidence))
    if not claims and _NO_ANSWER not in output.upper():
        raise NonsenseError
    return claims


def _numbered(
    proven: Sequence[tuple[Claim, list[Span]]], hits: Sequence[Hit]
) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """Sentences and citations, numbered anew in order of appearance; one number a quote."""
    numbers: dict[Span, int] = {}
    sentences = []
    for claim, spans in proven:
        cited = sorted({numbers.setdefault(span, len(numbers) + 1) for span in spans})
        sentences.append(Sentence(text=claim.text, citations=tuple(cited)))
    citations = tuple(hits[span.hit].cite(number, span.start, span.end) for span, number in numbers.items())
    return tuple(sentences), citations


def similarity(embeddings: SentenceTransformerEmbeddings) -> Callable[[str, str], float]:
    """The cosine of two texts by an embedding model, the latest texts remembered."""

    @lru_cache(maxsize=512)
    def vector(text: str) -> NDArray[np.float32]:
        first: NDArray[np.float32] = embeddings.encode_documents([text])[0]
        return first

    return lambda one, other: float(vector(one) @ vector(other))


def chat_model(settings: Settings) -> BaseChatModel:
    """The chat model that `PRESSCITE_LLM` names.

    Raises:
        ModelError: Its provider's package is not installed, or it refuses its configuration.
    """
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {"temperature": 0, "timeout": settings.llm_timeout, "max_retries": 2}
    if settings.llm_base_url:
        options["base_url"] = str(settings.llm_base_url).rstrip("/")
    if settings.llm_api_key:
        options["api_key"] = settings.llm_api_key.get_secret_value()
    elif settings.llm_base_url:
        options["api_key"] = "none"  # a local server asks for no key, but its client insists on one
    provider, _, name = (settings.llm or "").partition(":")
    if provider == "ollama":
        options = {k: v for k, v in options.items() if k in ("temperature", "base_url")}
        options["client_kwargs"] = {"timeout": settings.llm_timeout}
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
