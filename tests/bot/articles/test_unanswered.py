"""What people ask that the articles do not answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.articles.unanswered import gaps
from bot.state.conversations import RefusedQuestion

if TYPE_CHECKING:
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings

AIRPORT = (
    ("en", "When will the new airport in Dushanbe open?"),
    ("ru", "Когда откроется новый аэропорт в Душанбе?"),
    ("tg", "Фурудгоҳи нави Душанбе кай кушода мешавад?"),
    ("en", "when is dushanbe's new airport opening"),
)
WINTER = (
    ("en", "Will electricity be limited this winter?"),
    ("ru", "Будет ли лимит на электричество зимой?"),
    ("en", "are there going to be power cuts in winter"),
)
LONE = (("en", "Who won the chess championship?"), ("ru", "Кто победил на чемпионате по шахматам?"))


def _asked(*questions: tuple[str, str], people: int = 0, first: int = 1) -> list[RefusedQuestion]:
    return [
        RefusedQuestion(person=first + (n % people if people else n), question=question, language=language)
        for n, (language, question) in enumerate(questions)
    ]


def test_by_meaning_over_three_languages(embeddings: SentenceTransformerEmbeddings) -> None:
    """Most people first, each gap in the words of one of them; what fewer than three asked is not told."""
    found = gaps(_asked(*WINTER, *AIRPORT, *LONE), embeddings, 10)
    assert [gap.people for gap in found] == [4, 3]
    assert found[0].question in dict(map(reversed, AIRPORT))  # type: ignore[arg-type]
    assert found[1].question in dict(map(reversed, WINTER))  # type: ignore[arg-type]
    assert len(gaps(_asked(*WINTER, *AIRPORT), embeddings, 1)) == 1


def test_one_person_who_asks_often_is_one(embeddings: SentenceTransformerEmbeddings) -> None:
    """Nothing that two people ask is told, however often."""
    assert gaps(_asked(*AIRPORT, *AIRPORT, people=2), embeddings, 10) == []
    same = [RefusedQuestion(person=n, question=" Why  so? ", language="en") for n in range(3)]
    assert [(gap.question, gap.people) for gap in gaps(same, embeddings, 10)] == [("Why so?", 3)]
    assert gaps([], embeddings, 10) == []
