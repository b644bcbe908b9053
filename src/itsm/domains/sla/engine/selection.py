"""Which policy a ticket gets: the first one, in order, whose conditions all hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from itsm.domains.sla.enums import CalendarSource


class TicketFacts(Protocol):
    """What a condition may look at."""

    @property
    def priority(self) -> str:
        """P1 to P4."""

    @property
    def type(self) -> str:
        """Kind of ticket."""

    @property
    def category_key(self) -> str | None:
        """Key of the category."""

    @property
    def subcategory_key(self) -> str | None:
        """Key of the subcategory."""

    @property
    def location_key(self) -> str | None:
        """Key of the requester's location."""

    @property
    def department(self) -> str | None:
        """Department of the requester."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """Sets of accepted values; an empty set accepts everything. Departments ignore case."""

    priorities: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    subcategories: frozenset[str] = frozenset()
    locations: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()

    def accept(self, facts: TicketFacts) -> bool:
        """Return whether every condition holds for a ticket."""
        department = facts.department.casefold() if facts.department is not None else None
        return (
            _holds(self.priorities, facts.priority)
            and _holds(self.types, facts.type)
            and _holds(self.categories, facts.category_key)
            and _holds(self.subcategories, facts.subcategory_key)
            and _holds(self.locations, facts.location_key)
            and _holds(self.departments, department)
        )


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of a policy; `targets` maps metrics to seconds, `thresholds` are warning percents."""

    id: UUID
    version_id: UUID
    name: str
    conditions: Conditions
    targets: Mapping[str, int]
    source: CalendarSource
    calendar_id: UUID | None = None
    thresholds: tuple[int, ...] = field(default=(80,))


def choose_policy(policies: Iterable[Policy], facts: TicketFacts) -> Policy | None:
    """Return the first policy that accepts the ticket; None when none does."""
    return next((policy for policy in policies if policy.conditions.accept(facts)), None)


def _holds(accepted: frozenset[str], value: str | None) -> bool:
    """Return whether one condition holds."""
    return not accepted or value in accepted
