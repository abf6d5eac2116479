"""Messages made of others keep their labels, and their subjects stand in them."""

from __future__ import annotations

import random

from retrieval.query.training.augmentation import TypingHabits, about_made_up, augmented
from retrieval.query.training.labelled import LabelledMessage
from retrieval.question_kind import QuestionKind
from tests.conftest import REPOSITORY

HABITS = TypingHabits.read(REPOSITORY / "tests" / "evals" / "kinds" / "typing.json")


def _about(subject: str) -> LabelledMessage:
    return LabelledMessage(
        text=f"Расскажи о {subject}!", language="ru", kinds=(QuestionKind.OVERVIEW,), subject=subject
    )


def test_other_subjects_and_other_ways_of_typing() -> None:
    """One seed makes the same messages again; subjects change places and are typed as the message is."""
    written = [_about(subject) for subject in ("Рогуне", "Худжанде", "море", "хлопке", "газе", "Оше", "кино")]
    made, again = (augmented(written, HABITS, random.Random(1)) for _ in range(2))  # noqa: S311 - draws examples
    assert made == again
    assert set(written) < set(made)
    assert all(message.kinds == (QuestionKind.OVERVIEW,) for message in made)
    assert all(message.made != (message in written) for message in made)
    assert not any(message.made and message.is_held_out for message in made)
    assert all(message.subject and message.subject in message.text for message in made)
    assert any(message.text.startswith("rasskazhi o") for message in made)


def test_made_up_names() -> None:
    """A topic's longer words become names that nobody has, what asks stays, and one seed makes them again."""
    written = [_about(subject) for subject in ("мосте в Рогуне", "Худжанде", "Хабаровске", "Новокузнецке")]
    made, again = (list(about_made_up(written, random.Random(1))) for _ in range(2))  # noqa: S311 - draws examples
    assert made == again
    assert made
    assert all(message.made and not message.is_held_out for message in made)
    assert all(message.subject and message.subject in message.text for message in made)
    assert all(message.text.casefold().startswith("расскажи о ") for message in made)
    assert not {message.subject for message in made} <= {message.subject for message in written}


def test_habits() -> None:
    """Latin letters, and the keys of another keyboard."""
    assert "щи".translate(HABITS.latin["ru"]) == "schi"
    assert "привет".translate(HABITS.keyboard["ru"]) == "ghbdtn"
