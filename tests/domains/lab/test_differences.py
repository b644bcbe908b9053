"""Differences of contents, in words."""

from __future__ import annotations

from typing import Any

import pytest

from itsm.domains.lab.engine.differences import Difference, differences, say

NAMES = {"t1": "Network", "t2": "IT Admin", "c1": "Hardware"}


def rule(**fields: Any) -> dict[str, Any]:
    return {"id": "r1", "name": "Printers", "team_id": "t1", "is_active": True} | fields


def lines(before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    return differences({"rules": [before]}, {"rules": [after]}, NAMES)


def test_nothing_differs_from_itself() -> None:
    assert lines(rule(), rule()) == []


def test_a_field_is_told_with_names_for_ids() -> None:
    assert lines(rule(), rule(team_id="t2")) == [
        Difference("rules", "changed", "Printers", "team_id", "Network", "IT Admin")
    ]


def test_a_thing_that_came_or_went_is_one_line() -> None:
    assert differences({"rules": [rule()]}, {"rules": []}, {}) == [
        Difference("rules", "removed", "Printers", None, None, None)
    ]
    assert differences({}, {"rules": [rule()]}, {}) == [Difference("rules", "added", "Printers", None, None, None)]


def test_fields_inside_are_told_by_path() -> None:
    before, after = rule(conditions={"keywords": ["a"]}), rule(conditions={"keywords": ["a", "b"], "is_vip": True})
    assert [(line.field, line.before, line.after) for line in lines(before, after)] == [
        ("conditions.keywords", "a", "a, b"),
        ("conditions.is_vip", None, "yes"),
    ]


def test_of_lists_of_rows_only_the_rows_that_differ_are_told() -> None:
    christmas, rizal = {"date": "2026-12-25", "name": "Christmas"}, {"date": "2026-12-30", "name": "Rizal Day"}
    before, after = rule(holidays=[christmas]), rule(holidays=[christmas, rizal])
    assert [(line.before, line.after) for line in lines(before, after)] == [(None, "2026-12-30 Rizal Day")]


def test_cells_of_a_matrix_have_no_id() -> None:
    cell = {"impact": "company", "urgency": "high", "priority": "P1"}
    found = differences({"matrix": [cell]}, {"matrix": [cell | {"priority": "P2"}]}, {})
    assert found == [Difference("matrix", "changed", "company / high", "priority", "P1", "P2")]


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ({"all": []}, "always"),
        ({"field": "category", "op": "is_one_of", "value": ["c1"]}, "category is one of Hardware"),
        ({"field": "vip", "op": "is_true"}, "vip is true"),
        ({"not": {"field": "vip", "op": "is_true"}}, "not vip is true"),
        (
            {
                "all": [
                    {"field": "vip", "op": "is_true"},
                    {"any": [{"field": "type", "op": "is_set"}, {"field": "tags", "op": "is_set"}]},
                ]
            },
            "vip is true and (type is set or tags is set)",
        ),
    ],
)
def test_a_tree_of_conditions_is_one_sentence(tree: dict[str, Any], said: str) -> None:
    assert say(tree, NAMES) == said


@pytest.mark.parametrize(
    ("value", "said"), [(None, None), ([], None), ("", None), (False, "no"), (5, "5"), ({"response": 60}, "60")]
)
def test_plain_values(value: Any, said: str | None) -> None:
    assert say(value, {}) == said
