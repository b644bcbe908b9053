"""Which policy a ticket gets."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest

from itsm.domains.sla.engine.selection import Conditions, Policy, choose_policy
from itsm.domains.sla.enums import CalendarSource


@dataclass(frozen=True)
class Ticket:
    priority: str = "P2"
    type: str = "incident"
    category_key: str | None = "hardware"
    subcategory_key: str | None = None
    location_key: str | None = "philippines"
    department: str | None = "Finance"


def policy(number: int, conditions: Conditions) -> Policy:
    return Policy(UUID(int=number), UUID(int=number), f"Policy {number}", conditions, {}, CalendarSource.ALWAYS)


def test_the_first_policy_that_accepts_wins() -> None:
    first = policy(1, Conditions(priorities=frozenset({"P1"})))
    second = policy(2, Conditions(departments=frozenset({"finance"})))
    third = policy(3, Conditions())
    assert choose_policy([first, second, third], Ticket()) is second
    assert choose_policy([first, third, second], Ticket()) is third
    assert choose_policy([first], Ticket()) is None


@pytest.mark.parametrize(
    ("conditions", "accepted"),
    [
        (Conditions(types=frozenset({"service_request"})), False),
        (Conditions(categories=frozenset({"hardware", "network"})), True),
        (Conditions(subcategories=frozenset({"laptop"})), False),
        (Conditions(locations=frozenset({"us"})), False),
        (Conditions(locations=frozenset({"philippines"}), priorities=frozenset({"P2"})), True),
    ],
)
def test_conditions(conditions: Conditions, accepted: bool) -> None:
    assert conditions.accept(Ticket()) is accepted


def test_a_ticket_without_department_meets_no_department_condition() -> None:
    assert not Conditions(departments=frozenset({"finance"})).accept(Ticket(department=None))
    assert Conditions().accept(Ticket(department=None))
