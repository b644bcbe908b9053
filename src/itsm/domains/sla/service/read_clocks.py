"""The clocks of one ticket as people see them: where they stand, and how they came there."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.clocks import Clock
from itsm.domains.sla.engine.explain_clock import explain_clock
from itsm.domains.sla.engine.instants import to_instant, to_moment
from itsm.domains.sla.engine.working_time import WorkingTime
from itsm.domains.sla.enums import Metric, Phase
from itsm.domains.sla.explained import lines_read
from itsm.domains.sla.ledger import calendar_of, clock_of, spans_of
from itsm.domains.sla.models import SlaCalendarVersion, SlaClock
from itsm.domains.sla.schemas.tickets import (
    ClockRead,
    ClockTimelineRead,
    IntervalRead,
    TicketSlaRead,
    TimelineRead,
)

AROUND_THE_CLOCK = "24x7"


async def read_one(session: AsyncSession, *, ticket_id: UUID, now: datetime) -> TicketSlaRead:
    """Return the present clocks of a ticket as of `now`."""
    rows = await _rows(session, ticket_id)
    latest = {row.metric: row for row in rows}
    leading = latest.get(Metric.RESOLUTION) or latest.get(Metric.RESPONSE)
    if leading is None:
        return TicketSlaRead(
            policy=None, calendar=None, timezone=None, response=None, resolution=None, next_due_at=None
        )
    read = {metric: await _read(session, row, now) for metric, row in latest.items()}
    due = [row.due_at for row in latest.values() if row.phase == Phase.RUNNING]
    return TicketSlaRead(
        policy=leading.policy_name,
        calendar=await _calendar_name(session, leading),
        timezone=(await calendar_of(session, leading)).zone.key,
        response=read.get(Metric.RESPONSE),
        resolution=read.get(Metric.RESOLUTION),
        next_due_at=min(due, default=None),
    )


async def timeline(session: AsyncSession, *, ticket_id: UUID, now: datetime) -> TimelineRead:
    """Return every clock and cycle of a ticket with its intervals and the explanation of its due date."""
    rows = sorted(await _rows(session, ticket_id), key=lambda row: (row.started_at, row.metric, row.cycle))
    return TimelineRead(items=[await _timeline_of(session, row, now) for row in rows])


async def _rows(session: AsyncSession, ticket_id: UUID) -> list[SlaClock]:
    rows = await session.scalars(
        select(SlaClock).where(SlaClock.ticket_id == ticket_id).order_by(SlaClock.metric, SlaClock.cycle)
    )
    return list(rows)


async def _read(session: AsyncSession, row: SlaClock, now: datetime) -> ClockRead:
    return _clock_read(row, await calendar_of(session, row), to_instant(now))


def _clock_read(row: SlaClock, calendar: WorkingTime, at: int) -> ClockRead:
    # Seen from now, so that a threshold just reached shows even before its timer has fired.
    clock = clocks.settle(clock_of(row), calendar, at).clock
    used = clocks.elapsed(clock, calendar, at)
    return ClockRead(
        metric=row.metric,
        cycle=row.cycle,
        due_at=row.due_at,
        state=clocks.state_of(clock),
        is_paused=clock.phase is Phase.PAUSED,
        pause_reason=clock.phase_reason,
        started_at=row.started_at,
        warned_at=_moment(clock.warned_at),
        breached_at=_moment(clock.breached_at),
        met_at=row.met_at,
        stopped_at=row.stopped_at,
        target_seconds=clock.target_seconds,
        elapsed_seconds=used,
        remaining_seconds=clock.target_seconds - used,
    )


async def _timeline_of(session: AsyncSession, row: SlaClock, now: datetime) -> ClockTimelineRead:
    calendar = await calendar_of(session, row)
    clock, at = clock_of(row), to_instant(now)
    spans = await spans_of(session, row)
    intervals = [
        IntervalRead(
            phase=span.phase,
            reason=span.reason,
            started_at=to_moment(span.started_at),
            ended_at=to_moment(span.ended_at),
            seconds=span.seconds,
        )
        for span in spans
    ]
    return ClockTimelineRead(
        clock=_clock_read(row, calendar, at),
        policy=row.policy_name,
        calendar=await _calendar_name(session, row),
        timezone=calendar.zone.key,
        intervals=intervals + _open_interval(clock, calendar, at),
        explanation=lines_read(explain_clock(clock, spans, calendar, at), calendar.zone),
    )


def _open_interval(clock: Clock, calendar: WorkingTime, at: int) -> list[IntervalRead]:
    if clock.phase is Phase.STOPPED:
        return []
    return [
        IntervalRead(
            phase=clock.phase,
            reason=clock.phase_reason,
            started_at=to_moment(clock.phase_since),
            ended_at=None,
            seconds=clocks.elapsed(clock, calendar, at) - clock.counted_seconds,
        )
    ]


async def _calendar_name(session: AsyncSession, row: SlaClock) -> str:
    """Return the name the calendar had in the version that the clock was given."""
    if row.is_always or row.calendar_version_id is None:
        return AROUND_THE_CLOCK
    version = await session.get(SlaCalendarVersion, row.calendar_version_id)
    return version.name if version is not None else AROUND_THE_CLOCK


def _moment(instant: int | None) -> datetime | None:
    return to_moment(instant) if instant is not None else None
