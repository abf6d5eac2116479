"""Questions in which a name or number is another one."""

from random import Random

from retrieval.reading.training.example import Example
from retrieval.reading.training.swapped import swapped_questions


def _random(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - choices of examples, no secrets


def _example(question: str, text: str, *, page: str = "a", answered: bool = True) -> Example:
    return Example(
        question=question,
        title="",
        text=text,
        answer=(0, 3) if answered else None,
        source="own",
        page=page,
    )


DAM = _example("How tall is the dam at Nurek?", "It is 304 metres tall, the dam at Nurek.")
MINE = _example("How deep is the mine at Altyntobek?", "It is 90 metres deep.", page="b")


def test_a_name_is_changed_for_one_of_another_question() -> None:
    """Each question gets the other one's name, and its passage stays."""
    made = swapped_questions([DAM, MINE], 1.0, _random(1))
    assert [example.question for example in made] == [
        "How tall is the dam at Altyntobek?",
        "How deep is the mine at Nurek?",
    ]
    assert [example.text for example in made] == [DAM.text, MINE.text]
    assert all(example.answer is None for example in made)


def test_a_name_that_the_passage_has_is_not_put_in() -> None:
    """Then the passage might answer after all."""
    both = _example("How tall is the dam at Nurek?", "Nurek is 304 metres tall, and Altyntobek 120.")
    assert [example.page for example in swapped_questions([both, MINE], 1.0, _random(1))] == ["b"]


def test_a_year_is_changed_for_one_near_it() -> None:
    """It is not so far away that nobody would ask for it."""
    asked = _example("What was opened in 2014?", "The bridge was opened in 2014.")
    [made] = swapped_questions([asked], 1.0, _random(2))
    year = int(made.question.removeprefix("What was opened in ").removesuffix("?"))
    assert year != 2014
    assert abs(year - 2014) <= 12


def test_another_number_has_as_many_digits() -> None:
    """Signs between the digits stay."""
    asked = _example("Who paid 1,250.50 for it?", "She paid 1,250.50 for it.")
    [made] = swapped_questions([asked], 1.0, _random(3))
    number = made.question.split()[2]
    assert len(number) == len("1,250.50")
    assert number != "1,250.50"


def test_a_name_in_a_case_is_changed_for_one_with_the_same_ending() -> None:
    """Of the names of other questions, those with the same last letter."""
    asked = [
        _example("Что строят в Бохтаре?", "В Бохтаре строят мост.", page="a"),
        _example("Кто приехал из Москвы?", "Приехал посол из Москвы.", page="b"),
        _example("Что открыли в Пенджикенте?", "В Пенджикенте открыли музей.", page="c"),
    ]
    made = {example.page: example.question for example in swapped_questions(asked, 1.0, _random(4))}
    assert made["a"] == "Что строят в Пенджикенте?"
    assert made["c"] == "Что открыли в Бохтаре?"
    assert "b" not in made


def test_what_has_no_name_and_no_answer_makes_none() -> None:
    """There is nothing to change, or nothing that was answered."""
    plain = _example("What is it for?", "It is for water.")
    unanswered = _example("How tall is the dam at Nurek?", "It is not said.", answered=False)
    assert swapped_questions([plain, unanswered], 1.0, _random(5)) == []


def test_only_a_share_is_made() -> None:
    """So many of a hundred answered ones."""
    examples = [_example(f"Who opened school {number}?", "It was.") for number in range(100, 500)]
    made = swapped_questions(examples, 0.25, _random(6))
    assert 60 < len(made) < 140
