"""What the bot says in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.texts.archive_texts import ArchiveTexts
from bot.texts.digest_texts import DigestTexts
from bot.texts.export_texts import ExportTexts
from bot.texts.texts import Texts
from retrieval.note import NoteCode

if TYPE_CHECKING:
    from collections.abc import Callable


def _counted(one: str, several: str) -> Callable[[int], str]:
    return lambda number: f"{number:,} {one if number == 1 else several}"


ENGLISH = Texts(
    code="en",
    start=(
        "Hello! I answer questions from a collection of news articles, and show where each answer "
        "stands.\n\nJust write your question."
    ),
    help=(
        "Write a question in your own words, as you would ask a colleague, for example:\n"
        "“Which tunnel connects Dushanbe with the north of Tajikistan?”\n\n"
        "Each sentence of an answer has a number. Under the answer you find the article with that number: "
        "its title, where and when it was published, and what stands around the quoted words; tap it to unfold.\n\n"
        "Where the articles do not answer a question, I say so and show what comes nearest.\n\n"
        "You can ask on: I remember the conversation until you send /new. If you correct your question, I answer "
        "it again.\n\n"
        "/watch with a topic or a question tells you when a new article speaks of it; /timeline shows what was "
        "reported when; /latest shows the newest articles; /digest sends what is new each day; /export gives our "
        "conversation as a file. /timezone sets which days “today” and “yesterday” are.\n\n"
        "In a group, mention me or reply to one of my messages. In any chat, type my name and a question to "
        "send the answer there."
    ),
    courtesy="Always glad to help. Just write what you would like to know; /help says how.",
    group_hello=(
        "Hello! I answer questions from news articles, with sources. In this group I see only what is meant for "
        "me: mention me together with your question, reply to one of my messages, or use a command. What else you "
        "write does not reach me: that is Telegram's privacy mode, and I need no more."
    ),
    group_hello_all=(
        "Hello! I answer questions from news articles, with sources. Mention me together with your question, "
        "reply to one of my messages, or use a command. My owner has switched Telegram's privacy mode off or made me "
        "an admin, so everything written here reaches me; I keep and answer only what is meant for me."
    ),
    unknown_command="I do not know this command. /help says what I can do; or just write your question.",
    text_only="I can only read text. Please write your question as a message, or under what you send.",
    empty="What would you like to know? Mention me together with your question.",
    not_a_question="I cannot search for that. Please ask in one or two sentences.",
    no_articles="There are no articles here yet, so I have nothing to answer from. Please try again later.",
    unreadable="Sorry, I cannot read the articles just now, so I do not know whether they answer this. Please try "
    "again later.",
    apology="Sorry, something went wrong on our side and I could not answer. Please try again in a minute.",
    stale="Sorry, I was away when you asked this. Would you still like to know?",
    queued="One at a time: your earlier question comes first, then this one.",
    too_many="You have {count} questions waiting, more than I take at once, so I left this one out, and any other "
    "that comes before those are answered. Please ask again then.",
    still_looking="Still reading the articles …",
    stopped="Stopped.",
    nothing_to_stop="There is nothing to stop.",
    new_conversation="A new conversation. What we said before no longer counts.",
    not_welcome="Sorry, this bot is not open to everybody. Whoever runs it can let you in by this number: {number}",
    budget_used="The language model has written {count} answers for you today, which is all for a day. Until "
    "tomorrow I quote the articles instead.",
    refresh_started="I am refreshing the articles and will tell you when I am done. You can go on asking.",
    refresh_running="The articles are being refreshed already.",
    refresh_done="The articles are fresh: {added} added, {updated} updated, {removed} removed, {failed} could not be "
    "taken. There are {articles} now.",
    refresh_failed="The refresh failed, and the articles are as they were. The bot's log says why.",
    sources="Sources",
    nearest="Nearest in the articles",
    searched_for="I looked for: {question}",
    refused="The articles do not say.",
    missing="Nothing in them speaks of {words}.",
    missing_word="“{word}”",
    newest="The newest article is of {day}.",
    note="Note: {note}",
    notes={
        NoteCode.NO_ARTICLES: "There are no articles here yet.",
        NoteCode.NOTHING_PASSES_FILTERS: "No article is of the dates and outlets that you chose.",
        NoteCode.OTHER_TIME: "The articles do not say this of the time you ask about. The newest on it is of {newer}.",
        NoteCode.TIME_UNKNOWN: "The quoted articles do not say of which day they are.",
        NoteCode.MODEL_FAILED: "The language model did not answer; these sentences are quoted from the articles.",
        NoteCode.MODEL_UNPROVEN: "What the language model wrote was not proven; these sentences are quoted.",
        NoteCode.MODEL_BROKE_OFF: "The language model broke off; more may be in the articles.",
        NoteCode.ARTICLES_DIFFER: "The articles give different answers; the newest comes first.",
        NoteCode.REPORT_UPDATED: "The report of {newer} updates an earlier one of {older}.",
    },
    read_here="read it here",
    untitled="Untitled article",
    more_title="More on this",
    nothing_more="The articles hold nothing more on this.",
    article_gone="This article is no longer in the collection.",
    answer_gone="I no longer have this answer. Please ask again.",
    thanks="Thank you, noted.",
    not_yours="Only who asked can do this.",
    watch_usage="Write what I should watch for behind the command, a topic or a question:\n"
    "/watch Rogun reservoir level\n\n/watches shows what you watch for.",
    watch_added="I will tell you here when a new article speaks of: {text}\n\n"
    "At most {count} a day. /watches shows everything you watch for, and stops it.",
    watch_known="You watch for this already: {text}",
    watch_too_many="You watch for {count} things, and no more are possible. /watches lets you stop one.",
    watch_found="New on: {text}",
    watches_title="You watch for",
    watches_none="You watch for nothing here. /watch with a topic begins.",
    watch_stopped="No longer watched for: {text}",
    timeline_usage="Write a topic behind the command:\n/timeline Rogun",
    zone_now="“Today” and “yesterday” in your questions are the days in {zone}, where it is {time} now.\n\n"
    "For another time zone write a city, a zone or the hours ahead of UTC behind the command:\n"
    "/timezone Dushanbe\n/timezone UTC+05:00\n\n"
    "The date of an article is always the day where it was published.",
    zone_chosen="From now on “today” and “yesterday” in your questions are the days in {zone}, where it is {time}.",
    zone_unknown="I know no time zone called “{name}”. Write a city such as Dushanbe, a zone such as Asia/Dushanbe, or "
    "the hours ahead of UTC such as +5.",
    forget_ask="I keep your questions and my answers for up to {days} days, your thumbs, your time zone, your "
    "digests, and what you watch for. Shall I forget all of it, in every chat?",
    forget_done="Everything I had about you is deleted.",
    forget_kept="Then I keep it.",
    stats=(
        "Questions: {day} in 24 hours, {week} in seven days\n"
        "Answered: {answered} · refused: {refused}\n"
        "Written by the language model: {written}\n"
        "People asking: {people}\n"
        "Time to the answer: {median} s in the middle, {slow} s for the slowest twentieth\n"
        "Thumbs: {up} up, {down} down\n"
        "Waiting: {waiting} · in work: {in_work}\n"
        "Watched for: {watches}, told in 24 hours: {notified}"
    ),
    inline_empty="Type a question",
    inline_refused="The articles do not say",
    inline_reasons={
        NoteCode.NO_ARTICLES: "There are no articles yet",
        NoteCode.NOTHING_PASSES_FILTERS: "No article fits your choice",
        NoteCode.OTHER_TIME: "Only of another time",
    },
    inline_answer="Answer",
    buttons={
        "more": "More on this",
        "passage": "Show the passage",
        "watch": "🔔 Tell me when it is reported",
        "stop": "Stop",
        "retry": "Try again",
        "now": "Yes, answer it now",
        "unwatch": "Stop: {text}",
        "forget": "Yes, forget it all",
        "keep": "No",
        "zone": "As for everybody",
        "digest_seen": "👍",
        "digest_on": "Yes, go on",
        "digest_off": "No more digests",
        "private": "Ask me in private",
    },
    commands={
        "help": "How to ask a question",
        "new": "Begin a new conversation",
        "stop": "Stop what I am answering",
        "latest": "The newest articles",
        "timeline": "What was reported when about a topic",
        "watch": "Tell me when a new article speaks of a topic",
        "watches": "What I watch for, and how to stop it",
        "digest": "Each day at your hour: what is new",
        "export": "Our conversation, or an answer, as a file",
        "sources": "Where the articles come from",
        "about": "How many articles there are, and from when",
        "timezone": "Your time zone: which days “today” and “yesterday” are",
        "forget": "Delete what is kept about me",
    },
    admin_commands={
        "refresh": "Refresh the articles",
        "stats": "Figures",
        "unanswered": "What is asked and not answered",
    },
    unanswered="Asked by several people in {days} days, and not answered by the articles",
    unanswered_line="{people} people: {question}",
    unanswered_none="Nothing that at least three people asked in {days} days was left without an answer.",
    unanswered_off="What is not answered is not listed here: TELEGRAM_UNANSWERED is off.",
    archive=ArchiveTexts(
        articles=_counted("article", "articles"),
        passages=_counted("passage", "passages"),
        per_unit={"day": "Reports a day", "month": "Reports a month", "year": "Reports a year"},
        omitted={
            "day": "Days not shown: {count}.",
            "month": "Months not shown: {count}.",
            "year": "Years not shown: {count}.",
        },
        undated="Articles left out because their date is missing or wrong: {count}.",
        incomplete="There is more about this than I have counted.",
        also="Also: {outlets}",
        latest="Newest articles",
        no_latest="There are no dated articles here.",
        future="a date in the future",
        overview="What I answer from",
        holds="{articles} in {passages}",
        dates="published from {oldest} to {newest}",
        outlets="Outlets",
        outlet="{articles}, the newest of {newest}",
        outlet_undated="{articles}",
        more_outlets="Outlets not listed: {count}.",
        no_outlet="No outlet given",
        languages="Languages: {languages}",
        language_names={"en": "English", "ru": "Russian", "tg": "Tajik", "fa": "Persian", "uz": "Uzbek"},
        unknown_language="not known",
        model="Embedding model: {model}",
        refreshed="Last refreshed: {day}, {time} UTC",
        never_refreshed="Last refreshed: not known",
        failures="Could not be taken then: {count}",
        broken="Sources that could not be refreshed: {count}",
    ),
    export=ExportTexts(
        title="Questions and answers",
        made="Exported on {day}",
        conversation="What was asked and answered here, with the sources. There are also /export html and /export "
        "json; in reply to an answer, they give that one alone.",
        answer="The answer with its sources. There are also /export html and /export json.",
        usage="I can write three kinds of files:\n/export md\n/export html\n/export json\n\n"
        "In reply to an answer of mine they hold that one alone, else our conversation here.",
        nothing="There is nothing to export here yet. Ask something first.",
    ),
    digest=DigestTexts(
        stories="The stories of {day}",
        news="New on what you watch for, {day}",
        on="From now on I send a digest here each day at {time} ({zone}): what is new on what is watched for here, or "
        "the day's stories where nothing is. What is new on it comes with the digest, and not in between. On a day "
        "without news I send nothing.\n\n/digest 20 changes the hour, /timezone the zone, /digest off ends it.",
        status="I send a digest here each day at {time} ({zone}); the next one on {day}.\n\n"
        "/digest 20 changes the hour, /timezone the zone, /digest off ends it.",
        asked="I have asked whether to go on with the digests, and send none until I know. /digest 8 goes on, "
        "/digest off ends them.",
        off="I send no digests here any more. What is new on what is watched for comes at once again.",
        none="I send no digest here. /digest 8 sends one each day at eight.",
        usage="“{text}” is no time of the day. Write an hour, such as /digest 8 or /digest 20:30, or /digest off.",
        ask="I have sent {count} digests, and nobody has pressed or asked anything since. Shall I go on?",
        gone="There is no digest here any more. /digest 8 begins one.",
        off_words=frozenset({"off", "stop", "no"}),
        status_words=frozenset({"status"}),
    ),
)
