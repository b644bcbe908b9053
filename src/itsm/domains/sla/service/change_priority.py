"""Give a ticket the targets of its new priority, counted from its original start."""

from __future__ import annotations

from collections.abc import Mapping

from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.clocks import Step
from itsm.domains.sla.engine.instants import to_instant
from itsm.domains.sla.enums import Phase
from itsm.domains.sla.events import SlaRetargeted
from itsm.domains.sla.facts import ClockSummary, Facts
from itsm.domains.sla.ledger import calendar_of, clock_of, lock_clocks, save_step, spans_of
from itsm.domains.sla.models import SlaClock
from itsm.domains.sla.service.start_clocks import identity_columns
from itsm.domains.sla.summary import summary_of_rows
from itsm.domains.sla.terms import Terms, terms_for
from itsm.platform.work import UnitOfWork


async def change_priority(work: UnitOfWork, *, facts: Facts) -> ClockSummary:
    """Re-target the clocks of a ticket to the policy that fits its facts now.

    The present configuration is asked, for the target is given now; the whole ledger is counted again
    on its calendar. What was breached stays breached, finished clocks stay as they are, and a clock
    whose target the new policy does not have is cancelled.
    """
    rows = await lock_clocks(work.session, facts.ticket_id)
    terms = await terms_for(work.session, facts)
    before = {metric: (row.policy_name, row.target_seconds, row.due_at) for metric, row in rows.items()}
    for row in rows.values():
        if row.phase != Phase.STOPPED:
            await _retarget(work, row, terms, facts)
    _record(work, facts, before, rows)
    return summary_of_rows(rows)


async def _retarget(work: UnitOfWork, row: SlaClock, terms: Terms | None, facts: Facts) -> None:
    at = to_instant(work.now)
    seconds = terms.policy.targets.get(row.metric) if terms is not None else None
    if terms is None or seconds is None:
        calendar = await calendar_of(work.session, row)
        await save_step(work, row, clocks.cancel(clock_of(row), calendar, at), calendar)
        return
    step = await _retargeted(work, row, terms, seconds)
    for column, value in identity_columns(terms, facts).items():
        setattr(row, column, value)
    row.revision += 1
    await save_step(work, row, step, terms.calendar)


async def _retargeted(work: UnitOfWork, row: SlaClock, terms: Terms, seconds: int) -> Step:
    spans = await spans_of(work.session, row)
    target = (seconds, terms.policy.thresholds)
    # What the old target had reached by now is settled first: it was promised and missed.
    old = await calendar_of(work.session, row)
    settled = clocks.settle(clock_of(row), old, to_instant(work.now))
    step = clocks.retarget(settled.clock, spans, terms.calendar, to_instant(work.now), target)
    return Step(step.clock, step.ended, settled.crossings + step.crossings)


Before = Mapping[str, tuple[object, ...]]


def _record(work: UnitOfWork, facts: Facts, before: Before, rows: Mapping[str, SlaClock]) -> None:
    """Record what the new targets changed."""
    changes: dict[str, tuple[object, object]] = {}
    for metric, row in rows.items():
        after = (row.policy_name, row.target_seconds, row.due_at)
        names = ("policy", "target_seconds", "due_at")
        for name, old, new in zip(names, before[metric], after, strict=True):
            if old != new:
                changes[f"{metric}.{name}"] = (old, new)
    if changes:
        work.record(
            SlaRetargeted(
                subject_id=facts.ticket_id,
                changes=changes,
                summary=f"Service targets follow priority {facts.priority}",
            )
        )
