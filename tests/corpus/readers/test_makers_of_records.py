"""Records as the programs that write them shape them: pandas, newspaper4k, news-please, Media Cloud, WordPress, ..."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.corpus.conftest import Taken

    Read = Callable[[str, str | bytes], Taken]

BODY = "The council of Vahdat met on Tuesday to discuss the old canal. It will cost 2.4 million somoni."
RU = "Хукумат Вахдата во вторник обсудил ремонт старого канала. Работы обойдутся в 2,4 миллиона сомони."
TG = "Ҳукумати Ваҳдат рӯзи сешанбе таъмири канали кӯҳнаро баррасӣ кард. Кор 2,4 миллион сомонӣ меистад."
FIRST = {"title": "Canal repair", "text": BODY, "published": "2024-03-31"}


def _json(**fields: Any) -> str:
    return json.dumps(fields) + "\n"


INPUTS: list[tuple[str, str, str, dict[str, str | None]]] = [
    # newspaper4k writes its articles as JSON so
    ("newspaper4k", "a.jsonl", _json(
        url="https://p.example/1", read_more_link="", language="en", title="Canal repair", top_image="", meta_img="",
        images=[], movies=[], keywords=["canal"], meta_keywords=[""], tags=None, authors=["A. Karimov", "B. Saidova"],
        publish_date="2024-03-31T08:00:00+05:00", summary="", meta_description="d", meta_lang="en", meta_favicon="",
        meta_site_name="Vahdat Post", canonical_link="https://p.example/1", text=BODY),
     {**FIRST, "author": "A. Karimov, B. Saidova", "source": "Vahdat Post", "url": "https://p.example/1"}),
    # news-please: one object an article; `text` was called so only once
    ("news-please", "a.jsonl", _json(
        authors=["A. Karimov"], date_download="2024-04-05 10:00:00", date_modify="2024-04-01 10:00:00",
        date_publish="2024-03-31 08:00:00", description="d", filename="x.json", image_url=None, language="en",
        localpath=None, maintext=BODY, source_domain="p.example", text=None, title="Canal repair", title_page=None,
        title_rss=None, url="https://p.example/1"),
     {**FIRST, "author": "A. Karimov", "source": "p.example", "updated": "2024-04-01"}),
    # WordPress's REST interface, an object a line
    ("wordpress-rest", "a.jsonl", _json(
        id=12, date="2024-03-31T08:00:00", date_gmt="2024-03-31T03:00:00", guid={"rendered": "https://p.example/?p=12"},
        modified="2024-04-01T09:00:00", modified_gmt="2024-04-01T04:00:00", slug="canal", status="publish", type="post",
        link="https://p.example/canal", title={"rendered": "Canal &#038; repair"}, author=3,
        content={"rendered": f"<p>{BODY}</p>\n", "protected": False}, excerpt={"rendered": "<p>x</p>"}),
     {**FIRST, "title": "Canal & repair", "url": "https://p.example/canal", "updated": "2024-04-01", "author": None}),
    # pandas: DataFrame.to_csv with an index, NaN as an empty cell, a list as its repr
    ("pandas-csv", "a.csv", ",title,text,authors,published,url\n"
     f"0,Canal repair,\"{BODY}\",\"['A. Karimov', 'B. Saidova']\",2024-03-31 08:00:00+05:00,\n",
     {**FIRST, "author": "A. Karimov, B. Saidova", "url": None}),
    # pandas: to_json(orient="records", lines=True), dates as milliseconds
    ("pandas-jsonl", "a.jsonl", _json(title="Canal repair", text=BODY, published=1711868400000, author=None),
     {**FIRST, "author": None}),
    # a table by hand in Russian
    ("russian", "a.csv", f"Заголовок;Текст;Дата публикации;Источник;Автор;Ссылка\n"
     f"Канал;\"{RU}\";31.03.2024;Вахдат;А. Каримов;https://p.example/1\n",
     {"title": "Канал", "text": RU, "published": "2024-03-31", "source": "Вахдат", "author": "А. Каримов"}),
    # a table by hand in Tajik
    ("tajik", "a.tsv", f"Сарлавҳа\tМатн\tСана\tМанбаъ\tМуаллиф\nКанал\t{TG}\t31 марти 2024\tВаҳдат\tА. Каримов\n",
     {"title": "Канал", "text": TG, "published": "2024-03-31", "source": "Ваҳдат", "author": "А. Каримов"}),
    # Media Cloud's list of stories with a text column joined to it
    ("media-cloud", "a.csv", "stories_id,publish_date,title,url,language,ap_syndicated,media_name,media_url,text\n"
     f"15,2024-03-31 08:00:00,Canal repair,https://p.example/1,en,f,Vahdat Post,https://p.example,\"{BODY}\"\n",
     {**FIRST, "source": "Vahdat Post", "id": "15"}),
    # Hugo, TOML between plus signs
    ("hugo-toml", "a.md", "+++\ntitle = 'Canal repair'\ndate = 2024-03-31T08:00:00+05:00\nlastmod = 2024-04-01\n"
     f"authors = ['A. Karimov']\ndraft = false\nurl = '/canal/'\n[params]\nx = 1\n+++\n\n{BODY}\n",
     {**FIRST, "author": "A. Karimov", "updated": "2024-04-01", "url": None}),
    # Jekyll: published says whether, not when
    ("jekyll", "a.md", "---\nlayout: post\ntitle: \"Canal repair\"\ndate: 2024-03-31 08:00:00 +0500\npublished: true\n"
     f"permalink: /canal.html\nlast_modified_at: 2024-04-01\nauthor: A. Karimov\ncategories: [news]\n---\n{BODY}\n",
     {**FIRST, "author": "A. Karimov", "updated": "2024-04-01", "url": None}),
    # written when the first ten had been read
    ("wordpress-database", "a.csv", "ID,post_author,post_date,post_date_gmt,post_content,post_title,post_status,guid\n"
     f'7,3,2024-03-31 08:00:00,2024-03-31 03:00:00,"{BODY}\n\nIt was <b>mended</b>.",Canal &amp; repair,publish,'
     "https://p.example/?p=7\n",
     {"title": "Canal & repair", "text": f"{BODY}\n\nIt was mended.", "published": "2024-03-31", "id": "7"}),
    ("pandas-normalised", "a.csv",
     f'title.rendered,content.rendered,source.name,date\nCanal repair,"{BODY}",Vahdat,2024-03-31\n',
     {**FIRST, "source": "Vahdat"}),
    ("pandas-nan", "a.csv", f'title,text,url,published,author\nCanal repair,"{BODY}",nan,NaT,NaN\n',
     {"url": None, "published": None, "author": None, "text": BODY}),
    ("pandas-epoch", "a.jsonl", _json(title="Canal repair", text=BODY, published="1970-01-01T00:00:00.000Z"),
     {"published": None}),
    ("camel-case", "a.jsonl",
     _json(headline="Canal repair", articleBody=BODY, datePublished="2024-03-31", dateModified=None), {**FIRST}),
    ("schema-org-authors", "a.jsonl", _json(
        headline="Canal repair", articleBody=BODY, datePublished="2024-03-31",
        author=[{"@type": "Person", "name": "A. Karimov"}, {"name": "B. Saidova"}], publisher={"name": "Vahdat"}),
     {**FIRST, "author": "A. Karimov, B. Saidova", "source": "Vahdat"}),
    ("mongo", "a.jsonl",
     _json(_id={"$oid": "65f"}, title="Canal repair", body=BODY, date={"$date": "2024-03-31T08:00:00Z"}),
     {**FIRST, "id": "65f"}),
    ("excel-tajik", "a.csv", f"Унвон;Матни хабар;Рӯз;Расона\nКанал;{TG};31.03.2024;Ваҳдат\n",
     {"title": "Канал", "text": TG, "published": "2024-03-31", "source": "Ваҳдат"}),
    ("zola", "a.md",
     f"+++\ntitle = \"Canal repair\"\ndate = 2024-03-31\n[taxonomies]\ntags = [\"x\"]\n+++\n{BODY}\n", {**FIRST}),
    ("hugo-yaml", "a.md",
     f"---\ntitle: Canal repair\npublishDate: 2024-03-31T08:00:00+05:00\nauthor: [A, B]\n---\n{BODY}\n",
     {**FIRST, "author": "A, B"}),
    ("russian-md", "a.md", f"---\nзаголовок: Канал\nдата: 31 марта 2024\nавтор: А. Каримов\n---\n{RU}\n",
     {"title": "Канал", "published": "2024-03-31", "author": "А. Каримов", "text": RU}),
    ("page-builder", "a.csv", f'title,content\nCanal repair,"[vc_row][vc_column]<p>{BODY}</p>[/vc_column][/vc_row]"\n',
     {"text": BODY}),
]  # fmt: skip


@pytest.mark.parametrize(("maker", "name", "content", "wanted"), INPUTS, ids=[i[0] for i in INPUTS])
def test_fields_as_makers_name_them(
    read: Read, maker: str, name: str, content: str, wanted: dict[str, str | None]
) -> None:
    """Each maker's fields arrive under ours: text, day, names, addresses."""
    articles = read(name, content).articles
    assert len(articles) == 1, maker
    article = articles[0]
    for field, value in wanted.items():
        found = getattr(article, field)
        shown = found.isoformat()[:10] if field in ("published", "updated") and found else found
        assert shown == value, field


@pytest.mark.parametrize(
    ("dates", "wanted"),
    [
        (["03/04/2024", "31/03/2024"], ["2024-04-03", "2024-03-31"]),
        (["03/04/2024", "03/31/2024"], ["2024-03-04", "2024-03-31"]),
        (["03/04/2024", "05/06/2024"], [None, None]),
        (["03/04/2024", "31/03/2024", "03/31/2024"], [None, "2024-03-31", "2024-03-31"]),
        (["03-04-2024", "31-03-2024"], ["2024-04-03", "2024-03-31"]),
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.json"])
def test_the_column_decides(read: Read, name: str, dates: list[str], wanted: list[str | None]) -> None:
    """A date that could be two days is read as its column shows; where it does not, it is left out with a warning."""
    records = [{"title": f"No. {n}", "text": f"{BODY} {n}", "date": date} for n, date in enumerate(dates)]
    rows = "".join(f"{r['title']},{r['text']},{r['date']}\n" for r in records)
    taken = read(name, "title,text,date\n" + rows if name == "a.csv" else json.dumps(records))
    assert [a.published.isoformat()[:10] if a.published else None for a in taken.articles] == wanted
    assert [error.reason.partition(";")[0] for error in taken.errors] == [
        f"published '{date}' could be two days"
        for date, day in zip(dates, wanted, strict=True)
        if day is None
    ]
