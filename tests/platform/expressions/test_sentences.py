"""What is said about a condition that cannot be used, word for word: an administrator reads it beside the field."""

from __future__ import annotations

from typing import Any

import pytest

from itsm.platform.expressions.check import LONGEST_PHRASE, LONGEST_TEXT, MOST_PHRASES, MOST_VALUES, check
from itsm.platform.expressions.fields import Field
from itsm.platform.expressions.tree import DEEPEST, ExpressionError, from_json, to_json
from tests.platform.expressions.trees import VOCABULARY, ask, known, tree

VIP = ask("vip", "is_true")


def refusal(data: object) -> ExpressionError:
    with pytest.raises(ExpressionError) as refused:
        check(from_json(data), VOCABULARY, known)
    return refused.value


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("x", "is not a condition"),
        ({"all": {}}, "all takes a list of conditions"),
        ({"any": []}, "Give a condition, or leave the group out."),
        ({"field": 1, "op": "is_set"}, "is neither all, any, not nor a field with an operator"),
        ({"field": "vip", "op": "matches"}, "matches is no operator"),
        ({"all": [VIP] * 101}, "A condition asks at most 100 things."),
        (ask("mood", "is_set"), "mood cannot be asked about here"),
        (ask("vip", "is_set"), "is_set does not fit vip"),
        (ask("vip", "is_true", 1), "is_true takes no value"),
        (ask("type", "is_one_of", []), "Give 1 to 100 values."),
        (ask("priority", "between", ["P1"]), "Give the lowest and the highest."),
        (ask("age", "between", [3, 1]), "The lowest comes first."),
        (ask("age", "at_least", "3"), "Give a number."),
        (ask("department", "equals", " "), "Give a text of at most 200 characters."),
        (ask("category", "is_one_of", ["Catering"]), "Catering is not known here"),
        (ask("type", "is_one_of", ["x"]), "x is none of incident, service_request"),
        (ask("text", "mentions_any", []), "Give 1 to 200 words or phrases."),
        (ask("text", "mentions_any", ["!"]), "Give words or phrases of at most 100 characters."),
    ],
)
def test_the_sentence(data: object, sentence: str) -> None:
    assert [fault.message for fault in refusal(data).faults] == [sentence]
    assert str(refusal(data)) == f"the condition: {sentence}"


def test_too_deep() -> None:
    assert refusal({"not": {"not": {"not": {"not": {"not": VIP}}}}}).faults[0].message == (
        "Conditions stand at most 5 levels deep."
    )


def test_all_sentences_stand_in_one_line_each_with_its_place() -> None:
    wrong = {"all": [ask("mood", "is_set"), {"any": [{"not": {"all": [VIP, ask("age", "at_least", "3")]}}]}]}
    assert str(refusal(wrong)) == "all.0: mood cannot be asked about here; all.1.any.0.not.all.1: Give a number."


def test_long_words_of_a_stranger_are_cut() -> None:
    long = "x" * 150
    assert refusal(ask(long, "is_set")).faults[0].message == f"{'x' * 60} cannot be asked about here"
    assert refusal(ask("type", "is_one_of", [long])).faults[0].message.startswith(f"{'x' * 60} is none of")


@pytest.mark.parametrize("word", ["all", "any"])
def test_groups_count_as_levels(word: str) -> None:
    nested: dict[str, Any] = VIP
    for _ in range(DEEPEST - 1):
        nested = {word: [nested]}
    assert to_json(tree(nested)) == nested
    assert [fault.code for fault in refusal({word: [nested]}).faults] == ["too_deep"]


def test_a_condition_that_cannot_be_read_leaves_its_negation_unread() -> None:
    assert [fault.path for fault in refusal({"all": [VIP, {"not": 7}]}).faults] == ["all.1.not"]


@pytest.mark.parametrize(
    "fine",
    [
        ask("department", "is_one_of", [f"Department {n}" for n in range(MOST_VALUES)]),
        ask("department", "equals", "x" * LONGEST_TEXT),
        ask("text", "mentions_any", [f"word {n}" for n in range(MOST_PHRASES)]),
        ask("text", "mentions_any", ["x" * LONGEST_PHRASE]),
    ],
)
def test_as_much_as_is_allowed(fine: dict[str, Any]) -> None:
    assert to_json(tree(fine)) == fine


def test_what_a_reference_names_is_asked_with_its_field() -> None:
    seen: list[str] = []

    def resolve(field: Field, value: str) -> str:
        seen.append(field.name)
        return value

    check(from_json(ask("category", "is_one_of", ["Hardware"])), VOCABULARY, resolve)
    assert seen == ["category"]
