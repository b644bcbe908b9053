"""Which team, in which order, with what besides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from itsm.domains.conditions.api import TicketFacts
from itsm.domains.routing.decision import Effects
from itsm.domains.routing.engine.teams import RoutingRule, RoutingRules
from itsm.domains.settings.enums import Priority
from itsm.platform.expressions.fields import Op
from itsm.platform.expressions.tree import All, Leaf

P1, P2, P3, P4 = Priority
HARDWARE, SOFTWARE, LAPTOPS = UUID(int=1), UUID(int=2), UUID(int=3)
PHILIPPINES, US = UUID(int=11), UUID(int=12)
SUPPORT_PH, SUPPORT_US, TRIAGE, SECURITY = (UUID(int=n) for n in range(21, 25))
WATCHER, OTHER_WATCHER = UUID(int=31), UUID(int=32)


def rule(position: int, team: UUID | None = None, *asked: Leaf, effects: dict[str, Any] | None = None) -> RoutingRule:
    return RoutingRule(
        id=UUID(int=100 + position),
        name=f"rule {position}",
        position=position,
        where=All(asked),
        effects=Effects(team_id=team, **(effects or {})),
    )


def ask(field: str, op: str, *values: Any) -> Leaf:
    listed = tuple(map(str, values))
    return Leaf(field, Op(op), (listed[0] if op in {"at_least", "at_most"} else listed) if values else None)


def facts(**given: Any) -> TicketFacts:
    return TicketFacts(**({"category_id": HARDWARE, "location_id": PHILIPPINES} | given))


def test_the_first_matching_rule_names_the_team() -> None:
    rules = RoutingRules(
        [
            rule(3, SECURITY),
            rule(2, SUPPORT_US, ask("category", "is_one_of", HARDWARE), ask("location", "is_one_of", US)),
            rule(1, SUPPORT_PH, ask("category", "is_one_of", HARDWARE), ask("location", "is_one_of", PHILIPPINES)),
        ],
        version=4,
    )
    choice = rules.choose_team(facts())
    assert (choice.team_id, choice.rule, choice.rule_id, choice.rule_version) == (
        SUPPORT_PH,
        "rule 1",
        UUID(int=101),
        4,
    )
    assert rules.choose_team(facts(location_id=US)).team_id == SUPPORT_US
    assert rules.choose_team(facts(category_id=SOFTWARE)).team_id == SECURITY


@pytest.mark.parametrize(
    ("asked", "matching", "other", "field", "got"),
    [
        (ask("category", "is_one_of", HARDWARE), {}, {"category_id": SOFTWARE}, "category", (str(SOFTWARE),)),
        (ask("subcategory", "is_one_of", LAPTOPS), {"subcategory_id": LAPTOPS}, {}, "subcategory", ()),
        (ask("location", "is_one_of", US), {"location_id": US}, {}, "location", (str(PHILIPPINES),)),
        (ask("type", "is_one_of", "service_request"), {"type": "service_request"}, {}, "type", ("incident",)),
        (ask("priority", "at_least", "P2"), {"priority": P2}, {"priority": P3}, "priority", ("P3",)),
        (ask("priority", "is_none_of", "P4"), {"priority": P2}, {}, "priority", ("P4",)),
        (ask("department", "is_one_of", "Finance"), {"department": "FINANCE"}, {}, "department", ()),
        (ask("text", "mentions_any", "door"), {"title": "Doors locked"}, {"title": "Not a door"}, "text", ()),
        (ask("text", "mentions_any", "badge"), {"description": "my badge"}, {"title": "badger"}, "text", ()),
        (ask("vip", "is_true"), {"is_vip": True}, {}, "vip", ("False",)),
        (ask("vip", "is_false"), {}, {"is_vip": True}, "vip", ("True",)),
        (ask("source", "is_one_of", "email"), {"source": "email"}, {"source": "portal"}, "source", ("portal",)),
        (ask("requester", "is_one_of", WATCHER), {"requester_id": WATCHER}, {}, "requester", ()),
        (ask("tags", "is_one_of", "press"), {"tags": ("Press", "x")}, {"tags": ("x",)}, "tags", ("x",)),
        (ask("impact", "at_most", "few"), {"impact": "one"}, {"impact": "company"}, "impact", ("company",)),
    ],
)
def test_each_condition(
    asked: Leaf, matching: dict[str, Any], other: dict[str, Any], field: str, got: tuple[str, ...]
) -> None:
    rules = RoutingRules([rule(1, SECURITY, asked)])
    assert rules.choose_team(facts(**matching)).team_id == SECURITY
    choice, outcomes = rules.explain(facts(**other))
    assert (choice.team_id, choice.is_unrouted) == (None, True)
    assert [(m.field, m.got) for m in outcomes[0].mismatches] == [(field, got)]
    assert rules.choose_team(facts(**other)) == choice


def test_every_condition_that_fails_is_named() -> None:
    strict = rule(
        1,
        SECURITY,
        ask("category", "is_one_of", SOFTWARE),
        ask("priority", "is_one_of", "P1"),
        ask("text", "mentions_any", "badge"),
        ask("vip", "is_true"),
    )
    _, outcomes = RoutingRules([strict]).explain(facts())
    assert [m.field for m in outcomes[0].mismatches] == ["category", "priority", "text", "vip"]


def test_a_rule_may_ask_for_the_priority_that_an_earlier_one_raised() -> None:
    rules = RoutingRules(
        [
            rule(1, None, ask("vip", "is_true"), effects={"priority_floor": P1}),
            rule(2, SECURITY, ask("priority", "is_one_of", "P1")),
            rule(3, SUPPORT_PH),
        ]
    )
    assert rules.choose_team(facts(is_vip=True)).team_id == SECURITY
    assert rules.explain(facts(is_vip=True))[0] == rules.choose_team(facts(is_vip=True))
    assert rules.choose_team(facts()).team_id == SUPPORT_PH


def test_rules_without_a_team_add_to_the_choice() -> None:
    rules = RoutingRules(
        [
            rule(1, effects={"watcher_ids": (WATCHER,), "priority_floor": P2}),
            rule(2, SUPPORT_PH, effects={"watcher_ids": (WATCHER, OTHER_WATCHER), "priority_floor": P3}),
            rule(3, None, ask("priority", "is_one_of", "P1", "P2"), effects={"notify_manager": True}),
        ]
    )
    choice = rules.choose_team(facts())
    assert (choice.team_id, choice.rule, choice.added_by) == (SUPPORT_PH, "rule 2", ("rule 1", "rule 3"))
    assert (choice.priority, choice.priority_floor, choice.notify_manager) == (P2, P2, True)
    assert choice.watcher_ids == (WATCHER, OTHER_WATCHER)


def test_a_floor_never_lowers() -> None:
    rules = RoutingRules([rule(1, SUPPORT_PH, effects={"priority_floor": P3})])
    assert rules.choose_team(facts(priority=P1)).priority is P1


def test_a_second_rule_with_a_team_comes_too_late() -> None:
    rules = RoutingRules([rule(1, SUPPORT_PH), rule(2, SUPPORT_US, effects={"notify_manager": True})])
    choice, outcomes = rules.explain(facts())
    assert (choice.team_id, choice.notify_manager) == (SUPPORT_PH, False)
    assert [(o.is_applied, o.is_too_late) for o in outcomes] == [(True, False), (False, True)]


def test_what_no_rule_routes_goes_to_triage_and_is_marked() -> None:
    choice = RoutingRules([], triage_team_id=TRIAGE).choose_team(facts(priority=P2))
    assert (choice.team_id, choice.is_unrouted, choice.rule, choice.priority) == (TRIAGE, True, None, P2)
    assert choice.to_json() == {
        "team_id": str(TRIAGE),
        "agent_id": None,
        "rule": None,
        "rule_id": None,
        "rule_version": 0,
        "added_by": [],
        "priority_floor": None,
        "watcher_ids": [],
        "notify_manager": False,
        "skill_ids": [],
        "is_unrouted": True,
    }


def test_the_stored_explanation_names_the_rule() -> None:
    rules = RoutingRules([rule(1, SECURITY, effects={"watcher_ids": (WATCHER,), "priority_floor": P1})], version=9)
    stored = rules.choose_team(facts()).to_json()
    assert (stored["rule"], stored["rule_version"], stored["priority_floor"]) == ("rule 1", 9, "P1")
    assert stored["watcher_ids"] == [str(WATCHER)]
    assert RoutingRules([]).choose_team(facts()).to_json()["team_id"] is None


def test_skills_add_up_over_rules_with_and_without_a_team() -> None:
    sap, printers = UUID(int=71), UUID(int=72)
    rules = RoutingRules(
        [
            rule(1, effects={"skill_ids": (sap,)}),
            rule(2, SUPPORT_PH, effects={"skill_ids": (printers, sap)}),
            rule(3, SUPPORT_US, effects={"skill_ids": (UUID(int=73),)}),
        ]
    )
    choice = rules.choose_team(facts())
    assert (choice.skill_ids, choice.to_json()["skill_ids"]) == ((sap, printers), [str(sap), str(printers)])


def test_the_outcome_of_each_rule_carries_its_name_and_the_choice_is_the_same() -> None:
    rules = RoutingRules([rule(1, SECURITY, ask("priority", "is_one_of", "P1"))], triage_team_id=TRIAGE)
    choice, outcomes = rules.explain(facts())
    assert choice == rules.choose_team(facts())
    assert choice.team_id == TRIAGE
    assert [(outcome.rule_id, outcome.name, outcome.is_applied) for outcome in outcomes] == [
        (UUID(int=101), "rule 1", False)
    ]
