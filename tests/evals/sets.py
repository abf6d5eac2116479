"""The sets of questions that presscite is measured on, each with the articles it is asked of.

The data itself is not part of the project: it lies beside the repository, in `../shared/data`.  The questions in
this folder (Russian, Tajik and Persian ones on English articles, English ones on Russian articles, conversations
about the samples) were written for the project; whoever writes more gives every article that answers, not only the
one that inspired it.
"""

from __future__ import annotations

import json
import random
import re
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import clean, sentences
from tests.evals.articles import articles_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
DATA = REPOSITORY.parent / "shared" / "data"
SAMPLES = REPOSITORY / "corpus" / "samples" / "articles"

Record = dict[str, Any]

_TITLE_QUERIES = 400
_DROPPED = 0.4  # of the words that are not stop words
_LEFT = 3  # words, or there is nothing to search for
_SEED = 7
_JOINED = 5  # paragraphs
_FORMATTING = re.compile(r"\[([^\]]*)\]\([^)]*\)|https?://\S+|[*_]{2}")
_STOP_WORDS = frozenset(
    """
    а без бы был была были было быть в во вот все всё для до ее её если есть же за и из или их к как когда который
    которые ли между на над не него нет но о об однако он она они от по под при с со так также там то только у уже
    чем что чтобы эта эти это этот
    """.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """A file of questions and the file of articles it is asked of.

    Attributes:
        name: What the report calls it.
        articles: JSON Lines of articles; several sets may share them.
        questions: JSON Lines of questions.
    """

    name: str
    articles: Path
    questions: Path


def prepare(names: tuple[str, ...], folder: Path, data: Path = DATA) -> list[QuestionSet]:
    """Write the articles and questions of some sets into a folder.

    Args:
        names: Names out of `SETS`.
        folder: Where to write.
        data: The folder of the data sets.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made: list[QuestionSet] = []
    for name in names:
        corpus, questions = SETS[name]
        articles = folder / f"{corpus}.articles.jsonl"
        if all(earlier.articles != articles for earlier in made):
            _write(articles, _ARTICLES[corpus](data))
        asked = folder / f"{name}.questions.jsonl"
        _write(asked, questions(data))
        made.append(QuestionSet(name=name, articles=articles, questions=asked))
    return made


def _write(path: Path, records: Iterator[Record]) -> None:
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text("".join(lines), encoding="utf-8")


def records(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _samples() -> Iterator[Record]:
    for article in articles_of(SAMPLES):
        yield {
            # The plain text file has no address and is known by its path, which differs between machines.
            "id": article.id if article.id != article.origin else Path(article.origin).name,
            "title": article.title,
            "text": article.text,
            "url": article.url,
            "published": article.published.isoformat() if article.published else None,
            "source": article.source,
            "language": article.language,
        }


def _squad2_articles(data: Path) -> Iterator[Record]:
    """The samples lie among the paragraphs: the questions written here ask about both."""
    yield from records(data / "squad2" / "articles.jsonl")
    yield from _samples()


def _squad2_questions(data: Path) -> Iterator[Record]:
    return ({**q, "language": "en"} for q in records(data / "squad2" / "questions.jsonl"))


def _squad2_long_articles(data: Path) -> Iterator[Record]:
    """Five paragraphs of one page make an article, as long as a news story: the right one is harder to tell."""
    joined: dict[str, Record] = {}
    for record in records(data / "squad2" / "articles.jsonl"):
        id_ = _long_id(record["id"])
        article = joined.setdefault(id_, {"id": id_, "title": record["title"], "text": ""})
        article["text"] = f"{article['text']}\n\n{record['text']}".strip()
    yield from joined.values()


def _squad2_long_questions(data: Path) -> Iterator[Record]:
    for question in _squad2_questions(data):
        if question["answerable"]:
            ids = list(dict.fromkeys(_long_id(id_) for id_ in question["article_ids"]))
            yield {**question, "article_ids": ids, "nearest_article": _long_id(question["nearest_article"])}


def _long_id(paragraph: str) -> str:
    page, _, number = paragraph.rpartition("-")
    return f"{page}-long-{int(number) // _JOINED}"


def _squad2_absent_articles(data: Path) -> Iterator[Record]:
    """Every other page; what is asked of the pages between has no answer here."""
    return (r for r in records(data / "squad2" / "articles.jsonl") if _is_present(r["id"].rpartition("-")[0]))


def _squad2_absent_questions(data: Path) -> Iterator[Record]:
    for question in _squad2_questions(data):
        if question["answerable"]:
            present = _is_present(question["nearest_article"].rpartition("-")[0])
            yield question if present else {**question, **_ABSENT}


def _other_languages_absent_questions(data: Path) -> Iterator[Record]:
    """Questions in Russian, Tajik and Persian; those about pages that are there have an answer."""
    present = {record["id"] for record in _squad2_absent_articles(data)}
    for name in ("russian_on_english", "tajik_on_english", "persian_on_english"):
        for question in records(HERE / f"{name}.jsonl"):
            there = [id_ for id_ in question["article_ids"] if id_ in present]
            yield {**question, "article_ids": there} if there else {**question, **_ABSENT}


def _clapnq_absent_articles(data: Path) -> Iterator[Record]:
    return (record for record in _clapnq_articles(data) if _is_present(record["title"]))


def _clapnq_absent_questions(data: Path) -> Iterator[Record]:
    titles = {record["id"]: record["title"] for record in _clapnq_articles(data)}
    for question in _clapnq_questions(data):
        if question["answerable"]:
            yield question if _is_present(titles[question["id"]]) else {**question, **_ABSENT, "passage": []}


_ABSENT: Record = {"answerable": False, "answers": [], "article_ids": [], "nearest_article": None}


def _is_present(title: str) -> bool:
    """Half of all titles, by nothing but their letters."""
    return zlib.crc32(title.encode()) % 2 == 0


def _2wiki_articles(data: Path) -> Iterator[Record]:
    return records(data / "2wiki" / "corpus.jsonl")


def _2wiki_questions(data: Path) -> Iterator[Record]:
    return ({**q, "language": "en"} for q in records(data / "2wiki" / "questions_101.jsonl"))


def _clapnq_articles(data: Path) -> Iterator[Record]:
    for kind in ("answerable", "unanswerable"):
        for record in records(data / "clapnq" / f"clapnq_dev_{kind}.jsonl"):
            (passage,) = record["passages"]
            yield {"id": record["id"], "title": passage["title"], "text": passage["text"], "language": "en"}


def _clapnq_questions(data: Path) -> Iterator[Record]:
    for kind in ("answerable", "unanswerable"):
        answerable = kind == "answerable"
        for record in records(data / "clapnq" / f"clapnq_dev_{kind}.jsonl"):
            gold = [s for s in record["output"][0]["selected_sentences"] if s] if answerable else []
            yield {
                "id": record["id"],
                "question": record["input"],
                "language": "en",
                "answerable": answerable,
                "article_ids": [record["id"]] if answerable else [],
                "passage": gold,
                "nearest_article": record["id"],
            }


def _multihop_articles(data: Path) -> Iterator[Record]:
    """The articles themselves are not in the set; the facts it quotes of one stand in for it."""
    facts: dict[str, list[Record]] = {}
    for fact in records(data / "multihop_news" / "facts.jsonl"):
        facts.setdefault(fact["url"], []).append(fact)
    for url, of_one in facts.items():
        text = "\n\n".join(dict.fromkeys(fact["fact"] for fact in of_one))
        first = of_one[0]
        yield {
            "id": url,
            "title": first["title"],
            "text": text,
            "url": url,
            "published": first["published_at"],
            "source": first["source"],
            "language": "en",
        }


def _multihop_questions(data: Path) -> Iterator[Record]:
    for record in records(data / "multihop_news" / "questions.jsonl"):
        inference = record["question_type"] == "inference_query"  # the others are answered by yes and no
        yield {
            "id": record["id"],
            "question": record["question"],
            "language": "en",
            "answerable": bool(record["evidence_list"]),
            "answers": [record["answer"]] if inference else [],
            "all_article_ids": list(dict.fromkeys(e["url"] for e in record["evidence_list"])),
        }


def _mtrag_articles(data: Path) -> Iterator[Record]:
    met = set()
    for task in records(data / "mtrag" / "tasks.jsonl"):
        for context in task["contexts"]:
            if context["document_id"] not in met and context["text"].strip():
                met.add(context["document_id"])
                yield {"id": context["document_id"], "title": context.get("title"), "text": context["text"]}


def _mtrag_questions(data: Path) -> Iterator[Record]:
    """The last turn as it was asked; questions without one right passage have no gold articles."""
    for task in records(data / "mtrag" / "tasks.jsonl"):
        answerable = task["answerability"] in (["ANSWERABLE"], ["PARTIAL"])
        yield {
            "id": task["task_id"],
            "question": task["input"][-1]["text"].strip(),
            "language": "en",
            "answerable": answerable,
            "article_ids": [c["document_id"] for c in task["contexts"]] if answerable else [],
        }


def _mtrag_with_history(data: Path) -> Iterator[Record]:
    roles = {"user": "user", "agent": "assistant"}
    for task, question in zip(records(data / "mtrag" / "tasks.jsonl"), _mtrag_questions(data), strict=True):
        said = task["input"][:-1]
        yield {**question, "history": [{"role": roles[m["speaker"]], "content": m["text"]} for m in said]}


def _news_ru_articles(data: Path) -> Iterator[Record]:
    for post in records(data / "news_ru" / "posts.jsonl"):
        yield {"id": post["id"], "text": post["text"], "published": post["date"], "source": post["channel"]}
    yield from _samples()


def _news_ru_titles(data: Path) -> Iterator[Record]:
    """What a reader remembers of a headline: most of its words, in order, without the small ones."""
    firsts = {post["id"]: _first_sentence(post["text"]) for post in records(data / "news_ru" / "posts.jsonl")}
    times = Counter(firsts.values())
    chance = random.Random(_SEED)  # noqa: S311 - a seeded choice of test questions
    queries = []
    for id_, first in firsts.items():
        words = [word for word in re.findall(r"[\w-]+", first) if word.casefold() not in _STOP_WORDS]
        kept = [word for word in words if chance.random() >= _DROPPED]
        if times[first] == 1 and len(kept) >= _LEFT:
            queries.append({"question": " ".join(kept), "language": "ru", "article_ids": [id_]})
    yield from chance.sample(queries, min(_TITLE_QUERIES, len(queries)))


def _first_sentence(post: str) -> str:
    text = _FORMATTING.sub(r"\1", clean(post)).strip()
    line = text.split("\n", 1)[0]
    spans = sentences(line)
    return line[spans[0].start : spans[0].end] if spans else line


def _written(name: str) -> Callable[[Path], Iterator[Record]]:
    return lambda _: records(HERE / f"{name}.jsonl")


def _opened(folder: str, name: str) -> Callable[[Path], Iterator[Record]]:
    """Questions for facts out of a set that was measured on once and may be learned from since."""
    return lambda _: (
        record
        for record in records(HERE / folder / f"{name}.jsonl")
        if record.get("kind") not in ("overview", "latest")
    )


_ARTICLES: dict[str, Callable[[Path], Iterator[Record]]] = {
    "squad2": _squad2_articles,
    "squad2_long": _squad2_long_articles,
    "squad2_absent": _squad2_absent_articles,
    "clapnq_absent": _clapnq_absent_articles,
    "directions": lambda _: records(HERE / "directions/articles.jsonl"),
    "opened": lambda _: records(HERE / "unseen/articles.jsonl"),
    "opened_again": lambda _: records(HERE / "unseen_again/articles.jsonl"),
    "opened_third": lambda _: records(HERE / "unseen_third/articles.jsonl"),
    "2wiki": _2wiki_articles,
    "news_ru": _news_ru_articles,
    "clapnq": _clapnq_articles,
    "multihop_news": _multihop_articles,
    "mtrag": _mtrag_articles,
}

SETS: dict[str, tuple[str, Callable[[Path], Iterator[Record]]]] = {
    "squad2": ("squad2", _squad2_questions),
    "squad2_long": ("squad2_long", _squad2_long_questions),
    "squad2_absent": ("squad2_absent", _squad2_absent_questions),
    "other_languages_absent": ("squad2_absent", _other_languages_absent_questions),
    "clapnq_absent": ("clapnq_absent", _clapnq_absent_questions),
    "russian_on_english": ("squad2", _written("russian_on_english")),
    "tajik_on_english": ("squad2", _written("tajik_on_english")),
    "persian_on_english": ("squad2", _written("persian_on_english")),
    "conversations": ("squad2", _written("conversations")),
    "directions": ("directions", _written("directions/questions")),
    "opened_everyday": ("opened", _opened("unseen", "everyday")),
    "opened_pairs": ("opened", _opened("unseen", "pairs")),
    "opened_again_everyday": ("opened_again", _opened("unseen_again", "everyday")),
    "opened_again_pairs": ("opened_again", _opened("unseen_again", "pairs")),
    "opened_third_everyday": ("opened_third", _opened("unseen_third", "everyday")),
    "opened_third_pairs": ("opened_third", _opened("unseen_third", "pairs")),
    "2wiki": ("2wiki", _2wiki_questions),
    "clapnq": ("clapnq", _clapnq_questions),
    "multihop_news": ("multihop_news", _multihop_questions),
    "mtrag": ("mtrag", _mtrag_questions),
    "mtrag_history": ("mtrag", _mtrag_with_history),
    "news_ru": ("news_ru", _news_ru_titles),
    "english_on_russian": ("news_ru", _written("english_on_russian")),
}
"""Every set: the articles it is asked of, and where its questions come from."""
