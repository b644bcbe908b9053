"""One metric: what it means, and the list that it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from itsm.domains.reporting.enums import Basis, Grain, Statistic, Unit

OPEN_STATUSES = "new,in_progress,pending,reopened"
LISTS: Mapping[Grain, str] = {
    Grain.TICKET: "/api/tickets",
    Grain.CHANGE: "/api/changes",
    Grain.ASSET: "/api/assets",
}
"""Where the list behind a figure is, by what it counts."""
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A figure of the desk. `filters` are those of the list of its `grain`; with the period they are what it counts.

    A SHARE is the part of that list which `part` narrows it to, in percent. MEAN, MEDIAN and P90 are of `measured`, an
    expression in seconds over the ticket `t`, never NULL within the list. `older_than_days` keeps to tickets raised so
    many times 24 hours before the moment of counting. `goal`: the value to reach. `is_personal`: the list is the
    caller's own.
    """

    key: str
    name: str
    definition: str
    basis: Basis
    statistic: Statistic = Statistic.COUNT
    unit: Unit = Unit.TICKETS
    filters: Mapping[str, str] = field(default_factory=lambda: _NONE)
    part: Mapping[str, str] = field(default_factory=lambda: _NONE)
    measured: str = ""
    older_than_days: int | None = None
    goal: float | None = None
    is_personal: bool = False
    grain: Grain = Grain.TICKET

    @property
    def path(self) -> str:
        """Where the list is that it counts."""
        return LISTS[self.grain]
