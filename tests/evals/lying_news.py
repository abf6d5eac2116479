"""The lying model over text that nobody here wrote: sentences as they stand, and with one thing altered."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import clean, sentences
from tests.evals.lying_model import Case, passages

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parents[3] / "shared" / "data"
_SETS = {"en": ("squad2/articles.jsonl", "text"), "ru": ("news_ru/posts.jsonl", "text")}
_NAMES = {"en": "Bartholomew", "ru": "Варфоломеев"}
_CAPITAL = re.compile(r"(?<=[a-zа-яё,] )[A-ZА-ЯЁ][a-zа-яё]{3,}(?![\w-])")
_NUMBER = re.compile(r"(?<![\w.,])\d{1,4}(?![\w.,]\w|\w)")


def cases_of(language: str, articles: int) -> list[Case]:
    """Cases over so many articles, chosen with a fixed seed."""
    name, key = _SETS[language]
    with (FOLDER / name).open(encoding="utf-8") as lines:
        texts = [clean(str(json.loads(line)[key])) for line in lines]
    usable = [text for text in texts if 200 <= len(text) <= 3_000]
    chosen = random.Random(7).sample(usable, articles)  # noqa: S311 - a sample of texts
    return [case for n, text in enumerate(chosen) for case in _of_text(f"{language}-{n}", text, language)]


def _of_text(name: str, text: str, language: str) -> Iterator[Case]:
    hits = passages(name, "Untitled", text, source=None, language=language, published=None)
    for number, hit in enumerate(hits, start=1):
        whole = [hit.text[s:e] for s, e in sentences(hit.text)]
        plain = [
            s for s in whole if 40 <= len(s) <= 300 and re.fullmatch(r"[\w\s.,'’()–-]+", s) and s[0].isupper()
        ]
        for sentence in plain[:1]:
            facts: dict[str, Any] = {
                "article": name, "part": "tuned", "hits": hits, "quote": sentence.rstrip(" ."),
            }  # fmt: skip
            for kind, said in [("true", sentence), *_altered(sentence, language)]:
                reply = f'{said} [{number}: "{facts["quote"]}"]'
                yield Case(**facts, kind=kind, text=said, reply=reply)


def _altered(sentence: str, language: str) -> Iterator[tuple[str, str]]:
    for match in list(_NUMBER.finditer(sentence))[:2]:
        other = str(int(match.group()) + 3)
        if other not in sentence:
            yield "number", sentence[: match.start()] + other + sentence[match.end() :]
    for match in list(_CAPITAL.finditer(sentence))[:2]:
        yield "name", sentence[: match.start()] + _NAMES[language] + sentence[match.end() :]
