"""The words that answer, before their sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.rendering.answer import render
from bot.rendering.short_answer import short_answer
from retrieval.answer import Answer, Sentence
from retrieval.note import Note, NoteCode
from retrieval.question_kind import QuestionKind
from tests.bot.fake_telegram import CITATION
from tests.e2e.judge import judged


def answered(question: str, sentence: str, *marked: str) -> Answer:
    spans = tuple((sentence.index(words), sentence.index(words) + len(words)) for words in marked)
    return Answer(
        question=question,
        searched_for=question,
        sentences=(Sentence(text=sentence, citations=(1,), highlights=spans),),
        citations=(CITATION,),
    )


@pytest.mark.parametrize(
    ("question", "sentence", "marked"),
    [
        ("How much will it cost?", "The railway will cost 4.7 billion dollars, he said.", "4.7 billion dollars"),
        ("When was it opened?", "The tunnel was opened for traffic in March 2013 by them.", "in March 2013"),
        ("When does it begin?", "The work on the bridge is to begin two years later.", "two years later"),
        ("Who chairs it?", "The committee is chaired by Zarina Aliyeva, an engineer.", "Zarina Aliyeva"),
        ("Who wrote it?", "Bob Woodward's book on the first year in office is out.", "Bob Woodward"),
        ("Where did they meet?", "The deputies of both countries met in Dushanbe on Friday.", "in Dushanbe"),
        ("At what time?", "The session of the whole committee begins at 11:15 in the hall.", "11:15"),
        ("Which tunnel is it?", "They named, among others, the Istiqlol Tunnel as an example.", "Istiqlol Tunnel"),
        ("What is its capacity?", "Rogun is to have a capacity of 3,600 megawatts in the end.", "3,600 megawatts"),
        ("Кто победил на выборах?", "На выборах, как и ожидалось, победил Касым-Жомарт Токаев.", "Касым-Жомарт Токаев"),
        ("В каком месяце?", "По его словам, встреча министров обеих стран прошла в сентябре.", "в сентябре"),
        ("Сколько это стоит?", "Строительство всей дороги обойдётся в 4,7 млрд долларов.", "4,7 млрд долларов"),
        ("Дар куҷо вохӯрданд?", "Вакилони ҳарду кишвар рӯзи ҷумъа дар Душанбе вохӯрданд.", "дар Душанбе"),
        ("Чанд фоиз?", "Чин аз рӯи созишнома 51 фоизи саҳмияҳои ширкатро дорад.", "51 фоизи"),
    ],
)  # fmt: skip
def test_names_numbers_dates_and_places(question: str, sentence: str, marked: str) -> None:
    """Are copied out of the sentence, with its mark."""
    found = short_answer(answered(question, sentence, marked))
    assert found is not None
    assert (found.text, found.citations) == (marked, (1,))


@pytest.mark.parametrize(
    ("question", "sentence", "marked"),
    [
        ("Who is Joe Alleva?", "The athletic director Joe Alleva thanked all of them.", ["athletic director"]),
        ("How old is he?", "The 44-year-old was found at home on a quiet street.", ["44-year"]),
        ("Who is Chris Coons?", "It was asked for by Democratic Sen. Chris Coons, he said.", ["Democratic Sen"]),
        ("What colour was it?", "It was an over-the-top beige hat adorned with feathers.", ["beige"]),
        ("How much?", "It was either 4 or 5 of them, who were there on that day.", ["4", "5"]),
        ("Which tunnel?", "It was the Istiqlol Tunnel.", ["Istiqlol Tunnel"]),
        ("Who won?", "It is not said in this sentence who has won it in the end.", []),
        ("Who is it?", 'They call it the "Miracle of Medinah today and for all time.', ['"Miracle of Medinah']),
        ("Who said so?", "It was said by Ann; Bob and Carl; Dan and Eve and others there.", ["Ann; Bob and Carl"]),
        ("Почему закрыли?", "Аптеки закрыли из-за того, что их стало слишком много.", ["слишком много"]),
    ],
)  # fmt: skip
def test_what_is_no_short_answer(question: str, sentence: str, marked: list[str]) -> None:
    """Descriptions, halves of words, several candidates, and what is most of its sentence."""
    assert short_answer(answered(question, sentence, *marked)) is None


@pytest.mark.parametrize(
    ("other", "marked", "disputed"),
    [
        ("The first unit was started in November 2018.", "November 2018", True),
        ("It was started on 9 September 2019, a holiday there.", "9 September 2019", False),
        ("Второй агрегат запустили 9 сентября 2019 года в присутствии всех.", "9 сентября 2019 года", False),
    ],
)
def test_sentences_that_answer_otherwise(other: str, marked: str, *, disputed: bool) -> None:
    """It cannot be told which words answer: of one article, or, where they are figures, of two."""
    question = "When was the second unit started?"
    first = answered(
        question, "The second unit was started on 9 September 2019, a holiday.", "9 September 2019"
    )
    second = answered(question, other, marked).sentences[0]
    both = replace(first, sentences=(*first.sentences, second))
    assert (short_answer(both) is None) is disputed
    assert short_answer(replace(both, note=Note(code=NoteCode.REPORT_UPDATED))) is not None
    elsewhere = replace(second, citations=(2,))
    cited = (CITATION, replace(CITATION, number=2, article_id="another"))
    of_two = replace(both, sentences=(*first.sentences, elsewhere), citations=cited)
    assert (short_answer(of_two) is None) is disputed


def test_names_are_written_in_many_ways() -> None:
    """Another article that gives a name otherwise does not make it disputed."""
    question = "Who chairs the committee?"
    first = answered(question, "The committee is chaired by Zarina Aliyeva, an engineer.", "Zarina Aliyeva")
    other = answered(question, "Its head, Z. Aliyeva, spoke to reporters on Monday.", "Z. Aliyeva").sentences[
        0
    ]
    cited = (CITATION, replace(CITATION, number=2, article_id="another"))
    both = (*first.sentences, replace(other, citations=(2,)))
    assert short_answer(replace(first, sentences=both, citations=cited)) is not None


def test_a_sentence_that_goes_on_from_the_first() -> None:
    """The first only says what "it" is: the words of the second answer, with the second one's mark."""
    answer = answered(
        "How long is it?", "It is five kilometres long and passes under the pass.", "five kilometres"
    )
    opening = Sentence(text="The tunnel links Dushanbe with the north.", citations=(1,))
    second = replace(answer.sentences[0], citations=(2,))
    cited = (CITATION, replace(CITATION, number=2))
    found = short_answer(replace(answer, sentences=(opening, second), citations=cited))
    assert found is not None
    assert (found.text, found.citations) == ("five kilometres", (2,))
    elsewhere = (CITATION, replace(CITATION, number=2, article_id="another"))
    assert short_answer(replace(answer, sentences=(opening, second), citations=elsewhere)) is None


def test_only_facts_that_articles_agree_on() -> None:
    """Nothing is picked out of an overview, a yes or no, a refusal, or reports that differ."""
    answer = answered("How much is it?", "The railway will cost 4.7 billion dollars.", "4.7 billion")
    assert short_answer(answer) is not None
    for kind in set(QuestionKind) - {QuestionKind.FACT}:
        assert short_answer(replace(answer, kind=kind)) is None
    assert short_answer(replace(answer, note=Note(code=NoteCode.ARTICLES_DIFFER))) is None
    assert short_answer(Answer(question="How much?", searched_for="How much?", refused=True)) is None


def test_it_stands_first_and_the_sentence_follows() -> None:
    """In bold, with the mark and its link; the answer itself is unchanged."""
    answer = answered("How much is it?", "The railway will cost 4.7 billion dollars.", "4.7 billion")
    (part,) = render(answer)
    parsed = judged(part.html, "HTML")
    gap = "\N{NARROW NO-BREAK SPACE}"
    assert parsed.text.replace("\N{NO-BREAK SPACE}", " ").startswith(
        f"4.7 billion{gap}¹\n\nThe railway will cost 4.7 billion dollars.{gap}¹\n\n"
    )
    assert parsed.covered("bold")[0].replace("\N{NO-BREAK SPACE}", " ") == "4.7 billion"
    assert parsed.covered("text_link")[:2] == ["¹", "¹"]
    assert answer.sentences[0].text == "The railway will cost 4.7 billion dollars."
