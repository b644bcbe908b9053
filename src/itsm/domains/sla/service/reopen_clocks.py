"""A resolved or closed ticket is open again: what its clocks have left."""

from __future__ import annotations

from uuid import UUID

from itsm.domains.sla.cycles import next_clock
from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.clocks import Target
from itsm.domains.sla.engine.instants import to_instant
from itsm.domains.sla.engine.options import REOPENED_STATUS
from itsm.domains.sla.enums import ClockState, Metric, OnReopen, Phase
from itsm.domains.sla.facts import ClockSummary
from itsm.domains.sla.ledger import calendar_of, clock_of, lock_clocks
from itsm.domains.sla.models import SlaClock
from itsm.domains.sla.policy_versions import options_of
from itsm.domains.sla.service.move_clocks import apply, follow_status
from itsm.domains.sla.summary import summary_of_rows
from itsm.platform.work import UnitOfWork


async def reopen(work: UnitOfWork, *, ticket_id: UUID) -> ClockSummary:
    """Let the work go on with what was left, or with the whole target again, as the policy says.

    A resolved ticket that resumes goes on in its cycle. A closed one's cycle is finished and stays as it
    is: a new cycle begins that carries what the last one used. An update is owed anew, and a promise that
    lies ahead still holds.
    """
    rows = await lock_clocks(work.session, ticket_id)
    for metric, row in list(rows.items()):
        if row.state == ClockState.CANCELLED or metric == Metric.RESPONSE:
            continue
        rows[metric] = await _reopened(work, row)
        await follow_status(work, rows[metric], REOPENED_STATUS)
    return summary_of_rows(rows)


async def _reopened(work: UnitOfWork, row: SlaClock) -> SlaClock:
    if row.metric == Metric.PROMISE:
        return await promised_still(work, row)
    options = await options_of(work.session, row.policy_version_id)
    if row.metric == Metric.UPDATE or options.on_reopen is OnReopen.RESTART:
        return await _whole(work, row)
    if row.phase == Phase.STOPPED:
        calendar = await calendar_of(work.session, row)
        return await next_clock(work, row, clocks.reopen(clock_of(row), calendar, to_instant(work.now)), calendar)
    await apply(work, row, clocks.resume)
    return row


async def _whole(work: UnitOfWork, row: SlaClock) -> SlaClock:
    """Finish the cycle, with the outcome it has, and begin the next one with the whole target."""
    await apply(work, row, clocks.stop)
    calendar = await calendar_of(work.session, row)
    fresh = clocks.start(calendar, to_instant(work.now), clocks.target_of(clock_of(row)))
    return await next_clock(work, row, fresh, calendar)


async def promised_still(work: UnitOfWork, row: SlaClock) -> SlaClock:
    """Begin the promise again for the time that is left of it; one that has passed is over."""
    calendar = await calendar_of(work.session, row)
    clock, at = clock_of(row), to_instant(work.now)
    if row.phase != Phase.STOPPED or clock.due_at <= at:
        return row
    target = clocks.target_of(clock)
    rest = Target(clock.due_at - at, target.warnings, target.levels)
    return await next_clock(work, row, clocks.start(calendar, at, rest), calendar)
