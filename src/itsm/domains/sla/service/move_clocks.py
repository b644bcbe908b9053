"""What happens to a ticket, told to its clocks: pending, answered, resolved, closed, reopened.

Every function locks the ticket's clocks, returns the summary for the ticket's own row, and does
nothing to clocks that are not there or already where they should be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.clocks import Clock, Step
from itsm.domains.sla.engine.instants import to_instant
from itsm.domains.sla.engine.working_time import WorkingTime
from itsm.domains.sla.enums import Metric, Phase
from itsm.domains.sla.facts import ClockSummary
from itsm.domains.sla.ledger import calendar_of, clock_of, columns_of, held_until, lock_clocks, save_step
from itsm.domains.sla.models import SlaClock
from itsm.domains.sla.summary import summary_of_rows
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork

Operation = Callable[[Clock, WorkingTime, int], Step]


async def pause(work: UnitOfWork, *, ticket_id: UUID, reason: str) -> ClockSummary:
    """Pause the resolution clock; `reason` is the pending reason, kept with the interval."""
    return await _move(
        work, ticket_id, {Metric.RESOLUTION: lambda clock, calendar, at: clocks.pause(clock, calendar, at, reason)}
    )


async def resume(work: UnitOfWork, *, ticket_id: UUID) -> ClockSummary:
    """Let the resolution clock run again with what was left."""
    return await _move(work, ticket_id, {Metric.RESOLUTION: clocks.resume})


async def first_response(work: UnitOfWork, *, ticket_id: UUID) -> ClockSummary:
    """Stop the response clock: staff answered in public. Later answers change nothing."""
    return await _move(work, ticket_id, {Metric.RESPONSE: clocks.stop})


async def resolve(work: UnitOfWork, *, ticket_id: UUID) -> ClockSummary:
    """Pause the resolution clock as met or breached; a resolution is an answer, too."""
    return await _move(work, ticket_id, {Metric.RESPONSE: clocks.stop, Metric.RESOLUTION: clocks.resolve})


async def close(work: UnitOfWork, *, ticket_id: UUID) -> ClockSummary:
    """Finish the cycle of every clock for good."""
    return await _move(work, ticket_id, {Metric.RESPONSE: clocks.stop, Metric.RESOLUTION: clocks.stop})


async def cancel(work: UnitOfWork, *, ticket_id: UUID) -> ClockSummary:
    """End every clock without an outcome: the ticket is no work of its own any more."""
    return await _move(work, ticket_id, {Metric.RESPONSE: clocks.cancel, Metric.RESOLUTION: clocks.cancel})


async def reopen(work: UnitOfWork, *, ticket_id: UUID) -> ClockSummary:
    """Resume the resolution clock with what was left.

    A resolved ticket goes on in its cycle. A closed one's cycle is finished and stays as it is: a
    new cycle begins that carries what the last one used.
    """
    rows = await lock_clocks(work.session, ticket_id)
    row = rows.get(Metric.RESOLUTION)
    if row is not None and row.phase == Phase.STOPPED:
        rows[Metric.RESOLUTION] = await _next_cycle(work, row)
    elif row is not None:
        await _apply(work, row, clocks.resume)
    return summary_of_rows(rows)


async def _move(work: UnitOfWork, ticket_id: UUID, operations: Mapping[str, Operation]) -> ClockSummary:
    rows = await lock_clocks(work.session, ticket_id)
    for metric, operation in operations.items():
        row = rows.get(metric)
        if row is not None:
            await _apply(work, row, operation)
    return summary_of_rows(rows)


async def _apply(work: UnitOfWork, row: SlaClock, operation: Operation) -> None:
    calendar = await calendar_of(work.session, row)
    clock = clock_of(row)
    step = operation(clock, calendar, to_instant(work.now))
    if step.clock != clock or step.crossings:
        await save_step(work, row, step, calendar)


async def _next_cycle(work: UnitOfWork, last: SlaClock) -> SlaClock:
    """Add the clock that continues a finished one."""
    calendar = await calendar_of(work.session, last)
    at = to_instant(work.now)
    clock = clocks.reopen(clock_of(last), calendar, at)
    row = SlaClock(
        id=new_id(),
        ticket_id=last.ticket_id,
        metric=last.metric,
        cycle=last.cycle + 1,
        priority=last.priority,
        policy_version_id=last.policy_version_id,
        policy_name=last.policy_name,
        calendar_version_id=last.calendar_version_id,
        is_always=last.is_always,
        revision=0,
        held_until=held_until(work),
        **columns_of(clock),
    )
    work.session.add(row)
    await work.session.flush()
    await save_step(work, row, clocks.settle(clock, calendar, at), calendar)
    return row
