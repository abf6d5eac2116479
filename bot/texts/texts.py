"""What there is to say; each language says it in a file of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.texts.archive_texts import ArchiveTexts
    from bot.texts.digest_texts import DigestTexts
    from bot.texts.export_texts import ExportTexts
    from retrieval.note import NoteCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The texts of one language; words in braces are filled in.

    Attributes:
        code: The language's code.
        start: Greets and says what to do.
        help: How to ask, and what an answer looks like.
        courtesy: What is said back to a greeting, to thanks, and to what asks for nothing.
        group_hello: What the bot says when it is added to a group in which it sees only what is meant for it.
        group_hello_all: The same where it sees everything.
        unknown_command: A command that is none.
        text_only: Something came that is not text.
        empty: The bot was called in a group without a question.
        not_a_question: What came cannot be searched for.
        no_articles: There is nothing to answer from yet.
        unreadable: The articles are there and cannot be read; whether they answer is not known.
        apology: Something went wrong.
        stale: A question has waited too long to be answered unasked.
        queued: Another question of the same person comes first.
        too_many: A question was not taken because too many of the same person are waiting.
        still_looking: An answer takes its time.
        stopped: A question was given up as asked.
        nothing_to_stop: There was none.
        new_conversation: What was said before is no longer taken into account.
        not_welcome: The bot is not open to this person.
        budget_used: The language model writes no more answers for this person today.
        refresh_started: A refresh of the articles has begun.
        refresh_running: One is running already.
        refresh_done: It has ended; with counts.
        refresh_failed: It has failed; why is in the log.
        sources: Stands over the sources of an answer.
        nearest: Stands over the closest passages of a refusal.
        searched_for: What was searched for, where it is not what was asked.
        refused: The articles do not answer.
        missing: What no article speaks of.
        missing_word: A word of that.
        newest: Up to which day the articles go.
        note: Stands before a remark about an answer.
        notes: A remark for each code of a note.
        read_here: Stands on the second link of a source: to the page on which its article is read.
        untitled: Stands for the title of an article that has none.
        more_title: Stands over further passages.
        nothing_more: There are none.
        article_gone: An article is no longer in the store.
        answer_gone: An answer is no longer remembered.
        thanks: Feedback was noted.
        not_yours: A button belongs to somebody else's question.
        watch_usage: How to watch for a topic.
        watch_added: A topic is watched for.
        watch_known: It was already.
        watch_too_many: No more can be watched for.
        watch_found: Stands over a passage that was watched for.
        watches_title: Stands over what is watched for.
        watches_none: Nothing is.
        watch_stopped: A topic is no longer watched for.
        timeline_usage: How to ask for a timeline.
        zone_now: In which time zone the days of a person are, what time it is there, and how to choose another.
        zone_chosen: The same, once one was chosen.
        zone_unknown: What was named is no time zone.
        forget_ask: Asks whether everything is to be forgotten.
        forget_done: It has been.
        forget_kept: It has not.
        stats: Figures for admins.
        inline_empty: What inline mode shows before there is a question.
        inline_refused: What it shows where the articles do not answer.
        inline_reasons: The same for each note that explains a refusal.
        inline_answer: Stands over an answer in inline mode.
        buttons: What stands on each button.
        commands: What each command does, as Telegram's menu shows it.
        admin_commands: The same for those that only admins have.
        unanswered: Stands over what was asked and refused most, for admins; with `days`.
        unanswered_line: One line of that; with `people` and `question`.
        unanswered_none: Nothing was.
        unanswered_off: It is not noted.
        archive: What there is to say about the articles themselves.
        export: The same about files of questions and answers.
        digest: The same about digests.
    """

    code: str
    start: str
    help: str
    courtesy: str
    group_hello: str
    group_hello_all: str
    unknown_command: str
    text_only: str
    empty: str
    not_a_question: str
    no_articles: str
    unreadable: str
    apology: str
    stale: str
    queued: str
    too_many: str
    still_looking: str
    stopped: str
    nothing_to_stop: str
    new_conversation: str
    not_welcome: str
    budget_used: str
    refresh_started: str
    refresh_running: str
    refresh_done: str
    refresh_failed: str
    sources: str
    nearest: str
    searched_for: str
    refused: str
    missing: str
    missing_word: str
    newest: str
    note: str
    notes: Mapping[NoteCode, str]
    read_here: str
    untitled: str
    more_title: str
    nothing_more: str
    article_gone: str
    answer_gone: str
    thanks: str
    not_yours: str
    watch_usage: str
    watch_added: str
    watch_known: str
    watch_too_many: str
    watch_found: str
    watches_title: str
    watches_none: str
    watch_stopped: str
    timeline_usage: str
    zone_now: str
    zone_chosen: str
    zone_unknown: str
    forget_ask: str
    forget_done: str
    forget_kept: str
    stats: str
    inline_empty: str
    inline_refused: str
    inline_reasons: Mapping[NoteCode, str]
    inline_answer: str
    buttons: Mapping[str, str]
    commands: Mapping[str, str]
    admin_commands: Mapping[str, str]
    unanswered: str
    unanswered_line: str
    unanswered_none: str
    unanswered_off: str
    archive: ArchiveTexts
    export: ExportTexts
    digest: DigestTexts
