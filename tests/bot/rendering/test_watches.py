"""Standing questions as a message."""

from __future__ import annotations

from bot.rendering.watches import render_watches
from bot.state.watches import Watch
from bot.texts import LANGUAGES
from tests.e2e.judge import judged

WATCHES = [
    Watch(id=n, person=77, chat=77, topic=0, text=text, language="en", created=0.0)
    for n, text in enumerate(("Rogun <dam>", "the Istiqlol tunnel"), start=1)
]
TITLE = LANGUAGES["en"].watches_title


def test_a_line_each() -> None:
    """Without feeds, the words alone; with them, a link behind each."""
    (part,) = render_watches(WATCHES, LANGUAGES["en"])
    assert judged(part.html, "HTML").text == f"{TITLE}\n\n• Rogun <dam>\n• the Istiqlol tunnel"
    (part,) = render_watches(
        WATCHES,
        LANGUAGES["en"],
        lambda watch: f"https://news.example/feed/{watch.id}" if watch.id == 2 else None,
    )
    shown = judged(part.html, "HTML")
    assert shown.text == f"{TITLE}\n\n• Rogun <dam>\n• the Istiqlol tunnel · RSS"
    assert [entity["url"] for entity in shown.entities if "url" in entity] == ["https://news.example/feed/2"]
