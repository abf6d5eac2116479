"""What is counted."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import get_args

import yaml
from prometheus_client.parser import text_string_to_metric_families
from telegram import Update

from bot.metrics import CallOutcome, Metrics, QuestionOutcome, RequestOutcome, kind_of
from tests.conftest import REPOSITORY


def _values(metrics: Metrics) -> dict[tuple[str, ...], float]:
    """What a scraper reads: values by name and labels."""
    text, _ = metrics.exposition()
    families = text_string_to_metric_families(text.decode())
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


def test_questions_and_their_times() -> None:
    """Every outcome is there from the start; seconds go into buckets, where there are any."""
    metrics = Metrics()
    assert _values(metrics)["presscite_questions_total", "stale"] == 0
    metrics.question("answered", 0.3)
    metrics.question("answered", 70)
    metrics.question("dropped")
    values = _values(metrics)
    assert values["presscite_questions_total", "answered"] == 2
    assert values["presscite_questions_total", "dropped"] == 1
    assert values["presscite_answer_seconds_bucket", "0.25"] == 0
    assert values["presscite_answer_seconds_bucket", "0.5"] == 1
    assert values["presscite_answer_seconds_bucket", "60.0"] == 1
    assert values["presscite_answer_seconds_count",] == 2


def test_the_rest() -> None:
    """Each event has its metric."""
    metrics = Metrics()
    metrics.queue(waiting=3, in_flight=2)
    metrics.update("message")
    metrics.feedback("up")
    metrics.watch_message()
    metrics.language_model_answer()
    metrics.store(7, datetime(2025, 3, 31, tzinfo=UTC))
    values = _values(metrics)
    assert values["presscite_queue_questions", "waiting"] == 3
    assert values["presscite_queue_questions", "in_flight"] == 2
    assert values["presscite_updates_total", "message"] == 1
    assert values["presscite_last_update_timestamp_seconds",] > 1.7e9
    assert values["presscite_feedback_total", "up"] == 1
    assert values["presscite_watch_messages_total",] == 1
    assert values["presscite_language_model_answers_total",] == 1
    assert values["presscite_articles",] == 7
    assert values["presscite_newest_article_timestamp_seconds",] == 1743379200
    assert any(name[0] == "presscite_build_info" for name in values)
    metrics.store(0, None)
    assert _values(metrics)["presscite_newest_article_timestamp_seconds",] == 0


def test_objects_do_not_share_counts() -> None:
    """A second one in the same process begins at zero."""
    first, second = Metrics(), Metrics()
    first.watch_message()
    assert _values(second)["presscite_watch_messages_total",] == 0


def test_labels_are_bounded() -> None:
    """Names that Telegram does not have share one series, whatever they are."""
    metrics = Metrics()
    for name in ("sendMessage", "getUpdates", "no_such", "photo_1.jpg", "", "__init__", "base_url", "token"):
        metrics.call(name, "ok")
    metrics.update("surprise")
    values = _values(metrics)
    methods = {name[1] for name in values if name[0] == "presscite_telegram_calls_total"}
    assert methods == {"sendMessage", "getUpdates", "other"}
    assert values["presscite_updates_total", "other"] == 1


def test_kinds_of_updates() -> None:
    """An update is called what it brings."""
    chat = {"id": 7, "type": "private"}
    message = {"message_id": 1, "date": 0, "chat": chat}
    assert kind_of(Update.de_json({"update_id": 1, "edited_message": message}, None)) == "edited_message"
    assert kind_of(Update(1)) == "other"


def test_openmetrics_is_given_to_who_asks() -> None:
    """The format follows the scraper's Accept header."""
    plain, plain_type = Metrics().exposition()
    modern, modern_type = Metrics().exposition("application/openmetrics-text; version=1.0.0")
    assert plain_type.startswith("text/plain")
    assert modern_type.startswith("application/openmetrics-text")
    assert modern.endswith(b"# EOF\n")
    assert not plain.endswith(b"# EOF\n")


def test_the_page_for_operators_lists_them() -> None:
    """docs/running.md names every metric of ours with its labels and their values, and no other; so do its alerts."""
    page = (REPOSITORY / "docs" / "running.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(presscite_\w+)` \| (.*?) \|", page, re.MULTILINE)
    families = [family for family in Metrics().registry.collect() if family.name.startswith("presscite_")]
    known = {f"{family.name}_total" if family.type == "counter" else family.name for family in families}
    assert {name for name, _ in rows} == known
    assert set(re.findall(r"\b(presscite_\w+)[{\[ ]", page)) <= known
    labels = dict(rows)
    for name, outcomes in (
        ("presscite_questions_total", QuestionOutcome),
        ("presscite_webhook_requests_total", RequestOutcome),
        ("presscite_telegram_calls_total", CallOutcome),
    ):
        assert labels[name].endswith(f"`outcome`: {', '.join(get_args(outcomes))}")


def test_the_alerts_parse() -> None:
    """The example is YAML, with three rules that have a name and an expression."""
    page = (REPOSITORY / "docs" / "running.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (group,) = yaml.safe_load(example)["groups"]
    assert [set(rule) >= {"alert", "expr"} for rule in group["rules"]] == [True] * 3
