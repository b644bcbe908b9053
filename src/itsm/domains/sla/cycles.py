"""The next clock of a ticket that has others already: another cycle, another stay in a team, another promise."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.clocks import Clock
from itsm.domains.sla.engine.instants import to_instant
from itsm.domains.sla.engine.working_time import WorkingTime
from itsm.domains.sla.holding import held_until
from itsm.domains.sla.ledger import columns_of, save_step
from itsm.domains.sla.models import SlaClock
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork


def identity_of(row: SlaClock) -> dict[str, Any]:
    """Return the columns that say what a stored clock was promised by."""
    return {
        "priority": row.priority,
        "policy_version_id": row.policy_version_id,
        "policy_name": row.policy_name,
        "calendar_version_id": row.calendar_version_id,
        "is_always": row.is_always,
    }


async def next_clock(work: UnitOfWork, last: SlaClock, clock: Clock, calendar: WorkingTime, **columns: Any) -> SlaClock:
    """Add the clock that follows `last`; `columns` replace what it would take from there."""
    metric = {"metric": last.metric, "cycle": last.cycle + 1, "team_id": last.team_id}
    return await add_clock(work, last.ticket_id, clock, calendar, identity_of(last) | metric | columns)


async def add_clock(
    work: UnitOfWork, ticket_id: UUID, clock: Clock, calendar: WorkingTime, columns: dict[str, Any]
) -> SlaClock:
    """Add a clock with its timers; what it has used up already is reached at this moment."""
    row = SlaClock(
        id=new_id(),
        ticket_id=ticket_id,
        revision=0,
        held_until=held_until(work),
        **columns,
        **columns_of(clock),
    )
    work.session.add(row)
    await work.session.flush()
    await save_step(work, row, clocks.settle(clock, calendar, to_instant(work.now)), calendar)
    return row
