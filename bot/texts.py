"""Everything the bot says itself, in every language it speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The texts of one language; words in braces are filled in.

    Attributes:
        start: Greets and says what to do.
        help: How to ask, and what an answer looks like.
        unknown_command: A command that is none.
        text_only: Something came that is not text.
        empty: The bot was called in a group without a question.
        not_a_question: What came cannot be searched for.
        no_articles: There is nothing to answer from yet.
        apology: Something went wrong.
        refresh_started: A refresh of the articles has begun.
        refresh_running: One is running already.
        refresh_done: It has ended; with counts.
        refresh_failed: It has failed; why is in the log.
        sources: Stands over the sources of an answer.
        nearest: Stands over the closest passages of a refusal.
        note: One more fact about an answer.
        untitled: Stands for the title of an article that has none.
        commands: What each command does, as Telegram's menu shows it.
    """

    start: str
    help: str
    unknown_command: str
    text_only: str
    empty: str
    not_a_question: str
    no_articles: str
    apology: str
    refresh_started: str
    refresh_running: str
    refresh_done: str
    refresh_failed: str
    sources: str
    nearest: str
    note: str
    untitled: str
    commands: Mapping[str, str]


_ENGLISH = Texts(
    start=(
        "Hello! I answer questions from a collection of news articles, and show where each answer "
        "stands.\n\nJust write your question."
    ),
    help=(
        "Write a question in your own words, as you would ask a colleague, for example:\n"
        "“Which tunnel connects Dushanbe with the north of Tajikistan?”\n\n"
        "Each sentence of an answer has a number. Under the answer you find the article with that number: "
        "its title, where and when it was published, and the exact words; tap the quote to unfold it.\n\n"
        "Where the articles do not answer a question, I say so and show what comes nearest.\n\n"
        "In a group, mention me or reply to one of my messages."
    ),
    unknown_command="I do not know this command. /help says what I can do; or just write your question.",
    text_only="I can only read text. Please write your question as a message.",
    empty="What would you like to know? Mention me together with your question.",
    not_a_question="I cannot search for that. Please ask in one or two sentences.",
    no_articles="There are no articles here yet, so I have nothing to answer from. Please try again later.",
    apology="Sorry, something went wrong on our side and I could not answer. Please try again in a minute.",
    refresh_started="I am refreshing the articles and will tell you when I am done. You can go on asking.",
    refresh_running="The articles are being refreshed already.",
    refresh_done="The articles are fresh: {added} added, {updated} updated, {removed} removed, {failed} could not be "
    "taken. There are {articles} now.",
    refresh_failed="The refresh failed, and the articles are as they were. The bot's log says why.",
    sources="Sources",
    nearest="Nearest in the articles",
    note="Note: {note}",
    untitled="Untitled article",
    commands={"start": "What this bot does", "help": "How to ask a question"},
)

_RUSSIAN = Texts(
    start=(
        "Здравствуйте! Я отвечаю на вопросы по собранию новостных статей и показываю, откуда взят каждый "
        "ответ.\n\nПросто напишите свой вопрос."
    ),
    help=(
        "Задайте вопрос своими словами, как спросили бы коллегу, например:\n"
        "«Какой тоннель связывает Душанбе с севером Таджикистана?»\n\n"
        "У каждого предложения в ответе есть номер. Под ответом — статья с этим номером: заголовок, "
        "издание, дата и точная цитата; нажмите на цитату, чтобы развернуть её.\n\n"
        "Если в статьях ответа нет, я так и скажу и покажу, что ближе всего к вопросу.\n\n"
        "В группе упомяните меня или ответьте на моё сообщение."
    ),
    unknown_command="Такой команды я не знаю. /help расскажет, что я умею; или просто напишите вопрос.",
    text_only="Я понимаю только текст. Пожалуйста, напишите вопрос сообщением.",
    empty="Что вы хотите узнать? Упомяните меня вместе с вопросом.",
    not_a_question="Я не могу искать по такому запросу. Пожалуйста, задайте вопрос одной-двумя фразами.",
    no_articles="Здесь пока нет ни одной статьи, поэтому ответить я не могу. Попробуйте позже.",
    apology="Простите, у нас что-то сломалось, и ответить не получилось. Попробуйте ещё раз через минуту.",
    refresh_started="Обновляю статьи и скажу, когда закончу. Вопросы можно задавать и сейчас.",
    refresh_running="Статьи уже обновляются.",
    refresh_done="Статьи обновлены: добавлено {added}, изменено {updated}, удалено {removed}, не удалось взять "
    "{failed}. Всего статей: {articles}.",
    refresh_failed="Обновить не получилось, статьи остались прежними. Причина — в журнале бота.",
    sources="Источники",
    nearest="Ближе всего к вопросу",
    note="Примечание: {note}",
    untitled="Статья без заголовка",
    commands={"start": "Что умеет этот бот", "help": "Как задать вопрос"},
)

_TAJIK = Texts(
    start=(
        "Салом! Ман ба саволҳо аз рӯи маҷмӯи мақолаҳои хабарӣ ҷавоб медиҳам ва нишон медиҳам, ки ҳар ҷавоб "
        "аз куҷо гирифта шудааст.\n\nСаволи худро нависед."
    ),
    help=(
        "Саволро бо суханони худ нависед, чунон ки аз ҳамкор мепурсед, масалан:\n"
        "«Кадом нақб Душанберо бо шимоли Тоҷикистон мепайвандад?»\n\n"
        "Ҳар ҷумлаи ҷавоб рақам дорад. Дар зери ҷавоб мақолаи ҳамон рақам меояд: сарлавҳа, нашрия, сана ва "
        "иқтибоси аниқ; барои кушодани иқтибос онро пахш кунед.\n\n"
        "Агар дар мақолаҳо ҷавоб набошад, ман инро мегӯям ва порчаҳои наздиктаринро нишон медиҳам.\n\n"
        "Дар гурӯҳ маро зикр кунед ё ба паёми ман посух нависед."
    ),
    unknown_command="Чунин фармонро намедонам. /help мегӯяд, ки чӣ кор карда метавонам; ё савол нависед.",
    text_only="Ман танҳо матнро мефаҳмам. Лутфан саволи худро ҳамчун паём нависед.",
    empty="Чиро донистан мехоҳед? Маро якҷоя бо саволатон зикр кунед.",
    not_a_question="Аз рӯи ин паём ҷустуҷӯ карда наметавонам. Лутфан саволро дар як-ду ҷумла нависед.",
    no_articles="Дар ин ҷо ҳоло ягон мақола нест, бинобар ин ҷавоб дода наметавонам. Лутфан дертар нависед.",
    apology="Мебахшед, дар кори мо хатое рӯй дод ва ҷавоб дода натавонистам. Лутфан баъд аз як дақиқа "
    "боз кӯшиш кунед.",
    refresh_started="Мақолаҳоро нав мекунам ва баъд аз анҷом хабар медиҳам. Саволҳоро ҳоло ҳам додан мумкин аст.",
    refresh_running="Мақолаҳо аллакай нав мешаванд.",
    refresh_done="Мақолаҳо нав шуданд: {added} илова, {updated} иваз, {removed} хориҷ, {failed} гирифта нашуд. "
    "Ҳоло ҳамагӣ {articles} мақола ҳаст.",
    refresh_failed="Навсозӣ нашуд, мақолаҳо чунон ки буданд, монданд. Сабаб дар журнали бот аст.",
    sources="Манбаъҳо",
    nearest="Порчаҳои наздиктарин",
    note="Эзоҳ: {note}",
    untitled="Мақолаи бесарлавҳа",
    commands={"start": "Ин бот чӣ кор мекунад", "help": "Чӣ тавр савол бояд дод"},
)

LANGUAGES: Mapping[str, Texts] = {"en": _ENGLISH, "ru": _RUSSIAN, "tg": _TAJIK}
"""The texts by language code; English comes first and stands in where a language is not known."""


def texts_for(language: str | None) -> Texts:
    """The texts for a language code such as "ru" or "ru-RU"; English where it is missing or not known."""
    return LANGUAGES.get((language or "").lower().partition("-")[0], _ENGLISH)
