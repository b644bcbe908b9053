"""The clocks of one ticket as people see them: where they stand, and how they came there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.clocks import Clock
from itsm.domains.sla.engine.explain_clock import explain_clock
from itsm.domains.sla.engine.instants import to_instant, to_moment
from itsm.domains.sla.engine.working_time import WorkingTime
from itsm.domains.sla.enums import PROMISED_TO_REQUESTER, Metric, Phase
from itsm.domains.sla.explained import lines_read
from itsm.domains.sla.ledger import calendar_of, clock_of, counted_spans_of
from itsm.domains.sla.models import SlaCalendarVersion, SlaClock
from itsm.domains.sla.schemas.tickets import (
    ClockRead,
    ClockTimelineRead,
    IntervalRead,
    TicketSlaRead,
    TimelineRead,
)
from itsm.domains.teams import api as teams
from itsm.platform.http.schemas import NamedRef

AROUND_THE_CLOCK = "24x7"
# A ticket that is answered daily for half a year has as many; the newest ones are read.
MOST_CLOCKS = 300
NO_SLA = TicketSlaRead(
    policy=None,
    calendar=None,
    timezone=None,
    response=None,
    resolution=None,
    update=None,
    ola=None,
    promise=None,
    next_due_at=None,
)


async def read_one(session: AsyncSession, *, ticket_id: UUID, now: datetime, for_staff: bool = True) -> TicketSlaRead:
    """Return the present clocks of a ticket as of `now`; those of teams only for staff."""
    rows = await _rows(session, ticket_id, for_staff=for_staff)
    latest = {row.metric: row for row in rows}
    leading = latest.get(Metric.RESOLUTION) or latest.get(Metric.RESPONSE)
    names = await _team_names(session, rows)
    read = {metric: await _read(session, row, now, names) for metric, row in latest.items()}
    shown = NO_SLA.model_copy(update=read)
    if leading is None:
        return shown
    due = [latest[metric].due_at for metric in PROMISED_TO_REQUESTER if _runs(latest.get(metric))]
    return shown.model_copy(
        update={
            "policy": leading.policy_name,
            "calendar": await _calendar_name(session, leading),
            "timezone": (await calendar_of(session, leading)).zone.key,
            "next_due_at": min(due, default=None),
        }
    )


async def timeline(session: AsyncSession, *, ticket_id: UUID, now: datetime, for_staff: bool = True) -> TimelineRead:
    """Return every clock and cycle of a ticket with its intervals and the explanation of its due date."""
    found = await _rows(session, ticket_id, for_staff=for_staff)
    names = await _team_names(session, found)
    rows = sorted(found, key=lambda row: (row.started_at, row.metric, row.cycle))
    return TimelineRead(items=[await _timeline_of(session, row, now, names) for row in rows])


async def _rows(session: AsyncSession, ticket_id: UUID, *, for_staff: bool) -> list[SlaClock]:
    query = select(SlaClock).where(SlaClock.ticket_id == ticket_id)
    shown = query if for_staff else query.where(SlaClock.metric != Metric.OLA.value)
    newest = shown.order_by(SlaClock.started_at.desc(), SlaClock.cycle.desc()).limit(MOST_CLOCKS)
    return sorted(await session.scalars(newest), key=lambda row: (row.metric, row.cycle))


async def _team_names(session: AsyncSession, rows: list[SlaClock]) -> Mapping[UUID, str]:
    team_ids = {row.team_id for row in rows if row.team_id is not None}
    return await teams.team_names(session, team_ids) if team_ids else {}


def _runs(row: SlaClock | None) -> bool:
    return row is not None and row.phase == Phase.RUNNING


async def _read(session: AsyncSession, row: SlaClock, now: datetime, names: Mapping[UUID, str]) -> ClockRead:
    return _clock_read(row, await calendar_of(session, row), to_instant(now), names)


def _clock_read(row: SlaClock, calendar: WorkingTime, at: int, names: Mapping[UUID, str]) -> ClockRead:
    # Seen from now, so that a threshold just reached shows even before its timer has fired.
    clock = clocks.settle(clock_of(row), calendar, at).clock
    used = clocks.elapsed(clock, calendar, at)
    return ClockRead(
        metric=row.metric,
        cycle=row.cycle,
        team=NamedRef(id=str(row.team_id), name=names.get(row.team_id, "?")) if row.team_id else None,
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


async def _timeline_of(
    session: AsyncSession, row: SlaClock, now: datetime, names: Mapping[UUID, str]
) -> ClockTimelineRead:
    calendar = await calendar_of(session, row)
    clock, at = clock_of(row), to_instant(now)
    spans = await counted_spans_of(session, row)
    intervals = [
        IntervalRead(
            phase=span.phase,
            reason=span.reason,
            started_at=to_moment(span.started_at),
            ended_at=to_moment(span.ended_at),
            seconds=span.seconds,
        )
        for span, _ in spans
    ]
    return ClockTimelineRead(
        clock=_clock_read(row, calendar, at, names),
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
