"""What the fields of an article are called in English tables and by the programs that write them."""

from __future__ import annotations

from corpus.languages.column_names import ColumnNames
from corpus.languages.words import in_order

COLUMN_NAMES = ColumnNames(
    id=in_order("article_id guid post_id stories_id story_id news_id item_id uid uuid _id"),
    text=in_order(
        "body content article article_text full_text maintext main_text article_body post_content content_html"
        " content_text content_encoded body_text body_html story news_text plain_text content_rendered"
    ),
    title=in_order("headline heading post_title news_title article_title header name title_rendered"),
    url=in_order(
        "link address permalink article_url canonical_link canonical_url web_url page_url post_url story_url href"
        " external_url source_link"
    ),
    published=in_order(
        "published_at publish_date publication_date pubdate date_published date_publish published_date published_on"
        " published_time first_published post_date_gmt date_gmt post_date date article_date news_date datetime issued"
        " created_at created creation_date date_created timestamp time"
    ),
    updated=in_order(
        "updated_at date_modified date_modify modified_at modified_gmt post_modified_gmt post_modified"
        " modified last_modified lastmod last_modified_at updated_date last_updated modified_time edited date_updated"
    ),
    source=in_order(
        "outlet publisher publication newspaper source_name media_name meta_site_name site_name sitename site"
        " channel agency source_domain domain"
    ),
    author=in_order("authors author_name byline dc_creator creator writer journalist reporter post_author"),
    language=in_order("lang meta_lang language_code locale"),
)
