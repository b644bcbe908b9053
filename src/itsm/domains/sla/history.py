"""What the ledger says of many tickets at once: two queries for a batch, whatever its size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.sla.engine.clocks import Clock, Span
from itsm.domains.sla.engine.instants import to_instant
from itsm.domains.sla.engine.retiming import Retimed, life_of, retime
from itsm.domains.sla.engine.working_time import WorkingTime
from itsm.domains.sla.enums import RESOLVED_REASON, Phase
from itsm.domains.sla.ledger import clock_of
from itsm.domains.sla.models import SlaClock, SlaInterval


@dataclass(frozen=True, slots=True)
class MetricHistory:
    """One metric of one ticket: everything its clock did, as spans in order, and what came of it.

    `breached_at` and `due_at` (seconds since 1970) are as stored, under what was promised then.
    """

    spans: tuple[Span, ...]
    started_at: int
    due_at: int
    breached_at: int | None
    is_cancelled: bool
    is_stopped: bool

    def retimed(self, calendar: WorkingTime, target_seconds: int) -> Retimed:
        """Return what another target on another calendar would have come to."""
        return retime(self.spans, self.started_at, calendar, target_seconds)

    def turns(self) -> tuple[tuple[int, int], ...]:
        """Return when the ticket stopped being open work and when it came back: (instant, -1 | +1), in order."""
        found: list[tuple[int, int]] = []
        is_open = True
        for span in self.spans:
            is_solved = span.phase is Phase.PAUSED and span.reason == RESOLVED_REASON
            if is_solved is is_open:
                found.append((span.started_at, -1 if is_solved else 1))
                is_open = not is_solved
        if is_open and self.is_stopped and self.spans:
            found.append((self.spans[-1].ended_at, -1))
        return tuple(found)


async def histories(
    session: AsyncSession, ticket_ids: Collection[UUID], until: datetime
) -> dict[UUID, dict[str, MetricHistory]]:
    """Return the history of every metric of these tickets; clocks that still run are counted up to `until`."""
    clocks = list(
        await session.scalars(
            select(SlaClock).where(SlaClock.ticket_id.in_(ticket_ids)).order_by(SlaClock.metric, SlaClock.cycle)
        )
    )
    spans = await _spans(session, clocks)
    cycles: dict[tuple[UUID, str], list[SlaClock]] = defaultdict(list)
    for row in clocks:
        cycles[row.ticket_id, row.metric].append(row)
    found: dict[UUID, dict[str, MetricHistory]] = defaultdict(dict)
    for (ticket_id, metric), rows in cycles.items():
        found[ticket_id][metric] = _history(rows, spans, to_instant(until))
    for row in clocks:
        session.expunge(row)
    return dict(found)


def _history(rows: Sequence[SlaClock], spans: Mapping[UUID, list[Span]], until: int) -> MetricHistory:
    cycles: list[tuple[Clock, Sequence[Span]]] = [(clock_of(row), spans.get(row.id, ())) for row in rows]
    last = cycles[-1][0]
    breaches = [clock.breached_at for clock, _ in cycles if clock.breached_at is not None]
    return MetricHistory(
        spans=life_of(cycles, until),
        started_at=cycles[0][0].started_at,
        due_at=last.due_at,
        breached_at=min(breaches, default=None),
        is_cancelled=last.is_cancelled,
        is_stopped=last.phase is Phase.STOPPED,
    )


async def _spans(session: AsyncSession, clocks: Sequence[SlaClock]) -> dict[UUID, list[Span]]:
    rows = await session.execute(
        select(
            SlaInterval.clock_id,
            SlaInterval.started_at,
            SlaInterval.ended_at,
            SlaInterval.phase,
            SlaInterval.seconds,
            SlaInterval.reason,
        )
        .join(SlaClock, (SlaClock.id == SlaInterval.clock_id) & (SlaClock.revision == SlaInterval.revision))
        .where(SlaInterval.clock_id.in_([row.id for row in clocks]))
        .order_by(SlaInterval.clock_id, SlaInterval.sequence)
    )
    found: dict[UUID, list[Span]] = defaultdict(list)
    for clock_id, started_at, ended_at, phase, seconds, reason in rows:
        found[clock_id].append(Span(to_instant(started_at), to_instant(ended_at), Phase(phase), seconds, reason))
    return found
