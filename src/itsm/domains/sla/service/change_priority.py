"""Give a ticket the targets of its new priority: as if always, from now, or all over again."""

from __future__ import annotations

from collections.abc import Mapping

from itsm.domains.sla.cycles import add_clock, next_clock
from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.clocks import Step, Target
from itsm.domains.sla.engine.instants import to_instant
from itsm.domains.sla.enums import Metric, OnPriorityChange, Phase
from itsm.domains.sla.events import SlaRetargeted
from itsm.domains.sla.facts import ClockSummary, Facts
from itsm.domains.sla.ledger import calendar_of, clock_of, lock_clocks, save_step, spans_of
from itsm.domains.sla.models import SlaClock
from itsm.domains.sla.service.start_clocks import identity_columns
from itsm.domains.sla.summary import summary_of_rows
from itsm.domains.sla.terms import Terms, terms_for
from itsm.platform.work import UnitOfWork


async def change_priority(work: UnitOfWork, *, facts: Facts) -> ClockSummary:
    """Re-target the clocks of a ticket to the policy that fits its facts now, in the way that policy chose.

    The present configuration is asked, for the target is given now. What was breached stays breached,
    finished clocks and promises stay as they are, a clock whose target the new policy does not have is
    cancelled, and an update or a team's time that it adds begins now.
    """
    rows = await lock_clocks(work.session, facts.ticket_id)
    terms = await terms_for(work.session, facts)
    before = {metric: (row.policy_name, row.target_seconds, row.due_at) for metric, row in rows.items()}
    for metric, row in list(rows.items()):
        if row.phase != Phase.STOPPED and metric != Metric.PROMISE:
            rows[metric] = await _retarget(work, row, terms, facts)
    if rows and terms is not None:
        rows |= await _added(work, rows, terms, facts)
    _record(work, facts, before, rows)
    return summary_of_rows(rows)


async def _retarget(work: UnitOfWork, row: SlaClock, terms: Terms | None, facts: Facts) -> SlaClock:
    target = terms.policy.target(row.metric) if terms is not None else None
    if terms is None or target is None:
        calendar = await calendar_of(work.session, row)
        await save_step(work, row, clocks.cancel(clock_of(row), calendar, to_instant(work.now)), calendar)
        return row
    way = terms.policy.options.on_priority_change
    if way is OnPriorityChange.RESTART:
        return await _restart(work, row, terms, target, facts)
    if way is OnPriorityChange.FROM_NOW:
        await _from_now(work, row, terms, target, facts)
    else:
        await _as_if_always(work, row, terms, target, facts)
    return row


async def _as_if_always(work: UnitOfWork, row: SlaClock, terms: Terms, target: Target, facts: Facts) -> None:
    """Count the whole ledger again on the calendar of the new policy; the earlier count stays as it was."""
    at = to_instant(work.now)
    spans = await spans_of(work.session, row)
    # What the old target had reached by now is settled first: it was promised and missed.
    settled = clocks.settle(clock_of(row), await calendar_of(work.session, row), at)
    step = clocks.retarget(settled.clock, spans, terms.calendar, at, target)
    for column, value in identity_columns(terms, facts).items():
        setattr(row, column, value)
    row.revision += 1
    crossings = settled.crossings + step.crossings
    await save_step(work, row, Step(step.clock, step.ended, crossings), terms.calendar)


async def _from_now(work: UnitOfWork, row: SlaClock, terms: Terms, target: Target, facts: Facts) -> None:
    """Keep what was used as it was counted; what is left runs on the calendar of the new policy."""
    old = await calendar_of(work.session, row)
    step = clocks.retarget_from_now(clock_of(row), old, terms.calendar, to_instant(work.now), target)
    await save_step(work, row, step, terms.calendar, identity=identity_columns(terms, facts))


async def _restart(work: UnitOfWork, row: SlaClock, terms: Terms, target: Target, facts: Facts) -> SlaClock:
    """Put the cycle aside and begin the next one with the whole new target, standing still where it did."""
    at = to_instant(work.now)
    reason = row.phase_reason if row.phase == Phase.PAUSED else None
    old = await calendar_of(work.session, row)
    await save_step(work, row, clocks.supersede(clock_of(row), old, at), old)
    fresh = clocks.start(terms.calendar, at, target, pause_reason=reason)
    return await next_clock(work, row, fresh, terms.calendar, **identity_columns(terms, facts))


async def _added(work: UnitOfWork, rows: Mapping[str, SlaClock], terms: Terms, facts: Facts) -> dict[str, SlaClock]:
    """Begin what the new policy times and no policy did before: updates, and the time of the present team."""
    added: dict[str, SlaClock] = {}
    for metric in (Metric.UPDATE, Metric.OLA):
        target = terms.policy.target(metric)
        if metric in rows or target is None or (metric is Metric.OLA and facts.team_id is None):
            continue
        team_id = facts.team_id if metric is Metric.OLA else None
        columns = identity_columns(terms, facts) | {"metric": metric.value, "cycle": 1, "team_id": team_id}
        clock = clocks.start(terms.calendar, to_instant(work.now), target)
        added[metric.value] = await add_clock(work, facts.ticket_id, clock, terms.calendar, columns)
    return added


Before = Mapping[str, tuple[object, ...]]


def _record(work: UnitOfWork, facts: Facts, before: Before, rows: Mapping[str, SlaClock]) -> None:
    """Record what the new targets changed."""
    changes: dict[str, tuple[object, object]] = {}
    for metric, row in rows.items():
        after = (row.policy_name, row.target_seconds, row.due_at)
        names = ("policy", "target_seconds", "due_at")
        for name, old, new in zip(names, before.get(metric, (None, None, None)), after, strict=True):
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
