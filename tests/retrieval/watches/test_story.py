"""Whether two matches tell one story."""

from __future__ import annotations

from corpus.duplicates import signature
from retrieval.watches.story import same_story, story_signature

PASSAGE = (
    "Iran and Tajikistan have agreed to set up a joint committee for defence, the chief of the Iranian general staff "
    "told reporters in Tehran. The committee will plan the training of Tajik officers in Iran."
)
COPY = f"TEHRAN. {PASSAGE} Read more on our site."
OTHER = (
    "Tajikistan has received forty military vehicles from Iran, the Tajik ministry of defence said on Friday. "
    "Iranian instructors will show the Tajik army how to drive them in the mountains."
)


def of(passage: str, news: str) -> bytes:
    return story_signature(signature(passage), signature(news))


def test_a_copy_is_the_same_story() -> None:
    """A passage that copies one of before, or an article that does, tells nothing new."""
    earlier = [of(OTHER, OTHER), of(PASSAGE, PASSAGE)]
    assert same_story(of(COPY, COPY), earlier)
    assert same_story(of(COPY, OTHER * 2), earlier)


def test_other_news_is_another_story() -> None:
    """Neither the passage nor what is new in the article was told; and nothing was told where nothing was."""
    assert not same_story(of(OTHER, OTHER), [of(PASSAGE, PASSAGE)])
    assert not same_story(of(PASSAGE, PASSAGE), [])


def test_passage_is_not_compared_with_news() -> None:
    """A passage that was the news of another article is a story of its own."""
    assert not same_story(of(PASSAGE, OTHER), [of(OTHER, PASSAGE)])


def test_signature_is_small() -> None:
    """It is kept for each match that somebody was told."""
    assert len(of(PASSAGE * 20, OTHER * 20)) <= 1_028
