"""What tickets of the past would have come to under two sets of rules. Pure, ticket by ticket, in the order of time.

Nothing of a ticket is kept once it was compared: only the agents' loads, the counts, and the turns of
tickets that are open at that moment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from itsm.domains.lab.enums import What
from itsm.domains.routing import api as routing
from itsm.domains.settings.enums import Priority
from itsm.domains.sla import api as sla
from itsm.domains.tickets import api as tickets

METRICS: Final = ("response", "resolution")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What was decided when the ticket was raised; comparable where by today's rules, on what it still says."""

    priority: str
    team_id: UUID | None
    agent_id: UUID | None
    is_comparable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A ticket as it was raised, and what then happened to it.

    `set_by_people` is the priority that a person gave it later: it stands, whatever rules say. `course` is what
    happened to it as the audit trail tells; without one the ledger is counted again as it stands.
    """

    id: UUID
    number: str
    title: str
    raised_at: datetime
    said: tickets.Said
    place: tickets.Place
    requester: tickets.Requester
    set_by_people: Priority | None
    stored: Stored | None
    histories: Mapping[str, sla.MetricHistory]
    course: sla.Course | None
    turns: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Target:
    """One metric under one set of rules; instants in seconds since 1970."""

    due_at: int
    is_breached: bool


@dataclass(frozen=True, slots=True)
class Fate:
    """What a ticket comes to under one set of rules."""

    priority: Priority
    team_id: UUID | None
    agent_id: UUID | None
    targets: Mapping[str, Target]

    def to_json(self) -> dict[str, Any]:
        """Return it as it is stored with a changed ticket."""
        return {
            "priority": self.priority.value,
            "team_id": str(self.team_id) if self.team_id else None,
            "agent_id": str(self.agent_id) if self.agent_id else None,
        } | {
            metric: {"due_at": sla.to_moment(target.due_at).isoformat(), "is_breached": target.is_breached}
            for metric, target in self.targets.items()
        }


@dataclass(slots=True)
class Side:
    """One set of rules with the teams as they fill up under it."""

    engines: tickets.Engines
    config: sla.SlaConfig
    loads: routing.SimulatedLoads

    def fate_of(self, past: Past) -> Fate:
        """Decide about a ticket as if it were raised now, and count it."""
        decided = tickets.decide_by(self.engines, tickets.ticket_facts(past.said, past.place, past.requester))
        team_id, agent = self._given_to(past, decided)
        targets = self.targets_of(past, decided.priority)
        return Fate(decided.priority, team_id, agent, targets)

    def _given_to(self, past: Past, decided: tickets.Decided) -> tuple[UUID | None, UUID | None]:
        """Return team and agent; a P1 may go to a team that was awake."""
        team = decided.team
        if team.team_id is None:
            return None, None
        choice = self.loads.assign(team.team_id, past.raised_at, past.turns, routing.asked_of(team))
        return choice.team_id or team.team_id, choice.agent.agent_id if choice.agent else None

    def targets_of(self, past: Past, priority: Priority) -> dict[str, Target]:
        """Return what was due, and what was missed, had these policies timed what happened to the ticket."""
        promised = _Promised(self.config, past, priority)
        found: dict[str, Target] = {}
        for metric in METRICS:
            history, promise = past.histories.get(metric), promised.of(metric, None)
            if history is None or promise is None or history.is_cancelled:
                continue
            timed: sla.Retimed | None
            if past.course is None:
                timed = history.retimed(promise.calendar, promise.target.seconds)
            else:
                timed = sla.run_course(past.course, metric, partial(promised.of, metric))
            if timed is not None:
                found[metric] = Target(timed.due_at, timed.breached_at is not None)
        return found


@dataclass(slots=True)
class _Promised:
    """What a configuration promises one ticket under the priorities it had."""

    config: sla.SlaConfig
    past: Past
    raised_with: Priority
    _terms: dict[Priority, sla.Terms | None] = field(default_factory=dict)

    def of(self, metric: str, priority: str | None) -> sla.Promise | None:
        """Return the promise of one metric; without a priority under the first one that counts."""
        terms = self._terms_under(Priority(priority) if priority else self._first())
        target = terms.policy.target(metric) if terms is not None else None
        return sla.Promise(target, terms.calendar, terms.policy.options) if terms is not None and target else None

    def _first(self) -> Priority:
        """Return the priority of its first instant; where no change of it is told, the one people gave it."""
        told = self.past.course is not None and self.past.course.has_other_priority
        return self.raised_with if told else self.past.set_by_people or self.raised_with

    def _terms_under(self, priority: Priority) -> sla.Terms | None:
        if priority not in self._terms:
            past = self.past
            facts = tickets.sla_facts(
                past.id, past.said, past.place, past.requester, priority=priority, started_at=past.raised_at
            )
            self._terms[priority] = sla.terms_from(self.config, facts, past.place.location.calendar_key)
        return self._terms[priority]


@dataclass(frozen=True, slots=True)
class Compared:
    """A ticket under both sets of rules; `what` is empty where nothing changes."""

    past: Past
    before: Fate
    after: Fate
    what: tuple[What, ...]


@dataclass(slots=True)
class Findings:
    """The counts so far. Size follows teams and hours of the week, not tickets."""

    zones: Mapping[UUID, ZoneInfo]
    tickets: int = 0
    changed: Counter[What] = field(default_factory=Counter)
    changed_tickets: int = 0
    due: Counter[str] = field(default_factory=Counter)
    breaches: dict[str, Counter[str]] = field(default_factory=lambda: {m: Counter() for m in METRICS})
    priorities: dict[str, Counter[str]] = field(default_factory=lambda: {"before": Counter(), "after": Counter()})
    teams: dict[str, Counter[str]] = field(default_factory=lambda: {"before": Counter(), "after": Counter()})
    loads: dict[tuple[UUID, int], list[int]] = field(default_factory=dict)
    reproduced: Counter[str] = field(default_factory=Counter)

    def add(self, compared: Compared) -> None:
        """Count one ticket."""
        self.tickets += 1
        self.changed.update(compared.what)
        self.changed_tickets += bool(compared.what)
        for index, (side, fate) in enumerate((("before", compared.before), ("after", compared.after))):
            self.priorities[side][fate.priority.value] += 1
            self.teams[side][str(fate.team_id)] += 1
            if fate.team_id is not None:
                self._load(fate.team_id, compared.past.raised_at)[index] += 1
            for metric, target in fate.targets.items():
                self.breaches[metric][side] += target.is_breached
        for metric, history in compared.past.histories.items():
            if metric in self.breaches:
                self.breaches[metric]["stored"] += history.breached_at is not None
        self._reproduce(compared)

    def _load(self, team_id: UUID, at: datetime) -> list[int]:
        local = at.astimezone(self.zones.get(team_id, ZoneInfo("UTC")))
        return self.loads.setdefault((team_id, local.weekday() * 24 + local.hour), [0, 0])

    def _reproduce(self, compared: Compared) -> None:
        """Count how well the live rules find again what was decided then."""
        past, before, stored = compared.past, compared.before, compared.past.stored
        if stored is None or not stored.is_comparable:
            self.reproduced["not_comparable"] += 1
            return
        self.reproduced["comparable"] += 1
        self.reproduced["priority"] += stored.priority == before.priority.value
        self.reproduced["team"] += stored.team_id == before.team_id
        self.reproduced["agent"] += stored.agent_id == before.agent_id
        kept = {metric: history.due_at for metric, history in past.histories.items() if metric in before.targets}
        self.reproduced["due"] += all(before.targets[metric].due_at == due_at for metric, due_at in kept.items())

    def to_json(self) -> dict[str, Any]:
        """Return the summary as it is stored."""
        return {
            "tickets": self.tickets,
            "changed_tickets": self.changed_tickets,
            "changed": {what.value: self.changed[what] for what in What},
            "breaches": {
                metric: {side: counts[side] for side in ("stored", "before", "after")}
                for metric, counts in self.breaches.items()
            },
            "priorities": {side: dict(counts) for side, counts in self.priorities.items()},
            "teams": {side: dict(counts) for side, counts in self.teams.items()},
            "reproduced": dict(self.reproduced),
        }


def compare(past: Past, live: Side, draft: Side) -> Compared:
    """Return a ticket under both sets of rules."""
    before = live.fate_of(past)
    if draft.engines is live.engines:
        after = replace(before, targets=draft.targets_of(past, before.priority))
    else:
        after = draft.fate_of(past)
    return Compared(past, before, after, _differing(before, after))


def _differing(before: Fate, after: Fate) -> tuple[What, ...]:
    dues = [{metric: target.due_at for metric, target in fate.targets.items()} for fate in (before, after)]
    misses = [{metric for metric, target in fate.targets.items() if target.is_breached} for fate in (before, after)]
    differs = {
        What.PRIORITY: before.priority is not after.priority,
        What.TEAM: before.team_id != after.team_id,
        What.AGENT: before.agent_id != after.agent_id,
        What.DUE: dues[0] != dues[1],
        What.BREACH: misses[0] != misses[1],
    }
    return tuple(what for what, is_so in differs.items() if is_so)
