"""Which team, in which order, with what besides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from itsm.domains.routing.decision import Effects
from itsm.domains.routing.engine.teams import Conditions, RoutingFacts, RoutingRule, RoutingRules
from itsm.domains.routing.enums import Condition
from itsm.domains.settings.enums import Priority

P1, P2, P3, P4 = Priority
HARDWARE, SOFTWARE, LAPTOPS = UUID(int=1), UUID(int=2), UUID(int=3)
PHILIPPINES, US = UUID(int=11), UUID(int=12)
SUPPORT_PH, SUPPORT_US, TRIAGE, SECURITY = (UUID(int=n) for n in range(21, 25))
WATCHER, OTHER_WATCHER = UUID(int=31), UUID(int=32)


def rule(
    position: int, team: UUID | None = None, *, effects: dict[str, Any] | None = None, **asked: Any
) -> RoutingRule:
    return RoutingRule(
        id=UUID(int=100 + position),
        name=f"rule {position}",
        position=position,
        conditions=Conditions(**asked),
        effects=Effects(team_id=team, **(effects or {})),
    )


def facts(**given: Any) -> RoutingFacts:
    return RoutingFacts(**({"category_id": HARDWARE, "location_id": PHILIPPINES} | given))


def test_the_first_matching_rule_names_the_team() -> None:
    rules = RoutingRules(
        [
            rule(3, SECURITY),
            rule(2, SUPPORT_US, category_ids=frozenset({HARDWARE}), location_ids=frozenset({US})),
            rule(1, SUPPORT_PH, category_ids=frozenset({HARDWARE}), location_ids=frozenset({PHILIPPINES})),
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
    ("asked", "matching", "other", "condition", "got"),
    [
        ({"category_ids": frozenset({HARDWARE})}, {}, {"category_id": SOFTWARE}, Condition.CATEGORY, str(SOFTWARE)),
        ({"subcategory_ids": frozenset({LAPTOPS})}, {"subcategory_id": LAPTOPS}, {}, Condition.SUBCATEGORY, None),
        ({"location_ids": frozenset({US})}, {"location_id": US}, {}, Condition.LOCATION, str(PHILIPPINES)),
        ({"types": frozenset({"service_request"})}, {"ticket_type": "service_request"}, {}, Condition.TYPE, "incident"),
        ({"priorities": frozenset({P1, P2})}, {"priority": P2}, {"priority": P3}, Condition.PRIORITY, "P3"),
        ({"departments": frozenset({"finance"})}, {"department": "Finance"}, {}, Condition.DEPARTMENT, None),
        ({"keywords": ("badge", "door")}, {"title": "Doors locked"}, {"title": "Not a door"}, Condition.KEYWORDS, None),
        ({"keywords": ("badge",)}, {"description": "my badge"}, {"title": "badger"}, Condition.KEYWORDS, None),
        ({"is_vip": True}, {"is_vip": True}, {}, Condition.VIP, "false"),
        ({"is_vip": False}, {}, {"is_vip": True}, Condition.VIP, "true"),
    ],
)
def test_each_condition(
    asked: dict[str, Any], matching: dict[str, Any], other: dict[str, Any], condition: Condition, got: str | None
) -> None:
    rules = RoutingRules([rule(1, SECURITY, **asked)])
    assert rules.choose_team(facts(**matching)).team_id == SECURITY
    choice, outcomes = rules.explain(facts(**other))
    assert (choice.team_id, choice.is_unrouted) == (None, True)
    assert [(m.condition, m.got) for m in outcomes[0].mismatches] == [(condition, got)]
    assert rules.choose_team(facts(**other)) == choice


def test_every_condition_that_fails_is_named() -> None:
    strict = rule(
        1,
        SECURITY,
        category_ids=frozenset({SOFTWARE}),
        priorities=frozenset({P1}),
        keywords=("badge",),
        is_vip=True,
    )
    _, outcomes = RoutingRules([strict]).explain(facts())
    assert [m.condition for m in outcomes[0].mismatches] == [
        Condition.CATEGORY,
        Condition.PRIORITY,
        Condition.KEYWORDS,
        Condition.VIP,
    ]


def test_rules_without_a_team_add_to_the_choice() -> None:
    rules = RoutingRules(
        [
            rule(1, effects={"watcher_ids": (WATCHER,), "priority_floor": P2}),
            rule(2, SUPPORT_PH, effects={"watcher_ids": (WATCHER, OTHER_WATCHER), "priority_floor": P3}),
            rule(3, effects={"notify_manager": True}, priorities=frozenset({P1, P2})),
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
        "rule": None,
        "rule_id": None,
        "rule_version": 0,
        "added_by": [],
        "priority_floor": None,
        "watcher_ids": [],
        "notify_manager": False,
        "is_unrouted": True,
    }


def test_the_stored_explanation_names_the_rule() -> None:
    rules = RoutingRules([rule(1, SECURITY, effects={"watcher_ids": (WATCHER,), "priority_floor": P1})], version=9)
    stored = rules.choose_team(facts()).to_json()
    assert (stored["rule"], stored["rule_version"], stored["priority_floor"]) == ("rule 1", 9, "P1")
    assert stored["watcher_ids"] == [str(WATCHER)]
    assert RoutingRules([]).choose_team(facts()).to_json()["team_id"] is None
