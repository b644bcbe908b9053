"""Start the clocks of a new ticket. Asks the database nothing and writes with the ticket's commit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.clocks import Clock
from itsm.domains.sla.engine.instants import to_instant, to_moment
from itsm.domains.sla.engine.options import NEW_STATUS
from itsm.domains.sla.enums import Metric
from itsm.domains.sla.facts import NO_CLOCKS, ClockSummary, Due, Facts
from itsm.domains.sla.holding import held_until
from itsm.domains.sla.ledger import columns_of
from itsm.domains.sla.models import SlaClock, SlaTimer
from itsm.domains.sla.summary import Names, summary_of
from itsm.domains.sla.terms import Terms, terms_for
from itsm.platform.ids import new_id
from itsm.platform.jobs.signals import wake
from itsm.platform.work import UnitOfWork

FIRST_CYCLE = 1


async def start_clocks(work: UnitOfWork, *, facts: Facts) -> ClockSummary:
    """Choose the policy of a new ticket and start one clock per target.

    The rows are staged: they exist once this unit of work has committed, and other functions of this
    room find them from then on.
    """
    terms = await terms_for(work.session, facts)
    if terms is None:
        return NO_CLOCKS
    started = clocks_for(terms, facts)
    for metric, clock in started.items():
        _stage(work, facts, terms, metric, clock)
    work.after_commit(wake)
    summary = summary_of(started, Names(terms.policy.name, terms.calendar_name))
    return replace(summary, times_teams=Metric.OLA in terms.policy.targets)


async def start_team_clock(work: UnitOfWork, *, facts: Facts, started: ClockSummary) -> ClockSummary:
    """Start the `ola` clock of a new ticket, once it is known which team has it; return the summary with it.

    `started` is what `start_clocks` returned for the same facts without the team.
    """
    terms = await terms_for(work.session, facts)
    clock = clocks_for(terms, facts).get(Metric.OLA) if terms is not None else None
    if terms is None or clock is None:
        return started
    _stage(work, facts, terms, Metric.OLA.value, clock)
    due = Due(to_moment(clock.due_at), clocks.state_of(clock))
    return replace(started, also={**started.also, Metric.OLA.value: due})


def clocks_for(terms: Terms, facts: Facts) -> dict[str, Clock]:
    """Return a fresh clock for every target of the terms; an `ola` one where a team has the ticket."""
    at = to_instant(facts.started_at)
    started: dict[str, Clock] = {}
    for metric in terms.policy.targets:
        target = terms.policy.target(metric)
        if target is None or (metric == Metric.OLA and facts.team_id is None):
            continue
        reason = terms.policy.options.pause_reason(metric, NEW_STATUS)
        started[metric] = clocks.start(terms.calendar, at, target, pause_reason=reason)
    return started


def identity_columns(terms: Terms, facts: Facts) -> dict[str, Any]:
    """Return the columns of a stored clock that say what it was promised by."""
    return {
        "priority": facts.priority,
        "policy_version_id": terms.policy.version_id,
        "policy_name": terms.policy.name,
        "calendar_version_id": terms.calendar_version_id,
        "is_always": terms.is_always,
    }


def _stage(work: UnitOfWork, facts: Facts, terms: Terms, metric: str, clock: Clock) -> None:
    clock_id = new_id()
    held = held_until(work)
    work.stage(
        SlaClock,
        {
            "id": clock_id,
            "ticket_id": facts.ticket_id,
            "metric": metric,
            "cycle": FIRST_CYCLE,
            "revision": 0,
            "held_until": held,
            "team_id": facts.team_id if metric == Metric.OLA else None,
        }
        | identity_columns(terms, facts)
        | columns_of(clock),
    )
    if held is None:
        _stage_timers(work, clock_id, terms, clock)


def _stage_timers(work: UnitOfWork, clock_id: UUID, terms: Terms, clock: Clock) -> None:
    for threshold, instant in clocks.plan(clock, terms.calendar).items():
        due_at = to_moment(instant) if instant is not None else None
        work.stage(SlaTimer, {"clock_id": clock_id, "threshold": threshold, "due_at": due_at, "fired_at": None})
