"""The shipped alert rules and Grafana board: every expression is PromQL over metrics that exist."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask
from prometheus_client import REGISTRY

from quizapp.config import settings_of
from quizapp.database.db import db
from quizapp.server import metrics
from quizapp.server.backup_mark import mark_backup
from quizapp.server.gauges import OperatorGauges

promql = pytest.importorskip("promql_parser", reason="requirements/test.txt is newer than .venv")

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy"
ALERTS: list[dict[str, Any]] = [
    rule
    for group in yaml.safe_load((DEPLOY / "alerts.yml").read_text())["groups"]
    for rule in group["rules"]
]
BOARD: dict[str, Any] = json.loads((DEPLOY / "grafana.json").read_text())
PANELS: list[dict[str, Any]] = BOARD["panels"]
EXPRESSIONS = [
    *(rule["expr"] for rule in ALERTS),
    *(target["expr"] for panel in PANELS for target in panel["targets"]),
]
OF_PROMETHEUS = {"up"}
SUFFIXES = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count"), "gauge": ("",)}
LABELS = {"method", "endpoint", "status", "table", "le", "job", "event", "answer"}
WIDTH = 24


@pytest.fixture
def names(app: Flask) -> set[str]:
    """Every name that the game's metrics have in Prometheus."""
    mark_backup(settings_of(app).data_dir)
    assert metrics.REQUESTS is not None
    collected = [*REGISTRY.collect(), *OperatorGauges().collect()]
    families = [family for family in collected if family.name.startswith("quiz_")]
    return {f"{each.name}{suffix}" for each in families for suffix in SUFFIXES[each.type]}


def selectors(expression: str) -> list[Any]:
    """The vector selectors of an expression; raises where it is no PromQL."""
    found: list[Any] = []
    promql.walk(promql.parse(expression), found.append)
    return [node for node in found if isinstance(node, promql.VectorSelector)]


def matched(label: str) -> Iterator[str]:
    """Every value that an expression wants of a label."""
    for selector in (each for text in EXPRESSIONS for each in selectors(text)):
        for matcher in selector.matchers.matchers:
            if matcher.name == label:
                yield from matcher.value.split("|")


class TestExpressions:
    def test_ask_for_metrics_and_labels_that_exist(self, names: set[str]) -> None:
        found = [each for expression in EXPRESSIONS for each in selectors(expression)]

        assert all(map(selectors, EXPRESSIONS))
        assert {each.name for each in found} - names - OF_PROMETHEUS == set()
        assert {m.name for each in found for m in each.matchers.matchers} <= LABELS

    def test_of_what_does_not_exist_are_seen(self, names: set[str]) -> None:
        assert {each.name for each in selectors("rate(quiz_request_total[5m])")} - names
        with pytest.raises(ValueError, match="unclosed"):
            selectors("sum(rate(quiz_requests_total[5m])")

    def test_name_endpoints_and_tables_of_the_game(self, app: Flask) -> None:
        assert {*matched("endpoint")} <= {*app.view_functions}
        assert {*matched("table")} <= {*db.metadata.tables}
        assert all(re.fullmatch(r"[1-5](\d\d|\.\.)", status) for status in matched("status"))


class TestAlerts:
    @pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
    def test_say_what_is_wrong_and_where_to_look(self, rule: dict[str, Any]) -> None:
        assert rule.keys() <= {"alert", "expr", "for", "labels", "annotations"}
        assert re.fullmatch("Quiz[A-Za-z]+", rule["alert"])
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert promql.parse_duration(rule.get("for", "1m"))
        assert rule["annotations"].keys() == {"summary", "description"}


class TestBoard:
    def test_has_every_panel_once_and_in_its_place(self) -> None:
        places = [panel["gridPos"] for panel in PANELS]
        cells = [
            (x, place["y"]) for place in places for x in range(place["x"], place["x"] + place["w"])
        ]

        assert len({panel["id"] for panel in PANELS}) == len(PANELS)
        assert len({*cells}) == len(cells)
        assert max(x for x, _ in cells) < WIDTH

    def test_takes_the_source_that_its_reader_chooses(self) -> None:
        (variable,) = BOARD["templating"]["list"]
        sources = {target["datasource"]["uid"] for panel in PANELS for target in panel["targets"]}

        assert variable["type"] == "datasource"
        assert sources == {f"${{{variable['name']}}}"}
