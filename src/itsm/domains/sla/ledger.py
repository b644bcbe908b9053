"""Stored clocks from and to the engine's: loading under lock, saving what an operation did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row as SqlRow
from sqlalchemy import delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.clocks import Clock, Crossing, Span, Step
from itsm.domains.sla.engine.instants import to_instant, to_moment
from itsm.domains.sla.engine.working_time import WorkingTime
from itsm.domains.sla.enums import BREACH_PERCENT, ClockState, Metric, Phase
from itsm.domains.sla.events import (
    OlaBreached,
    OlaWarning,
    SlaBreached,
    SlaLevelReached,
    SlaWarning,
    ThresholdReached,
)
from itsm.domains.sla.holding import held_until
from itsm.domains.sla.models import SlaClock, SlaInterval, SlaTimer
from itsm.domains.sla.snapshot import working_time
from itsm.platform import jsonio
from itsm.platform.db.direct import fetch, flush
from itsm.platform.jobs.signals import wake
from itsm.platform.work import UnitOfWork

Row = dict[str, Any]
# A clock as the session keeps it, or only its columns.
StoredClock = SlaClock | SqlRow[Any]
# One value a statement, however many rows, prepared once.
_TIMERS: Final = (
    "INSERT INTO sla_timers (clock_id, threshold, due_at, fired_at) "
    "SELECT clock_id, threshold, due_at, fired_at FROM json_populate_recordset(NULL::sla_timers, $1) "
    "ON CONFLICT (clock_id, threshold) DO UPDATE SET (due_at, fired_at) = (EXCLUDED.due_at, EXCLUDED.fired_at)"
)
_SETTLED_COLUMNS: Final = ("state", "fired", "warned_at", "breached_at")
_SETTLED: Final = (
    "UPDATE sla_clocks AS c SET (state, fired, warned_at, breached_at, held_until) = "
    "(s.state, s.fired, s.warned_at, s.breached_at, s.held_until) "
    "FROM json_populate_recordset(NULL::sla_clocks, $1) AS s WHERE c.id = s.id"
)


async def lock_clocks(session: AsyncSession, ticket_id: UUID, *, only: Metric | None = None) -> dict[str, SlaClock]:
    """Return the present cycle's clock of each metric (or of one), locked until the commit.

    The caller holds the ticket's own lock, so no cycle begins meanwhile.
    """
    later = aliased(SlaClock)
    follows = (later.ticket_id == SlaClock.ticket_id, later.metric == SlaClock.metric, later.cycle > SlaClock.cycle)
    query = (
        select(SlaClock)
        .where(SlaClock.ticket_id == ticket_id, ~exists().where(*follows))
        .order_by(SlaClock.metric)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    rows = await session.scalars(query if only is None else query.where(SlaClock.metric == only.value))
    return {row.metric: row for row in rows}


async def calendar_of(session: AsyncSession, row: StoredClock) -> WorkingTime:
    """Return what a stored clock runs on."""
    return await working_time(session, row.calendar_version_id, is_always=row.is_always)


def clock_of(row: StoredClock) -> Clock:
    """Return the engine's clock of a stored one."""
    return Clock(
        target_seconds=row.target_seconds,
        thresholds=tuple(row.thresholds),
        started_at=to_instant(row.started_at),
        targeted_at=to_instant(row.targeted_at),
        phase=Phase(row.phase),
        phase_since=to_instant(row.phase_since),
        due_at=to_instant(row.due_at),
        phase_reason=row.phase_reason,
        levels=frozenset(row.levels),
        carried_seconds=row.carried_seconds,
        counted_seconds=row.elapsed_seconds,
        fired=frozenset(row.fired),
        warned_at=_instant(row.warned_at),
        breached_at=_instant(row.breached_at),
        met_at=_instant(row.met_at),
        stopped_at=_instant(row.stopped_at),
        is_cancelled=row.state == ClockState.CANCELLED,
    )


def columns_of(clock: Clock) -> dict[str, Any]:
    """Return the columns of a stored clock that the engine decides."""
    return {
        "target_seconds": clock.target_seconds,
        "thresholds": list(clock.thresholds),
        "levels": sorted(clock.levels),
        "state": clocks.state_of(clock).value,
        "phase": clock.phase.value,
        "phase_since": to_moment(clock.phase_since),
        "phase_reason": clock.phase_reason,
        "started_at": to_moment(clock.started_at),
        "targeted_at": to_moment(clock.targeted_at),
        "due_at": to_moment(clock.due_at),
        "carried_seconds": clock.carried_seconds,
        "elapsed_seconds": clock.counted_seconds,
        "fired": sorted(clock.fired),
        "warned_at": _moment(clock.warned_at),
        "breached_at": _moment(clock.breached_at),
        "met_at": _moment(clock.met_at),
        "stopped_at": _moment(clock.stopped_at),
    }


async def spans_of(session: AsyncSession, row: SlaClock) -> list[Span]:
    """Return the finished intervals that add up to a stored clock, in order."""
    return [span for span, _ in await counted_spans_of(session, row)]


async def counted_spans_of(session: AsyncSession, row: SlaClock) -> list[tuple[Span, WorkingTime]]:
    """Return the finished intervals of a stored clock, in order, each with what it was counted on."""
    rows = await session.scalars(
        select(SlaInterval)
        .where(SlaInterval.clock_id == row.id, SlaInterval.revision == row.revision)
        .order_by(SlaInterval.sequence)
    )
    found = []
    for one in rows.all():
        is_always = row.is_always if one.is_always is None else one.is_always
        calendar = await working_time(session, one.calendar_version_id, is_always=is_always)
        started_at, ended_at = to_instant(one.started_at), to_instant(one.ended_at)
        found.append((Span(started_at, ended_at, Phase(one.phase), one.seconds, one.reason), calendar))
    return found


async def save_step(
    work: UnitOfWork,
    row: SlaClock,
    step: Step,
    calendar: WorkingTime,
    *,
    identity: Mapping[str, Any] | None = None,
) -> None:
    """Write what an operation did: the clock, its ended intervals, its timers, its events.

    `identity` are columns that say by what the clock runs from now on; the ended intervals still belong
    to what it ran by before. The caller holds the lock of the clock's row; that makes every crossing an
    event exactly once.
    """
    await _add_intervals(work.session, row, step.ended)
    for column, value in (identity or {}).items():
        setattr(row, column, value)
    await _drop_timers(work.session, row, step.clock)
    for column, value in columns_of(step.clock).items():
        setattr(row, column, value)
    row.held_until = held_until(work)
    _record(work, row, step)
    await _write_timers(work, _timer_rows(work, row, step, calendar, row.held_until))


async def save_settled(work: UnitOfWork, settled: Sequence[tuple[StoredClock, Step, WorkingTime]]) -> None:
    """Write what settling made of many locked clocks, in two statements, and record what they crossed."""
    held = held_until(work)
    rows: list[Row] = []
    timers: list[Row] = []
    for row, step, calendar in settled:
        columns = columns_of(step.clock)
        rows.append({"id": row.id, "held_until": held} | {name: columns[name] for name in _SETTLED_COLUMNS})
        timers += _timer_rows(work, row, step, calendar, held)
        _record(work, row, step)
    if rows:
        await fetch(work.session, _SETTLED, jsonio.dumps_text(rows))
    await _write_timers(work, timers)


def _record(work: UnitOfWork, row: StoredClock, step: Step) -> None:
    for crossing in step.crossings:
        work.record(_event(row, crossing))


async def _write_timers(work: UnitOfWork, rows: list[Row]) -> None:
    """Bring timers in line with their clocks, and wake who waits for the next one."""
    if not rows:
        return
    await flush(work.session)
    await fetch(work.session, _TIMERS, jsonio.dumps_text(rows))
    work.after_commit(wake)


def _timer_rows(
    work: UnitOfWork, row: StoredClock, step: Step, calendar: WorkingTime, held: datetime | None
) -> list[Row]:
    """Return the timers of a clock as they are after a step: those that wait, those it fired.

    A step that gives a new target may first fire a warning of the old one and then arm it again, or fire
    it twice: a threshold has one timer, which stands as the step left it.
    """
    fired = {crossing.threshold: (to_moment(crossing.at), work.now) for crossing in step.crossings}
    waiting = {
        threshold: (None if held else _moment(instant), None)
        for threshold, instant in clocks.plan(step.clock, calendar).items()
    }
    return [
        {"clock_id": row.id, "threshold": threshold, "due_at": due_at, "fired_at": fired_at}
        for threshold, (due_at, fired_at) in (fired | waiting).items()
    ]


async def _drop_timers(session: AsyncSession, row: SlaClock, clock: Clock) -> None:
    """Remove waiting timers of thresholds that the clock had until now and has no longer."""
    gone = set(row.thresholds) - set(clock.thresholds)
    if gone:
        await session.execute(
            delete(SlaTimer).where(
                SlaTimer.clock_id == row.id, SlaTimer.threshold.in_(gone), SlaTimer.fired_at.is_(None)
            )
        )


async def _add_intervals(session: AsyncSession, row: SlaClock, spans: Iterable[Span]) -> None:
    """Append ended intervals to the present revision of a clock's ledger."""
    ended = list(spans)
    if not ended:
        return
    last = await session.scalar(
        select(func.max(SlaInterval.sequence)).where(
            SlaInterval.clock_id == row.id, SlaInterval.revision == row.revision
        )
    )
    first = 0 if last is None else last + 1
    await session.execute(insert(SlaInterval).values([_interval(row, span, first + n) for n, span in enumerate(ended)]))


def _interval(row: SlaClock, span: Span, sequence: int) -> dict[str, Any]:
    return {
        "clock_id": row.id,
        "revision": row.revision,
        "sequence": sequence,
        "phase": span.phase.value,
        "reason": span.reason,
        "started_at": to_moment(span.started_at),
        "ended_at": to_moment(span.ended_at),
        "seconds": span.seconds,
        "calendar_version_id": row.calendar_version_id,
        "is_always": row.is_always,
    }


def _event(row: StoredClock, crossing: Crossing) -> ThresholdReached:
    kind = _kind(row, crossing.threshold)
    is_breach = crossing.threshold == BREACH_PERCENT
    what = "breached" if is_breach else f"reached {crossing.threshold} % of its time"
    return kind(
        subject_id=row.ticket_id,
        metric=row.metric,
        cycle=row.cycle,
        threshold=crossing.threshold,
        priority=row.priority,
        policy=row.policy_name,
        policy_version_id=row.policy_version_id,
        due_at=row.due_at,
        at=to_moment(crossing.at),
        summary=f"The {row.metric} target of {row.policy_name} {what}",
    )


def _kind(row: StoredClock, threshold: int) -> type[ThresholdReached]:
    if threshold in row.levels:
        return SlaLevelReached
    if row.metric == Metric.OLA:
        return OlaBreached if threshold == BREACH_PERCENT else OlaWarning
    return SlaBreached if threshold == BREACH_PERCENT else SlaWarning


def _instant(moment: datetime | None) -> int | None:
    return to_instant(moment) if moment is not None else None


def _moment(instant: int | None) -> datetime | None:
    return to_moment(instant) if instant is not None else None
