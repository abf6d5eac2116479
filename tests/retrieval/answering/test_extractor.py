"""The extractive answerer: what it quotes, how it helps the reader, when it refuses, and what it says then."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from retrieval.answering.extractor import Extractor
from retrieval.answering.quote.candidate import rank
from retrieval.indexing.refresh import refresh
from retrieval.note import Note, NoteCode
from retrieval.query.query import Query
from retrieval.question import Question
from retrieval.reading.passages import ReadPassages
from retrieval.retriever import HybridRetriever
from retrieval.settings import Settings
from retrieval.store.filters import Filters
from retrieval.store.store import Store

if TYPE_CHECKING:
    from retrieval.answer import Answer
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.store.catalogue import Catalogue

RAILWAY = (
    "The railway will cross three countries.\nIt will be 486 kilometres long. Work on the railway began in December "
    "2024. Officials say that it will take six years. Freight will reach the sea sooner than before."
)
ARTICLES: list[dict[str, Any]] = [
    {"id": "rail", "title": "A railway across the mountains", "text": RAILWAY, "published": "2025-01-04"},
    {
        "id": "toll-1", "title": "Avalanche hits a village", "source": "Asia-Plus", "published": "2023-02-15",
        "text": "An avalanche in the Ishkoshim district killed 12 people on Monday, the Emergency Committee said.",
    },
    {
        "id": "toll-2", "title": "More dead in the snow", "source": "Asia-Plus", "published": "2023-02-17",
        "text": "The avalanche in the Ishkoshim district killed 17 people, the Emergency Committee said. It is over.",
    },
    {
        "id": "toll-3", "title": "Snow in the Pamirs", "source": "Ozodi", "published": "2023-02-16",
        "text": "Residents told the radio that the avalanche in the Ishkoshim district killed 20 people.",
    },
    {
        "id": "bus", "title": "A bus near Khujand", "source": "Ozodi", "published": "2023-05-01",
        "text": "Karim Nazarov drove the bus that left the road near Khujand. He was taken to a hospital with a broken "
        "arm. The passengers were unhurt.",
    },
    {
        "id": "price", "title": "Bread prices", "source": "Ozodi", "published": "2021-03-02",
        "text": "A loaf of bread cost 3 somoni in Bokhtar in the spring.",
    },
    {
        "id": "price-later", "title": "Bread prices again", "source": "Ozodi", "published": "2021-09-02",
        "text": "A loaf of bread cost 4 somoni in Bokhtar in the autumn of the year.",
    },
    {
        "id": "ru", "title": "Новая школа в Кулябе", "source": "Азия", "language": "ru",
        "text": "В Кулябе открыли новую школу на 640 мест. Её построили за два года.",
    },
]  # fmt: skip


@pytest.fixture(scope="module")
def retriever(
    tmp_path_factory: pytest.TempPathFactory, embeddings: SentenceTransformerEmbeddings
) -> HybridRetriever:
    folder = tmp_path_factory.mktemp("extract")
    (folder / "news.jsonl").write_text("\n".join(map(json.dumps, ARTICLES)), "utf-8")
    config = Settings(home=folder / "home")
    assert not refresh([folder / "news.jsonl"], config, embeddings=embeddings).failed
    return HybridRetriever(store=Store.from_settings(config), embeddings=embeddings)


def ask(retriever: HybridRetriever, question: str) -> Answer:
    """Ask, and check what holds of every answer."""
    with retriever.store.reading() as snapshot:
        query = Query(question, snapshot)
        extractor = Extractor(
            Question.of(question),
            query,
            ReadPassages(retriever.hits(query, 8, Filters())),
            retriever.embeddings,
        )
        answer = extractor.answer()
        assert extractor.answers is not answer.refused
        check(answer, snapshot.catalogue)
    return answer


def check(answer: Answer, catalogue: Catalogue) -> None:
    """Every sentence is cited, every quote stands in its article to the letter and the sentence shows it."""
    texts = {article["id"]: article["text"] for article in ARTICLES}
    for citation in (*answer.citations, *answer.nearest):
        article = catalogue.article(citation.article_id)
        assert article is not None
        assert article.text[citation.start : citation.end] == citation.quote
        assert texts[citation.article_id].startswith(article.text[:20])
    for sentence, citation in zip(answer.sentences, answer.citations, strict=True):
        assert sentence.citations == (citation.number,)
        for start, end in sentence.highlights:
            assert sentence.text[start:end] in citation.quote


def shown(answer: Answer) -> list[str]:
    return [sentence.text for sentence in answer.sentences]


def test_sentence_that_answers_comes_whole(retriever: HybridRetriever) -> None:
    """Whole sentences of the article, at most three, and the date is marked."""
    answer = ask(retriever, "When did work on the railway begin?")
    assert "Work on the railway began in December 2024." in shown(answer)
    assert len(answer.sentences) <= 3
    marked = [s.text[start:end] for s in answer.sentences for start, end in s.highlights]
    assert "December 2024" in marked


def test_sentences_stand_in_the_order_of_the_article(retriever: HybridRetriever) -> None:
    """Read from top to bottom, not from best to worst."""
    answer = ask(retriever, "How long is the railway and how many countries will the railway cross?")
    starts = [citation.start for citation in answer.citations]
    assert starts == sorted(starts)


def test_a_pronoun_gets_its_name(retriever: HybridRetriever) -> None:
    """Whoever "he" is stands in brackets, taken from the sentence before, and the quote is as it was."""
    answer = ask(retriever, "What happened to the driver with the broken arm, was he taken to a hospital?")
    quoted = {citation.quote: text for text, citation in zip(shown(answer), answer.citations, strict=True)}
    text = quoted["He was taken to a hospital with a broken arm."]
    before = "Karim Nazarov drove the bus that left the road near Khujand."
    assert text == "He [Karim Nazarov] was taken to a hospital with a broken arm." or before in quoted


def test_what_is_no_person_gets_the_sentence_before(retriever: HybridRetriever) -> None:
    """ "It" is not told by a name; the sentence before it comes along."""
    answer = ask(retriever, "Is it 486 kilometres long?")
    texts = shown(answer)
    at = texts.index("It will be 486 kilometres long.")
    assert texts[at - 1] == "The railway will cross three countries."


def test_different_figures_are_told(retriever: HybridRetriever) -> None:
    """Each with its outlet and date, newest first, and the answer says that they differ."""
    answer = ask(retriever, "How many people did the avalanche in Ishkoshim kill?")
    assert [c.article_id for c in answer.citations] == ["toll-2", "toll-3", "toll-1"]
    assert shown(answer)[0].startswith(
        "Asia-Plus, 17 February 2023: The avalanche in the Ishkoshim district killed 17"
    )
    assert answer.note == Note(code=NoteCode.ARTICLES_DIFFER)
    assert [s.text[a:b] for s in answer.sentences for a, b in s.highlights] == ["17", "20", "12"]


def test_different_figures_are_told_across_languages(retriever: HybridRetriever) -> None:
    """A Russian reader of English articles is told in Russian."""
    answer = ask(retriever, "Сколько человек погибло под лавиной в Ишкашиме?")
    assert [c.article_id for c in answer.citations] == ["toll-2", "toll-3", "toll-1"]
    assert answer.language == "ru"
    assert answer.note == Note(code=NoteCode.ARTICLES_DIFFER)


def test_an_update_is_called_one(retriever: HybridRetriever) -> None:
    """Where one outlet reports again, the later report comes first and is said to update the earlier one."""
    answer = ask(retriever, "How much did a loaf of bread cost in Bokhtar?")
    assert [c.article_id for c in answer.citations] == ["price-later", "price"]
    newer, older = datetime(2021, 9, 2, tzinfo=UTC), datetime(2021, 3, 2, tzinfo=UTC)
    assert answer.note == Note(code=NoteCode.REPORT_UPDATED, newer=newer, older=older)


def test_comparisons_take_a_sentence_from_each(retriever: HybridRetriever) -> None:
    """One sentence an article, each with outlet and date; nothing of articles about something else."""
    answer = ask(retriever, "Compare the reports on the avalanche in the Ishkoshim district")
    assert {c.article_id for c in answer.citations} == {"toll-1", "toll-2", "toll-3"}
    assert all(", " in text.split(":")[0] and "February 2023" in text.split(":")[0] for text in shown(answer))


def test_timelines_go_from_old_to_new(retriever: HybridRetriever) -> None:
    """The oldest article comes first."""
    answer = ask(retriever, "Timeline of the avalanche in the Ishkoshim district")
    assert [c.article_id for c in answer.citations] == ["toll-1", "toll-3", "toll-2"]


def test_refusal_says_what_is_missing_and_shows_what_is_near(retriever: HybridRetriever) -> None:
    """The names that no passage holds, the nearest sentences, and up to which day the articles go."""
    answer = ask(retriever, "Who won the chess tournament in Baku?")
    assert answer.refused
    assert answer.missing == ("Baku",)
    assert 1 <= len(answer.nearest) <= 3
    assert answer.text == (
        "The articles do not say. Nothing in them speaks of “Baku”. The newest article is of 4 January 2025."
    )


def test_refusal_speaks_the_readers_language(retriever: HybridRetriever) -> None:
    """In Russian and in Tajik as well."""
    russian = ask(retriever, "Кто выиграл шахматный турнир в Баку?")
    assert russian.text.startswith("В статьях об этом не говорится.")
    assert russian.text.endswith("Самая новая статья — от 4 января 2025 г.")
    tajik = ask(retriever, "Дар мусобиқаи шоҳмоти Боку кӣ ғолиб шуд?")
    assert tajik.text.startswith("Дар мақолаҳо дар ин бора гуфта нашудааст.")


@pytest.mark.parametrize(
    "question",
    [
        "Why did the Emergency Committee leave the Ishkoshim district?",
        "Why was the railway across the mountains abandoned?",
        "Почему закрыли школу в Кулябе?",
    ],
)
def test_a_false_premise_is_not_confirmed(retriever: HybridRetriever, question: str) -> None:
    """The articles say nothing of what the question takes for granted, so it is refused."""
    assert ask(retriever, question).refused


def test_no_passages_is_a_refusal_without_any(retriever: HybridRetriever) -> None:
    """Where nothing was found there is nothing near."""
    asked = Question.of("Anything?")
    with retriever.store.reading() as snapshot:
        answer = Extractor(
            asked, Query(asked.text, snapshot), ReadPassages([]), retriever.embeddings
        ).answer()
    assert (answer.refused, answer.nearest) == (True, ())


def test_rare_words_count_for_more(retriever: HybridRetriever) -> None:
    """Coverage is the share of the question's weight, from 0 to 1; a word that says the same counts nearly as much."""
    hits = retriever.hits("railway", 8, Filters())

    def coverage(question: str, sentence: str) -> float:
        with retriever.store.reading() as snapshot:
            ranked = rank(Query(question, snapshot), hits, retriever.embeddings)
        return next(c.coverage for c in ranked if c.text == sentence)

    assert 0.4 < coverage("How many kilometres of freight?", "It will be 486 kilometres long.") < 0.6
    assert coverage("How many kilometres of freight?", "Officials say that it will take six years.") == 0
    began = "Work on the railway began in December 2024."
    assert coverage("When did work start?", began) == pytest.approx(0.9, abs=0.05)
    assert coverage("Which work was there in December?", began) == 1.0
