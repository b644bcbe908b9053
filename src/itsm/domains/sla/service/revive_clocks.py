"""A ticket whose clocks ended without an outcome is work of its own again: what they had used goes on being used."""

from __future__ import annotations

from uuid import UUID

from itsm.domains.sla.cycles import next_clock
from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.instants import to_instant
from itsm.domains.sla.enums import ClockState, Metric
from itsm.domains.sla.facts import ClockSummary
from itsm.domains.sla.ledger import calendar_of, clock_of, lock_clocks
from itsm.domains.sla.models import SlaClock
from itsm.domains.sla.service.move_clocks import follow_status
from itsm.domains.sla.service.reopen_clocks import promised_still
from itsm.domains.sla.summary import summary_of_rows
from itsm.platform.work import UnitOfWork


async def revive(work: UnitOfWork, *, ticket_id: UUID, status: str, pending_reason: str | None) -> ClockSummary:
    """Begin a next cycle of every cancelled clock that carries what the last one used, at rest or not as `status` says.

    The cancelled cycles stay as they are. A promise by hand holds where its date lies ahead.
    """
    rows = await lock_clocks(work.session, ticket_id)
    for metric, row in list(rows.items()):
        if row.state != ClockState.CANCELLED:
            continue
        rows[metric] = await _next(work, row)
        await follow_status(work, rows[metric], status, pending_reason)
    return summary_of_rows(rows)


async def _next(work: UnitOfWork, row: SlaClock) -> SlaClock:
    if row.metric == Metric.PROMISE:
        return await promised_still(work, row)
    calendar = await calendar_of(work.session, row)
    return await next_clock(work, row, clocks.reopen(clock_of(row), calendar, to_instant(work.now)), calendar)
