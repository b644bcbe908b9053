"""What happens to a ticket, told to its clocks: pending, answered, resolved, closed.

Every function locks the ticket's clocks, returns the summary for the ticket's own row, and does
nothing to clocks that are not there or already where they should be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.clocks import Clock, Step
from itsm.domains.sla.engine.instants import to_instant
from itsm.domains.sla.engine.options import PENDING, RUNNING_STATUS
from itsm.domains.sla.engine.working_time import WorkingTime
from itsm.domains.sla.enums import Metric
from itsm.domains.sla.facts import ClockSummary
from itsm.domains.sla.ledger import calendar_of, clock_of, lock_clocks, save_step
from itsm.domains.sla.models import SlaClock
from itsm.domains.sla.policy_versions import options_of
from itsm.domains.sla.summary import summary_of_rows
from itsm.platform.work import UnitOfWork

Operation = Callable[[Clock, WorkingTime, int], Step]

_RESOLVED: Mapping[str, Operation] = {
    Metric.RESPONSE: clocks.stop,
    Metric.RESOLUTION: clocks.resolve,
    Metric.UPDATE: clocks.stop,
    Metric.OLA: clocks.resolve,
    Metric.PROMISE: clocks.stop,
}


async def pause(work: UnitOfWork, *, ticket_id: UUID, reason: str) -> ClockSummary:
    """Let the ticket wait: clocks whose policy says so stand still; `reason` is the pending reason, kept with it."""
    return await _follow(work, ticket_id, PENDING, reason)


async def resume(work: UnitOfWork, *, ticket_id: UUID) -> ClockSummary:
    """Let every clock run with what was left: somebody works on the ticket."""
    return await _follow(work, ticket_id, RUNNING_STATUS, None)


async def resolve(work: UnitOfWork, *, ticket_id: UUID) -> ClockSummary:
    """Pause the resolution clock as met or breached; a resolution is an answer, and the last update owed, too."""
    return await _move(work, ticket_id, _RESOLVED)


async def close(work: UnitOfWork, *, ticket_id: UUID) -> ClockSummary:
    """Finish the cycle of every clock for good."""
    return await _move(work, ticket_id, dict.fromkeys(Metric, clocks.stop))


async def cancel(work: UnitOfWork, *, ticket_id: UUID) -> ClockSummary:
    """End every clock without an outcome: the ticket is no work of its own any more."""
    return await _move(work, ticket_id, dict.fromkeys(Metric, clocks.cancel))


async def apply(work: UnitOfWork, row: SlaClock, operation: Operation) -> None:
    """Do something to one locked clock and write what came of it."""
    calendar = await calendar_of(work.session, row)
    clock = clock_of(row)
    step = operation(clock, calendar, to_instant(work.now))
    if step.clock != clock or step.crossings:
        await save_step(work, row, step, calendar)


async def follow_status(work: UnitOfWork, row: SlaClock, status: str, pending_reason: str | None = None) -> None:
    """Let one locked clock stand still or run, as its policy says for a status; a promise always runs."""
    if row.metric == Metric.PROMISE:
        return
    options = await options_of(work.session, row.policy_version_id)
    reason = options.pause_reason(row.metric, status, pending_reason)
    if reason is None:
        await apply(work, row, clocks.resume)
    else:
        await apply(work, row, lambda clock, calendar, at: clocks.pause(clock, calendar, at, reason))


async def _follow(work: UnitOfWork, ticket_id: UUID, status: str, pending_reason: str | None) -> ClockSummary:
    rows = await lock_clocks(work.session, ticket_id)
    for row in rows.values():
        await follow_status(work, row, status, pending_reason)
    return summary_of_rows(rows)


async def _move(work: UnitOfWork, ticket_id: UUID, operations: Mapping[str, Operation]) -> ClockSummary:
    rows = await lock_clocks(work.session, ticket_id)
    for metric, row in rows.items():
        await apply(work, row, operations[metric])
    return summary_of_rows(rows)
