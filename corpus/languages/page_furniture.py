"""Words that stand on pages and are none of an article's: links to the rest, page numbers, what programs fill in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFurniture:
    """What readers of feeds and PDF ask of a language: regular expressions whatever the case, "" where there is none.

    Attributes:
        read_on: The link from a teaser to the whole text, where it ends a line of the text.
        read_on_alone: The same in a word that is a link only where it stands by itself.
        syndicated: The line that a publishing system puts under every article.
        see_also: What stands before links to other articles, by itself or with a colon.
        follow_us: How a line begins that asks to subscribe or to follow an outlet elsewhere.
        consent: What a request for consent to cookies says to its reader.
        robot_check: What a check whether a robot is reading says.
        script: What a page says that needs a script or another browser.
        subscribers: What a page says that shows an article to subscribers only.
        published_on: The word before the date of publication ("Published", "Posted on").
        updated_on: The word before the date of the latest change.
        comments: The heading of comments, with how many there are.
        page: What stands before the number of a page ("page", "p.").
        of_pages: What stands between that number and how many pages there are ("of").
        view_online: The link to a newsletter on the web.
        unsubscribe: The link by which one leaves a newsletter, and what stands around it.
        no_title: Titles that a program gives where nobody did.
        no_author: Names that stand where nobody gave one.
    """

    read_on: str = ""
    read_on_alone: str = ""
    syndicated: str = ""
    see_also: str = ""
    follow_us: str = ""
    consent: str = ""
    robot_check: str = ""
    script: str = ""
    subscribers: str = ""
    published_on: str = ""
    updated_on: str = ""
    comments: str = ""
    page: str = ""
    of_pages: str = ""
    view_online: str = ""
    unsubscribe: str = ""
    no_title: str = ""
    no_author: str = ""
