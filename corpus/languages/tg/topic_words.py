"""Words that people put about a topic in Tajik."""

from __future__ import annotations

from corpus.languages.topic_words import TopicWords

TOPIC_WORDS = TopicWords(
    frames=(
        r"(?:дар бораи|оид ба|роҷеъ ба) (?P<topic>.+?) (?:чӣ|чиҳо) [\w ]+",
        r"(?:чӣ|чиҳо) [\w ]{0,30}(?:дар бораи|оид ба|роҷеъ ба) (?P<topic>.+?)(?: \w*(?:навишта|гуфта|хабар)[\w ]*)?",
        r"(?:(?:ҳама|ахбор|хабар|мақола)(?:ҳо)?и?|хронологияи|солномаи)(?: (?:дар бораи|оид ба|аз))? (?P<topic>.+)",
        r"(?:дар бораи|оид ба|роҷеъ ба) (?P<topic>.+)",
    ),
    about="дар бораи|оид ба|роҷеъ ба|доир ба",
    no_things="хабар(?:ҳо)?|воқеа(?:ҳо)?|вазъият|навигари(?:ҳо)?",
    before_times="дар|аз|то|соли|моҳи|рӯзи",
)
