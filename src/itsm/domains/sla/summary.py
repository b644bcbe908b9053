"""What the ticket's own row keeps of its clocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.clocks import Clock
from itsm.domains.sla.engine.instants import to_moment
from itsm.domains.sla.enums import PROMISED_TO_REQUESTER, Metric, Phase
from itsm.domains.sla.facts import NO_CLOCKS, ClockSummary, Due
from itsm.domains.sla.ledger import clock_of
from itsm.domains.sla.models import SlaClock


@dataclass(frozen=True, slots=True)
class Names:
    """Policy and calendar as people know them; the calendar's name is known where terms were just chosen."""

    policy: str
    calendar: str | None


def leading_clock(rows: Mapping[str, SlaClock]) -> SlaClock:
    """Return the clock that says what the ticket was promised by: resolution, else response, else any."""
    return rows.get(Metric.RESOLUTION) or rows.get(Metric.RESPONSE) or next(iter(rows.values()))


def summary_of_rows(rows: Mapping[str, SlaClock]) -> ClockSummary:
    """Return the summary of stored clocks, one per metric."""
    if not rows:
        return NO_CLOCKS
    leading = leading_clock(rows)
    found = {metric: clock_of(row) for metric, row in rows.items()}
    return summary_of(found, Names(leading.policy_name, None))


def summary_of(found: Mapping[str, Clock], names: Names) -> ClockSummary:
    """Return the summary of clocks by metric."""
    response, resolution = found.get(Metric.RESPONSE), found.get(Metric.RESOLUTION)
    promised = [clock for metric, clock in found.items() if metric in PROMISED_TO_REQUESTER]
    due = [clock.due_at for clock in promised if clock.phase is Phase.RUNNING]
    return ClockSummary(
        policy=names.policy,
        calendar=names.calendar,
        response_due_at=to_moment(response.due_at) if response else None,
        response_state=clocks.state_of(response) if response else None,
        resolution_due_at=to_moment(resolution.due_at) if resolution else None,
        resolution_state=clocks.state_of(resolution) if resolution else None,
        next_due_at=to_moment(min(due)) if due else None,
        is_breached=any(clock.breached_at is not None for clock in promised),
        is_warned=any(clock.warned_at is not None for clock in promised),
        also={
            metric: Due(to_moment(clock.due_at), clocks.state_of(clock))
            for metric, clock in found.items()
            if metric not in PROMISED_TO_REQUESTER
        },
    )
