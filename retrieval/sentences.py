"""What the command line, and an answer's own `text`, say to a reader in the language of the question.

The only file of `retrieval` that speaks to readers; the bot has sentences of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.note import Note, NoteCode
from retrieval.question_kind import QuestionKind
from retrieval.text.day import day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """The sentences of one language; words in braces are filled in.

    Attributes:
        refused: The articles do not answer.
        missing: What no article speaks of.
        missing_word: A word of that.
        newest: Up to which day the articles go.
        notes: One for each code of a note.
        kinds: What is said back to messages that are not searched for, by their kind.
    """

    refused: str
    missing: str
    missing_word: str
    newest: str
    notes: Mapping[NoteCode, str]
    kinds: Mapping[QuestionKind, str]


SENTENCES: Mapping[str, Sentences] = {
    "en": Sentences(
        refused="The articles do not say.",
        missing="Nothing in them speaks of {words}.",
        missing_word="“{word}”",
        newest="The newest article is of {day}.",
        notes={
            NoteCode.NO_ARTICLES: "There are no articles here yet.",
            NoteCode.NOTHING_PASSES_FILTERS: "No article is of the dates and outlets that you chose.",
            NoteCode.OTHER_TIME: (
                "The articles do not say this of the time you ask about. The newest on it is of {newer}."
            ),
            NoteCode.TIME_UNKNOWN: "The quoted articles do not say of which day they are.",
            NoteCode.MODEL_FAILED: (
                "The language model did not answer; these sentences are quoted from the articles."
            ),
            NoteCode.MODEL_UNPROVEN: "What the language model wrote was not proven; these sentences are quoted.",
            NoteCode.MODEL_BROKE_OFF: "The language model broke off; more may be in the articles.",
            NoteCode.ARTICLES_DIFFER: "The articles give different answers; the newest comes first.",
            NoteCode.REPORT_UPDATED: "The report of {newer} updates an earlier one of {older}.",
        },
        kinds={
            QuestionKind.COURTESY: "Always glad to help. Ask me anything about the articles.",
            QuestionKind.HELP: (
                "Ask in your own words, in any language: who, when, how many, why, how, or whether something is so. "
                "“What’s new about ...” and “Who is ...” give an overview, “Latest news” the newest articles. Every "
                "sentence of an answer is quoted from an article."
            ),
        },
    ),
    "ru": Sentences(
        refused="В статьях об этом не говорится.",
        missing="В них нет ничего о: {words}.",
        missing_word="«{word}»",
        newest="Самая новая статья — от {day}",
        notes={
            NoteCode.NO_ARTICLES: "Здесь пока нет ни одной статьи.",
            NoteCode.NOTHING_PASSES_FILTERS: "Нет ни одной статьи за выбранные дни и из выбранных изданий.",
            NoteCode.OTHER_TIME: (
                "О времени, о котором вы спрашиваете, в статьях этого нет. Самая новая статья об этом — от {newer}"
            ),
            NoteCode.TIME_UNKNOWN: "Процитированные статьи не говорят, от какого они дня.",
            NoteCode.MODEL_FAILED: "Языковая модель не ответила; эти предложения процитированы из статей.",
            NoteCode.MODEL_UNPROVEN: "Написанное языковой моделью не подтвердилось; это цитаты из статей.",
            NoteCode.MODEL_BROKE_OFF: "Языковая модель оборвала ответ; в статьях может быть больше.",
            NoteCode.ARTICLES_DIFFER: "Статьи отвечают по-разному; сначала самая новая.",
            NoteCode.REPORT_UPDATED: "Сообщение от {newer} обновляет более раннее, от {older}",
        },
        kinds={
            QuestionKind.COURTESY: "Всегда рад помочь. Спрашивайте о чём угодно из статей.",
            QuestionKind.HELP: (
                "Спрашивайте своими словами, на любом языке: кто, когда, сколько, почему, как, правда ли. «Что нового "
                "о ...» и «Кто такой ...» дают обзор, «Последние новости» — самые новые статьи. Каждое предложение "
                "ответа взято из статьи."
            ),
        },
    ),
    "tg": Sentences(
        refused="Дар мақолаҳо дар ин бора гуфта нашудааст.",
        missing="Дар онҳо чизе дар бораи {words} нест.",
        missing_word="«{word}»",
        newest="Мақолаи навтарин аз {day} аст.",
        notes={
            NoteCode.NO_ARTICLES: "Дар ин ҷо ҳоло ягон мақола нест.",
            NoteCode.NOTHING_PASSES_FILTERS: "Аз рӯзҳо ва нашрияҳои интихобшуда ягон мақола нест.",
            NoteCode.OTHER_TIME: (
                "Дар мақолаҳо аз вақте, ки мепурсед, дар ин бора чизе нест. "
                "Мақолаи навтарин дар ин бора аз {newer} аст."
            ),
            NoteCode.TIME_UNKNOWN: "Мақолаҳои иқтибосшуда намегӯянд, ки аз кадом рӯзанд.",
            NoteCode.MODEL_FAILED: "Модели забонӣ ҷавоб надод; ин ҷумлаҳо аз мақолаҳо иқтибос шудаанд.",
            NoteCode.MODEL_UNPROVEN: "Навиштаи модели забонӣ исбот нашуд; ин ҷумлаҳо аз мақолаҳо иқтибос шудаанд.",
            NoteCode.MODEL_BROKE_OFF: (
                "Модели забонӣ ҷавобро нотамом гузошт; дар мақолаҳо шояд бештар бошад."
            ),
            NoteCode.ARTICLES_DIFFER: "Мақолаҳо ҷавобҳои гуногун медиҳанд; аввал навтарин.",
            NoteCode.REPORT_UPDATED: "Хабари {newer} хабари пештараи {older}-ро нав мекунад.",
        },
        kinds={
            QuestionKind.COURTESY: "Ҳамеша омодаам кӯмак кунам. Дар бораи мақолаҳо чизе пурсед.",
            QuestionKind.HELP: (
                "Бо сухани худ, бо кадом забоне ки хоҳед, пурсед: кӣ, кай, чанд, чаро, чӣ тавр, оё чунин аст. "
                "«Дар бораи ... чӣ хабари нав?» ва «... кист?» шарҳи мухтасар медиҳанд, «Хабарҳои охирин» мақолаҳои "
                "навтаринро. Ҳар ҷумлаи ҷавоб аз мақола гирифта шудааст."
            ),
        },
    ),
}
"""The sentences by language code; English stands in where there is none."""

RUSSIAN_EXAMPLES = {"ask": "Кто возглавляет комитет?", "timeline": "Что писали о Рогуне?"}
"""Questions in the help of the command line, by command, that show that any language will do."""


def refusal_sentences(
    language: str, missing: Sequence[str], newest: datetime | None, note: Note | None = None
) -> list[str]:
    """What a refusal says: that the articles do not, what they do not speak of, and up to which day they go.

    Args:
        language: Code of the reader's language.
        missing: Words that no article speaks of.
        newest: When the newest article was published; `None` where no article is dated.
        note: One more fact; one that explains the refusal is said instead of all this.
    """
    if note and note.explains_refusal:
        return [note_sentence(note, language)]
    sentences = SENTENCES.get(language, SENTENCES["en"])
    said = [sentences.refused]
    if missing:
        words = ", ".join(sentences.missing_word.format(word=word) for word in missing)
        said.append(sentences.missing.format(words=words))
    if newest:
        said.append(sentences.newest.format(day=day(newest, language)))
    return said


def note_sentence(note: Note, language: str) -> str:
    """What a note says, in the language with this code."""
    days = {
        name: day(moment, language)
        for name, moment in (("newer", note.newer), ("older", note.older))
        if moment is not None
    }
    return SENTENCES.get(language, SENTENCES["en"]).notes[note.code].format(**days)


def kind_sentence(kind: QuestionKind, language: str) -> str:
    """What is said back to a message that is not searched for, in the language with this code."""
    return SENTENCES.get(language, SENTENCES["en"]).kinds[kind]
