"""Staff answered in public: the response is given, and silence begins anew."""

from __future__ import annotations

from uuid import UUID

from itsm.domains.sla.cycles import next_clock
from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.instants import to_instant
from itsm.domains.sla.enums import Metric, Phase
from itsm.domains.sla.facts import ClockSummary
from itsm.domains.sla.ledger import calendar_of, clock_of, lock_clocks
from itsm.domains.sla.models import SlaClock
from itsm.domains.sla.service.move_clocks import apply
from itsm.domains.sla.summary import summary_of_rows
from itsm.platform.work import UnitOfWork


async def first_response(work: UnitOfWork, *, ticket_id: UUID) -> ClockSummary:
    """Stop the response clock and begin the next update one: staff answered in public for the first time."""
    rows = await lock_clocks(work.session, ticket_id)
    response, update = rows.get(Metric.RESPONSE), rows.get(Metric.UPDATE)
    if response is not None:
        await apply(work, response, clocks.stop)
    if update is not None:
        rows[Metric.UPDATE] = await _begin_again(work, update)
    return summary_of_rows(rows)


async def next_response(work: UnitOfWork, *, ticket_id: UUID) -> None:
    """Begin the next update clock where the ticket has one: staff answered in public once more."""
    rows = await lock_clocks(work.session, ticket_id, only=Metric.UPDATE)
    for row in rows.values():
        await _begin_again(work, row)


async def _begin_again(work: UnitOfWork, row: SlaClock) -> SlaClock:
    """Finish the present silence and begin the next one with the whole target; a finished one stays finished."""
    if row.phase == Phase.STOPPED:
        return row
    reason = row.phase_reason if row.phase == Phase.PAUSED else None
    await apply(work, row, clocks.stop)
    calendar = await calendar_of(work.session, row)
    target = clocks.target_of(clock_of(row))
    fresh = clocks.start(calendar, to_instant(work.now), target, pause_reason=reason)
    return await next_clock(work, row, fresh, calendar)
