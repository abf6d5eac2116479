"""What the pages of the web server say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WebTexts:
    """The texts of one language; words in braces are filled in.

    Attributes:
        code: The language's code.
        name: The language's own name.
        languages: Names the list of languages.
        skip: Leads past the head of a page to what it is about.
        updated: When an article was last changed by its outlet; with `day`.
        to_quote: Leads to the quoted words.
        original: Leads to the article at its outlet; with `host`.
        quote_begins: Read out before quoted words.
        quote_ends: Read out behind them.
        earlier_text: The page shows a text that the article no longer has; with `day`.
        current_text: Leads to the text that it has now.
        current: Names that text.
        quote_gone: The quoted words are in no text that is kept.
        copies: Stands over articles of other outlets that tell the same story.
        texts: Stands over the texts that an article has had.
        text_until: One of them; with `day`.
        shown_here: Stands behind the one that is shown.
        as_read: Where the text of the page comes from.
        not_found: There is no such page.
        not_found_hint: What may be the reason.
        article_gone: The article is no longer kept.
        unavailable: The articles cannot be read now.
        ask: Names the page to ask.
        question: Names the box for a question.
        question_hint: An example of one.
        send: Stands on the button that asks.
        answer: Names the choice of an answer.
        timeline: Names the choice of a timeline.
        kind: Names that choice.
        filters: Stands over the filters.
        after: Names the first day.
        before: Names the last day.
        outlets: Names the list of outlets.
        looking: An answer is being looked for.
        failed: No answer came.
        busy: Too many ask at once.
        not_a_question: What came cannot be searched for.
        quoted: The sentences are quoted.
        written: A language model wrote them; with `model`.
        sources: Stands over what is cited.
        read_here: Leads to the page on which an article is read.
        chart: Describes the chart of a timeline; with `topic`.
        again: Begins a new conversation.
        sign_in: Names the page to sign in, and stands on its button.
        password: Names the box for the password.
        wrong_password: It is another one.
        too_many_tries: Nobody may try for a while.
        form_old: A form was not sent from this server's page, or is out of date.
        sign_out: Ends the session.
    """

    code: str
    name: str
    languages: str
    skip: str
    updated: str
    to_quote: str
    original: str
    quote_begins: str
    quote_ends: str
    earlier_text: str
    current_text: str
    current: str
    quote_gone: str
    copies: str
    texts: str
    text_until: str
    shown_here: str
    as_read: str
    not_found: str
    not_found_hint: str
    article_gone: str
    unavailable: str
    ask: str
    question: str
    question_hint: str
    send: str
    answer: str
    timeline: str
    kind: str
    filters: str
    after: str
    before: str
    outlets: str
    looking: str
    failed: str
    busy: str
    not_a_question: str
    quoted: str
    written: str
    sources: str
    read_here: str
    chart: str
    again: str
    sign_in: str
    password: str
    wrong_password: str
    too_many_tries: str
    form_old: str
    sign_out: str
