"""Words that stand on Russian pages and are none of an article's."""

from __future__ import annotations

from corpus.languages.page_furniture import PageFurniture

PAGE_FURNITURE = PageFurniture(
    read_on="читать (?:далее|полностью|дальше)",
    read_on_alone="подробнее|далее",
    syndicated="Запись .{1,300}? впервые появилась .{1,200}",
    page=r"стр\.?|с\.",
    of_pages="из",
    no_title=r"слайд ?(?:-|–|\d).*|документ\s*\d*",
    no_author="пользователь|администратор|автор",
    view_online=(
        r"(?:открыть|посмотреть|читать)(?: это)?(?: письмо)? (?:в браузере|онлайн|на сайте)"
        r"|письмо не отображается|веб-верси[яю]"
    ),
    unsubscribe=(
        r"отписаться|отказаться от (?:подписки|рассылки)|вы получили это (?:письмо|сообщение)"
        r"|управлять подпиской|настройки рассылки"
    ),
)
