"""More messages of those that people wrote: about other subjects, and typed in other ways."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from corpus.languages.registry import languages
from retrieval.query.subject_features import WORD
from retrieval.query.training.labelled import languages_of

if TYPE_CHECKING:
    import random
    import re
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from retrieval.query.training.labelled import LabelledMessage

_OTHER_SUBJECTS = 2  # for each message with a subject
_ENDS = " ?!.…"
# Of the messages: also with less care, also in Latin letters, also on a keyboard of another language.
_CARELESS, _LATIN, _KEYBOARD = 0.6, 0.2, 0.1
_SHORTEST_NAME = 4  # characters
_LIKE_ASKING = 0.3  # of made-up names
_CARELESS_NAMES = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class TypingHabits:
    """How people type a language without its keyboard; each a table for `str.translate`, by language.

    Attributes:
        latin: Letters and what stands for them in Latin ones.
        keyboard: Letters and what comes out on the keyboard of another language.
    """

    latin: Mapping[str, Mapping[int, str]]
    keyboard: Mapping[str, Mapping[int, str]]

    @classmethod
    def read(cls, path: Path) -> Self:
        """The tables in a JSON file."""
        facts = json.loads(path.read_text("utf-8"))
        tables = {
            name: {language: _with_capitals(letters) for language, letters in facts[name].items()}
            for name in ("latin", "keyboard")
        }
        return cls(**tables)


def augmented(
    messages: Sequence[LabelledMessage], habits: TypingHabits, seeded: random.Random
) -> list[LabelledMessage]:
    """The messages with those that are made of them; labels stay, and they say that they were made.

    Args:
        messages: What people wrote.
        habits: How people type.
        seeded: Draws subjects and ways of typing.
    """
    others = list(_about_others(messages, seeded))
    typed = [one for message in [*messages, *others] for one in _typed(message, habits, seeded)]
    made = [replace(message, made=True) for message in [*typed, *others]]
    # One that was held out may be made of another that was not.
    learned = [message for message in made if not message.is_held_out]
    return list({message.text: message for message in [*learned, *messages]}.values())


def _about_others(messages: Sequence[LabelledMessage], seeded: random.Random) -> Iterator[LabelledMessage]:
    subjects = {
        language: sorted({m.subject for m in messages if m.language == language and m.subject})
        for language in languages_of(messages)
    }
    for message in messages:
        known = subjects[message.language]
        if not message.subject or len(known) <= _OTHER_SUBJECTS:
            continue
        for other in seeded.sample(known, _OTHER_SUBJECTS):
            text = message.text.replace(message.subject, other, 1)
            yield replace(message, text=text, subject=other)


def about_made_up(messages: Sequence[LabelledMessage], seeded: random.Random) -> Iterator[LabelledMessage]:
    """Each message that has a subject, about a name that nobody has; half of them typed without care.

    A name begins as a word of a subject does or, for some, as a word that asks ("news", "Newcastle"), and ends as
    a word of a subject does, so that its letters look like a name's and are no other's.

    Args:
        messages: What people wrote.
        seeded: Draws names.
    """
    of_subjects, of_texts = (
        {language: _words(messages, language, part) for language in languages_of(messages)}
        for part in ("subject", "text")
    )
    for message in messages:
        if not message.subject:
            continue
        subject = _made_up(message.subject, of_subjects[message.language], of_texts[message.language], seeded)
        text = message.text.replace(message.subject, subject, 1)
        if seeded.random() < _CARELESS_NAMES:
            text, subject = _plain(text), _plain(subject)
        about = replace(message, text=text, subject=subject, made=True)
        if subject and not about.is_held_out:
            yield about


def _made_up(subject: str, names: Sequence[str], words: Sequence[str], seeded: random.Random) -> str:
    """The subject with other letters in its longer words, which are among the names."""

    def made_up(match: re.Match[str]) -> str:
        if len(match.group()) < _SHORTEST_NAME:
            return match.group()
        begins = seeded.choice(words if seeded.random() < _LIKE_ASKING else names)
        ends = seeded.choice(names)
        return begins[: (len(begins) + 1) // 2] + ends[len(ends) // 2 :]

    return WORD.sub(made_up, subject)


def _words(messages: Sequence[LabelledMessage], language: str, part: str) -> list[str]:
    """The longer words of the subjects or texts in a language, in alphabetical order."""
    texts = [getattr(message, part) or "" for message in messages if message.language == language]
    return sorted({word for text in texts for word in WORD.findall(text) if len(word) >= _SHORTEST_NAME})


def _typed(
    message: LabelledMessage, habits: TypingHabits, seeded: random.Random
) -> Iterator[LabelledMessage]:
    """The message in lower case without marks at the end or with a poorer keyboard's letters; some in other letters."""
    poor = _poor_letters(message.language)
    changes: list[Callable[[str], str]] = []
    if seeded.random() < _CARELESS:
        changes.append(
            seeded.choice(
                [_plain, lambda text: text.translate(poor), lambda text: _plain(text.translate(poor))]
            )
        )
    for share, tables in ((_LATIN, habits.latin), (_KEYBOARD, habits.keyboard)):
        table = tables.get(message.language)
        if table is not None and seeded.random() < share:
            changes.append(lambda text, table=table: _plain(text).translate(table))  # type: ignore[misc]
    for change in changes:
        text = change(message.text)
        if text and text != message.text:
            subject = message.subject and change(message.subject)
            # What was cut off at the end may have been all there was of a subject.
            if subject is None or subject in text:
                yield replace(message, text=text, subject=subject)


def _plain(text: str) -> str:
    return text.rstrip(_ENDS).lower()


def _poor_letters(language: str) -> Mapping[int, str]:
    known = languages().get(language)
    return _with_capitals(known.spelling.typed_letters if known else {})


def _with_capitals(letters: Mapping[str, str]) -> Mapping[int, str]:
    return str.maketrans({**letters, **{own.upper(): typed.upper() for own, typed in letters.items()}})
