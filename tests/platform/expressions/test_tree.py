"""From JSON and back, with every fault by its path."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from itsm.platform.expressions.check import check
from itsm.platform.expressions.tree import ALWAYS, ExpressionError, Node, from_json, leaves_of, to_json
from tests.platform.expressions.trees import TREES, VOCABULARY, ask, known, tree

VIP = ask("vip", "is_true")


def faults(data: object) -> list[tuple[str, str]]:
    with pytest.raises(ExpressionError) as refused:
        check(from_json(data), VOCABULARY, known)
    assert str(refused.value)
    return [(fault.path, fault.code) for fault in refused.value.faults]


def test_no_condition_is_written_as_an_empty_all() -> None:
    assert from_json({"all": []}) == ALWAYS
    assert to_json(ALWAYS) == {"all": []}


@given(TREES)
def test_json_gives_the_same_tree_back(node: Node) -> None:
    try:
        read = from_json(to_json(node))
    except ExpressionError as refused:
        assert {fault.code for fault in refused.faults} == {"too_deep"}  # noqa: PT017 - some are made too deep
    else:
        assert read == node
        assert check(read, VOCABULARY, known) is not None


def test_values_are_stored_settled() -> None:
    stored = to_json(
        tree(
            {
                "all": [
                    ask("category", "is_one_of", ["Hardware", "h", "NETWORK"]),
                    ask("department", "equals", " Finance "),
                    {"not": ask("text", "mentions_any", ["two  words", "two words"])},
                ]
            }
        )
    )
    assert stored == {
        "all": [
            ask("category", "is_one_of", ["h", "n"]),
            ask("department", "equals", "Finance"),
            {"not": ask("text", "mentions_any", ["two words"])},
        ]
    }
    assert [path for path, _ in leaves_of(tree(stored))] == ["all.0", "all.1", "all.2.not"]
    assert [path for path, _ in leaves_of(tree({"any": [VIP]}))] == ["any.0"]


@pytest.mark.parametrize(
    ("data", "path", "code"),
    [
        (None, "", "invalid"),
        ([], "", "invalid"),
        ({}, "", "invalid"),
        ({"all": {}}, "", "invalid"),
        ({"any": []}, "", "empty"),
        ({"all": [VIP], "any": [VIP]}, "", "invalid"),
        ({"all": [VIP, {"all": []}]}, "all.1", "empty"),
        ({"not": {"any": [VIP, 7]}}, "not.any.1", "invalid"),
        ({"all": [VIP | {"extra": 1}]}, "all.0", "invalid"),
        ({"field": 1, "op": "is_set"}, "", "invalid"),
        ({"field": "vip", "op": "matches"}, "", "unknown_operator"),
        ({"field": "mood", "op": "is_set"}, "", "unknown_field"),
        ({"any": [VIP, ask("vip", "is_set")]}, "any.1", "operator_does_not_fit"),
        (ask("type", "at_least", "incident"), "", "operator_does_not_fit"),
        (ask("text", "is_one_of", ["x"]), "", "operator_does_not_fit"),
        (ask("vip", "is_true", True), "", "invalid_value"),
        (ask("priority", "is_one_of", "P1"), "", "invalid_value"),
        (ask("priority", "is_one_of", []), "", "invalid_value"),
        (ask("priority", "is_one_of", ["P1"] * 101), "", "invalid_value"),
        (ask("priority", "is_one_of", ["P1", "P5"]), "", "invalid_value"),
        (ask("priority", "is_one_of", ["P1", 2]), "", "invalid_value"),
        (ask("priority", "at_least"), "", "invalid_value"),
        (ask("priority", "between", ["P1"]), "", "invalid_value"),
        (ask("priority", "between", ["P1", "P3"]), "", "invalid_value"),
        (ask("priority", "between", ["P9", "P3"]), "", "invalid_value"),
        (ask("priority", "between", ["P3", "P9"]), "", "invalid_value"),
        (ask("age", "between", [3, 1]), "", "invalid_value"),
        (ask("age", "at_least", True), "", "invalid_value"),
        (ask("age", "at_least", float("nan")), "", "invalid_value"),
        (ask("age", "at_least", "3"), "", "invalid_value"),
        (ask("department", "equals", " "), "", "invalid_value"),
        (ask("department", "equals", "x" * 201), "", "invalid_value"),
        ({"not": ask("category", "is_one_of", ["Hardware", "Catering"])}, "not", "unknown_reference"),
        (ask("text", "mentions_any", []), "", "invalid_value"),
        (ask("text", "mentions_any", "x"), "", "invalid_value"),
        (ask("text", "mentions_any", ["!!!"]), "", "invalid_value"),
        (ask("text", "mentions_any", ["x" * 101]), "", "invalid_value"),
        (ask("text", "mentions_any", [["x"]]), "", "invalid_value"),
        (ask("text", "mentions_any", ["x"] * 201), "", "invalid_value"),
        ({"not": {"not": {"not": {"not": {"not": VIP}}}}}, "not.not.not.not.not", "too_deep"),
        ({"all": [VIP] * 101}, "", "too_large"),
    ],
)
def test_what_is_wrong_is_told_with_its_path(data: object, path: str, code: str) -> None:
    assert faults(data) == [(path, code)]


def test_everything_wrong_is_told_at_once() -> None:
    assert faults({"all": [ask("mood", "is_set"), {"any": [ask("type", "is_one_of", ["x"])]}]}) == [
        ("all.0", "unknown_field"),
        ("all.1.any.0", "invalid_value"),
    ]


def test_bounds_of_numbers_and_ranks() -> None:
    nested: dict[str, Any] = {"not": {"not": {"not": {"not": VIP}}}}
    for fine in (nested, {"all": [VIP] * 100}, ask("age", "between", [1, 1]), ask("priority", "between", ["P3", "P1"])):
        assert to_json(tree(fine)) == fine


@pytest.mark.asvs("15.2.2")
@pytest.mark.peer_class("S23")
def test_a_monstrous_depth_is_refused_without_going_there() -> None:
    data: dict[str, Any] = VIP
    for _ in range(10_000):
        data = {"not": data}
    assert faults(data)[0][1] == "too_deep"
