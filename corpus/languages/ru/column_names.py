"""What the fields of an article are called in Russian tables."""

from __future__ import annotations

from corpus.languages.column_names import ColumnNames
from corpus.languages.words import in_order

COLUMN_NAMES = ColumnNames(
    id=in_order("ид номер код ид_статьи номер_статьи"),
    text=in_order(
        "текст содержание содержимое статья текст_статьи текст_новости полный_текст контент тело новость"
    ),
    title=in_order("заголовок название заглавие тема наименование заголовок_статьи название_статьи"),
    url=in_order("ссылка адрес урл url_адрес адрес_страницы ссылка_на_статью ссылка_на_новость гиперссылка"),
    published=in_order(
        "дата дата_публикации опубликовано дата_и_время дата_выхода дата_новости время_публикации дата_создания"
        " публикация"
    ),
    updated=in_order("обновлено изменено дата_изменения дата_обновления дата_правки"),
    source=in_order("источник издание сми газета агентство сайт медиа канал издатель"),
    author=in_order("автор авторы журналист корреспондент автор_статьи"),
    language=in_order("язык"),
)
