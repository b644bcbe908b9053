"""What a policy lets a clock do: when it stands still, what reopening and another priority mean to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from itsm.domains.sla.enums import Metric, OnPriorityChange, OnReopen, PauseWord

PENDING: Final = "pending"
RUNNING_STATUS: Final = "in_progress"
NEW_STATUS: Final = "new"
REOPENED_STATUS: Final = "reopened"
SHIPPED_PAUSES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        Metric.RESPONSE.value: frozenset(),
        Metric.RESOLUTION.value: frozenset({PauseWord.PENDING.value}),
        Metric.UPDATE.value: frozenset({PauseWord.PENDING.value}),
        Metric.OLA.value: frozenset({PauseWord.PENDING.value}),
    }
)


@dataclass(frozen=True, slots=True)
class Options:
    """`pause_on` names for each metric the words (see `PauseWord`) for which its clock stands still."""

    pause_on: Mapping[str, frozenset[str]] = field(default_factory=lambda: SHIPPED_PAUSES)
    on_reopen: OnReopen = OnReopen.RESUME
    on_priority_change: OnPriorityChange = OnPriorityChange.AS_IF_ALWAYS

    def pause_reason(self, metric: str, status: str, pending_reason: str | None = None) -> str | None:
        """Return for what a clock stands still in a status, None where it runs.

        While somebody works on the ticket every clock runs.
        """
        words = self.pause_on.get(metric, frozenset())
        if status != PENDING:
            return status if status in words else None
        reason = pending_reason or PENDING
        return reason if PENDING in words or reason in words else None


SHIPPED: Final = Options()
