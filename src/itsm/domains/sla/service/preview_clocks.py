"""What a ticket would be promised, before it exists; writes nothing."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.sla.engine.clocks import Clock
from itsm.domains.sla.engine.explain import explain_due
from itsm.domains.sla.engine.instants import to_moment
from itsm.domains.sla.enums import Metric
from itsm.domains.sla.explained import lines_read
from itsm.domains.sla.facts import NO_CLOCKS, ClockSummary, Facts
from itsm.domains.sla.schemas.tickets import PreviewRead, PromiseRead
from itsm.domains.sla.service.start_clocks import clocks_for
from itsm.domains.sla.summary import Names, summary_of
from itsm.domains.sla.terms import Terms, terms_for


async def preview(session: AsyncSession, *, facts: Facts) -> ClockSummary:
    """Return what `start_clocks` would return for these facts; no query."""
    terms = await terms_for(session, facts)
    if terms is None:
        return NO_CLOCKS
    return summary_of(clocks_for(terms, facts), Names(terms.policy.name, terms.calendar_name))


async def explain_preview(session: AsyncSession, *, facts: Facts) -> PreviewRead:
    """Return the due dates for these facts with their explanation, line by line."""
    terms = await terms_for(session, facts)
    if terms is None:
        return PreviewRead(policy=None, calendar=None, timezone=None, response=None, resolution=None)
    promised = {metric: _promise(terms, clock) for metric, clock in clocks_for(terms, facts).items()}
    return PreviewRead(
        policy=terms.policy.name,
        calendar=terms.calendar_name,
        timezone=terms.calendar.zone.key,
        response=promised.get(Metric.RESPONSE),
        resolution=promised.get(Metric.RESOLUTION),
    )


def _promise(terms: Terms, clock: Clock) -> PromiseRead:
    lines = explain_due(terms.calendar, clock.started_at, clock.target_seconds)
    return PromiseRead(
        due_at=to_moment(clock.due_at),
        target_seconds=clock.target_seconds,
        lines=lines_read(lines, terms.calendar.zone),
    )
