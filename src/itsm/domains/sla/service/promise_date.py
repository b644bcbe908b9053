"""A date promised by hand: a clock of its own that no pause moves, beside what the policies compute."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from itsm.domains.sla.cycles import add_clock, identity_of
from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.clocks import Target
from itsm.domains.sla.engine.instants import to_instant
from itsm.domains.sla.engine.working_time import AroundTheClock
from itsm.domains.sla.enums import ClockState, Metric, Phase
from itsm.domains.sla.ledger import calendar_of, lock_clocks
from itsm.domains.sla.models import NAME_MAX, SlaClock, SlaPromise
from itsm.domains.sla.policy_versions import policy_version
from itsm.domains.sla.service.move_clocks import apply
from itsm.domains.sla.snapshot import UTC_ZONE
from itsm.platform.errors import Invalid
from itsm.platform.work import UnitOfWork

SHORTEST_SECONDS: Final = 60
LONGEST_SECONDS: Final = 366 * 86_400
WARNINGS: Final = (80,)
# What a promise on a ticket without any policy names as the policy it goes back to.
NO_POLICY: Final = UUID(int=0)
BY_HAND: Final = "By hand"


async def set_promise(
    work: UnitOfWork, *, ticket_id: UUID, priority: str, promised_at: datetime, reason: str
) -> datetime | None:
    """Promise a date; return the one that held until now, None where there was none.

    Its warnings are those of the ticket's policy, in percent of the time from now to the date. Raises
    Invalid (422) for a date that is not ahead, or more than a year away.
    """
    seconds = to_instant(promised_at) - to_instant(work.now)
    if not SHORTEST_SECONDS <= seconds <= LONGEST_SECONDS:
        raise Invalid.field("promised_at", "Choose a time within the coming year.", "out_of_range")
    rows = await lock_clocks(work.session, ticket_id)
    last = rows.get(Metric.PROMISE)
    before = await _put_aside(work, last)
    leading = rows.get(Metric.RESOLUTION) or rows.get(Metric.RESPONSE)
    policy = await policy_version(work.session, leading.policy_version_id) if leading is not None else None
    calendar = await calendar_of(work.session, leading) if leading is not None else None
    always = AroundTheClock(calendar.zone if calendar is not None else UTC_ZONE)
    target = Target(seconds, policy.thresholds if policy is not None else WARNINGS)
    columns = _columns(leading, priority) | {
        "metric": Metric.PROMISE.value,
        "cycle": last.cycle + 1 if last is not None else 1,
        "is_always": True,
    }
    row = await add_clock(work, ticket_id, clocks.start(always, to_instant(work.now), target), always, columns)
    work.session.add(_author(work, row, reason))
    return before


async def withdraw_promise(work: UnitOfWork, *, ticket_id: UUID) -> datetime | None:
    """Take the present promise back; return its date, None where there was none to take back."""
    rows = await lock_clocks(work.session, ticket_id, only=Metric.PROMISE)
    return await _put_aside(work, rows.get(Metric.PROMISE))


async def _put_aside(work: UnitOfWork, row: SlaClock | None) -> datetime | None:
    if row is None or row.phase == Phase.STOPPED or row.state == ClockState.CANCELLED:
        return None
    promised_at = row.due_at
    await apply(work, row, clocks.supersede)
    return promised_at


def _columns(leading: SlaClock | None, priority: str) -> dict[str, Any]:
    if leading is not None:
        return identity_of(leading)
    return {
        "priority": priority,
        "policy_version_id": NO_POLICY,
        "policy_name": BY_HAND,
        "calendar_version_id": None,
    }


def _author(work: UnitOfWork, row: SlaClock, reason: str) -> SlaPromise:
    return SlaPromise(
        clock_id=row.id,
        reason=reason,
        set_by_id=work.actor.id,
        set_by_name=work.actor.name[:NAME_MAX],
        set_at=work.now,
    )
