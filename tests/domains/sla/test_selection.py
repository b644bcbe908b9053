"""Which policy a ticket gets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from itsm.domains.conditions.api import TicketFacts
from itsm.domains.settings.enums import Priority
from itsm.domains.settings.reference import CategoryRef, LocationRef, Reference
from itsm.domains.sla.codec import policy_from, where_of
from itsm.domains.sla.engine.clocks import Target
from itsm.domains.sla.engine.levels import Level
from itsm.domains.sla.engine.selection import Policy, PolicySet
from itsm.domains.sla.enums import CalendarSource
from itsm.platform.expressions.fields import Op
from itsm.platform.expressions.tree import All, Leaf, Not, to_json

TICKET = TicketFacts(priority=Priority.P2, department="Finance", title="The line is down")
HARDWARE, LAPTOP, OTHER_LAPTOP, MANILA = (UUID(int=n) for n in range(1, 5))
REFERENCE = Reference(
    [
        CategoryRef(id=HARDWARE, key="hardware", name="Hardware", parent_id=None, is_active=True),
        CategoryRef(id=LAPTOP, key="laptop", name="Laptop", parent_id=HARDWARE, is_active=True),
        CategoryRef(id=OTHER_LAPTOP, key="laptop", name="Laptop", parent_id=UUID(int=9), is_active=True),
    ],
    [LocationRef(id=MANILA, key="ph", name="PH", timezone="Asia/Manila", calendar_key=None, is_active=True)],
    [],
)


def policy(number: int, *asked: Leaf | Not) -> Policy:
    return Policy(UUID(int=number), UUID(int=number), f"Policy {number}", All(asked), {}, CalendarSource.ALWAYS)


def test_the_first_policy_that_accepts_wins() -> None:
    first = policy(1, Leaf("priority", Op.AT_LEAST, "P1"))
    second = policy(2, Leaf("department", Op.IS_ONE_OF, ("finance",)), Leaf("text", Op.MENTIONS_ANY, ("down",)))
    third = policy(3)
    assert PolicySet([first, second, third]).choose(TICKET) is second
    assert PolicySet([first, third, second]).choose(TICKET) is third
    assert PolicySet([first]).choose(TICKET) is None
    assert PolicySet([policy(4, Not(Leaf("vip", Op.IS_TRUE)))]).choose(TICKET) is not None


def definition(**asked: Any) -> dict[str, Any]:
    empty: dict[str, list[str]] = {
        name: [] for name in ("priorities", "types", "categories", "subcategories", "locations", "departments")
    }
    return {
        "conditions": empty | asked,
        "targets": {"response": 60, "resolution": None},
        "calendar_source": "always",
        "calendar_id": None,
        "thresholds": [80],
    }


def test_a_version_in_the_shape_before_trees_is_read() -> None:
    old = definition(
        priorities=["P1"],
        types=["incident"],
        categories=["hardware", "gone"],
        subcategories=["laptop"],
        locations=["ph"],
        departments=["Finance"],
    )
    assert to_json(where_of(old, REFERENCE)) == {
        "all": [
            {"field": "priority", "op": "is_one_of", "value": ["P1"]},
            {"field": "type", "op": "is_one_of", "value": ["incident"]},
            {"field": "category", "op": "is_one_of", "value": [str(HARDWARE), "gone"]},
            {"field": "subcategory", "op": "is_one_of", "value": [str(LAPTOP), str(OTHER_LAPTOP)]},
            {"field": "location", "op": "is_one_of", "value": [str(MANILA)]},
            {"field": "department", "op": "is_one_of", "value": ["Finance"]},
        ]
    }
    assert to_json(where_of(definition(), REFERENCE)) == {"all": []}
    assert to_json(where_of(definition(subcategories=["gone"]), REFERENCE))["all"][0]["value"] == ["gone"]
    read = policy_from(UUID(int=1), UUID(int=2), "Old", definition(), REFERENCE)
    assert (read.where, read.targets) == (All(), {"response": 60})


def test_a_policy_gives_a_clock_its_target_warnings_and_levels() -> None:
    level = Level(position=0, name="Tell the lead", metric="resolution", percent=150)
    given = replace(policy(1), targets={"resolution": 3_600}, thresholds=(50, 80), levels=(level,))
    assert given.target("resolution") == Target(3_600, (50, 80), (150,))
    assert given.target("response") is None
