"""Outlets that a question names, in any spelling; ordinary words are none."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.query.outlet import named_outlets

OUTLETS = """
Asia-Plus|Tasnim|Interfax|IRNA|TechCrunch|TalkSport|Engadget|The Verge|The Age|Time|Fortune|Wired|Polygon|Mirror
The Washington Post|The New York Times|Business World|CBSSports.com|BBC News - Health|BBC News - Entertainment & Arts
Al Jazeera|Cnbc / World Business|Ховар|Ведомости|Правда|Коммерсантъ|Аргументы и Факты|Москва - новостная|Sputnik
""".strip().replace("\n", "|")

# The question, then the outlets it names.
NAMED = """
What happened according to Tasnim? | Tasnim
what happened according to tasnim? | Tasnim
What was launched, as reported by The Verge? | The Verge
What was launched, as reported by the Verge? | The Verge
What did Verge report? | The Verge
What does the Engadget article say? | Engadget
What is TechCrunch's report about? | TechCrunch
Which company is TechCrunch about? | TechCrunch
what about tech crunch stories? | TechCrunch
Did the article from 'The Age' say so? | The Age
What does Time say? | Time
What was reported by Time, The Age and Wired? | Time, The Age, Wired
Do The Age and TechCrunch agree? | The Age, TechCrunch
What did The New York Times publish? | The New York Times
What is in the Washington Post? | The Washington Post
what did the washington post say? | The Washington Post
What did Asia Plus write? | Asia-Plus
what did asia-plus say? | Asia-Plus
Did CBSSports.com report it? | CBSSports.com
Did CBS Sports report it? | CBSSports.com
What did BBC News report? | BBC News - Health, BBC News - Entertainment & Arts
What did BBC News - Health report? | BBC News - Health
What does the Cnbc / World Business article say? | Cnbc / World Business
What did Kommersant write? | Коммерсантъ
According to Khovar, who came? | Ховар
Что сообщает Asia-Plus? | Asia-Plus
Что сообщает «Азия-Плюс»? | Asia-Plus
По данным Тасним, кто пришёл? | Tasnim
По данным ИРНА, кто пришёл? | IRNA
Что сказал министр, как сообщил Интерфакс? | Interfax
Что министр рассказал Интерфаксу? | Interfax
О чём статья в «Ведомости»? | Ведомости
Что пишет Правда? | Правда
Что сообщил Коммерсант? | Коммерсантъ
Что рассказали «Коммерсанту»? | Коммерсантъ
Что пишет Вашингтон Пост? | The Washington Post
Что сообщила Аль-Джазира? | Al Jazeera
Что пишут Аргументы и факты? | Аргументы и Факты
Бино ба гузориши Тасним кӣ омад? | Tasnim
Тибқи хабари «Азия-Плюс» кӣ омад? | Asia-Plus
Тасним хабар дод, ки чӣ шуд? | Tasnim
Ховар менависад, ки чӣ шуд? | Ховар
"""
NOT_NAMED = """
What time is it, and who says so?
Who said the age of the universe is known?
What does an Ice Age article say?
What did the Fortune 500 report?
Who made a fortune, as reported?
Is the house wired, says the article?
Does she talk sport with him?
What did the mirror say?
What is the polygon with five sides?
Where is Москва?
Что построила Москва?
Правда ли, что сообщил министр?
Какие ведомости сообщил завод?
Who likes tasks?
Where did Sputnik fly in 1957?
"""


def _cases(table: str) -> list[tuple[str, list[str]]]:
    rows = (row.split(" | ") for row in table.strip().splitlines())
    return [(question, told.split(", ")) for question, told in rows]


@pytest.mark.parametrize(("question", "told"), _cases(NAMED))
def test_named_outlets_are_found(question: str, told: list[str]) -> None:
    """Case, hyphens, "The", domains, sections, Russian cases and the alphabet do not hide a name."""
    assert named_outlets(question, OUTLETS.split("|")) == told


@pytest.mark.parametrize("question", NOT_NAMED.strip().splitlines())
def test_ordinary_words_are_no_outlets(question: str) -> None:
    """A word that is also a masthead needs its capitals and words of attribution."""
    assert named_outlets(question, OUTLETS.split("|")) == []


def test_nothing_named_among_none() -> None:
    """No outlets, empty ones and ones without a letter are survived."""
    assert named_outlets("according to Tasnim", []) == []
    assert named_outlets("according to Tasnim", ["", " - ", "The", "|"]) == []


@pytest.mark.parametrize("outlet", ["Ҷумҳурият", "Чумхурият", "Љумњурият", "Минбари халқ", "Минбари халк"])
@pytest.mark.parametrize("typed", ["Ҷумҳурият", "Чумхурият", "Љумњурият", "Минбари халқ", "Минбари халк"])
def test_names_are_found_in_other_letters(outlet: str, typed: str) -> None:
    """A keyboard or a font without Tajik letters makes no difference, in the question or in the store."""
    same = outlet.startswith("М") == typed.startswith("М")
    assert named_outlets(f"Дар рӯзномаи {typed} чӣ омад?", [outlet]) == ([outlet] if same else [])
    assert not named_outlets("Раиси чумхурият дар он чо кист?", [outlet])


def test_twins_are_both_named() -> None:
    """Two names that differ in nothing that counts are both meant."""
    assert named_outlets("according to The Verge", ["The Verge", "Verge"]) == ["The Verge", "Verge"]


_NAMES = st.text(max_size=30) | st.sampled_from(OUTLETS.split("|"))


@given(st.lists(st.text() | _NAMES).map(" ".join), st.lists(_NAMES, max_size=8))
def test_any_text_is_survived(question: str, outlets: list[str]) -> None:
    """Whatever is asked among whatever names, only these come back, each once."""
    found = named_outlets(question, outlets)
    assert set(found) <= set(outlets)
    assert len(found) == len(set(found))


@pytest.mark.parametrize("piece", ["The ", "a", "reported by ", "Time and ", "Азия-", "'", "  "])
def test_long_texts_cost_little(piece: str) -> None:
    """A hundred thousand characters among 500 outlets are looked at no longer than the first two thousand."""
    outlets = [*OUTLETS.split("|"), *(f"The Daily {number} News" for number in range(500))]
    named_outlets("?", outlets)  # names are prepared on first use
    began = process_time()
    named_outlets((piece * 100_000)[:100_000], outlets)
    assert process_time() - began < 0.2
