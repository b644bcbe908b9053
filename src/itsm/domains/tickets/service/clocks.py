"""What the clocks of a ticket say, as columns of its own row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from itsm.domains.sla.api import ClockSummary


def clock_columns(summary: ClockSummary, *, was_breached: bool = False) -> dict[str, Any]:
    """Return the columns a ticket keeps of its clocks, for lists and the order of the queue.

    What was breached stays breached, whatever cycle or priority comes after (domain.md, SLA).
    """
    return {
        "response_due_at": summary.response_due_at,
        "response_state": summary.response_state and summary.response_state.value,
        "resolution_due_at": summary.resolution_due_at,
        "resolution_state": summary.resolution_state and summary.resolution_state.value,
        "next_due_at": summary.next_due_at,
        "is_breached": was_breached or summary.is_breached,
    }
