"""Raise a ticket: refuse or classify, route, time, assign, and stage everything for the one commit.

Three statements besides BEGIN and COMMIT: one look at requester, recent tickets and the number sequence, the
choice of the agent under its lock, and the write of all rows, the Idempotency-Key with its answer among them
(a key that is already there stops that write, and only then is its answer looked up). The agent is chosen
last, because from there until the commit others who want the same team wait.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from itsm.domains.routing import api as routing
from itsm.domains.settings import api as settings
from itsm.domains.sla import api as sla
from itsm.domains.tickets import similarity, views
from itsm.domains.tickets.assets.events import RaisedAboutAssets
from itsm.domains.tickets.assets.service import require_visible, stage_assets
from itsm.domains.tickets.enums import Impact, Priority, Source, TicketStatus, TicketType, Urgency, level_of
from itsm.domains.tickets.errors import possible_duplicate
from itsm.domains.tickets.events import TicketAssigned, TicketCreated
from itsm.domains.tickets.models import Ticket
from itsm.domains.tickets.queries.prelude import Prelude, prelude
from itsm.domains.tickets.service.clocks import clock_columns
from itsm.domains.tickets.service.deciding import Decided, Said, decide, sla_facts
from itsm.domains.tickets.service.references import Place, resolve_place
from itsm.domains.tickets.watchers.service import stage_watchers
from itsm.platform.errors import Invalid
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.platform.work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTicket:
    """A ticket to raise. Category, subcategory and location are ids, keys or names.

    `requester_id` None: the actor's own. `priority` None: the rules decide. `asset_ids`: what it is about.
    """

    type: TicketType
    category: str
    title: str
    description: str
    business_impact: str
    location: str
    subcategory: str | None = None
    priority: Priority | None = None
    impact: Impact | None = None
    urgency: Urgency | None = None
    requester_id: UUID | None = None
    tags: tuple[str, ...] = ()
    asset_ids: tuple[UUID, ...] = ()
    source: Source | None = None

    def said(self, source: Source) -> Said:
        """Return what rules look at."""
        return Said(
            type=self.type,
            title=self.title,
            description=self.description,
            business_impact=self.business_impact,
            impact=self.impact,
            urgency=self.urgency,
            priority=self.priority,
            source=source,
            tags=self.tags,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatedTicket:
    """A ticket just staged, and its answer: the whole ticket as a later GET shows it."""

    id: UUID
    number: str
    version: int
    shown: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """All that is known of the new ticket once everything is decided."""

    id: UUID
    new: NewTicket
    place: Place
    prelude: Prelude
    decided: Decided
    facts: sla.Facts
    clocks: sla.ClockSummary
    agent: routing.Assignment | None

    @property
    def assignee_id(self) -> UUID | None:
        """Who got it; None: it waits in the team's queue."""
        return self.agent.agent_id if self.agent else None

    @property
    def team_id(self) -> UUID | None:
        """Whose ticket it is: the team the rules named, or one that is awake and took it over."""
        return self.agent.team_id if self.agent else self.decided.team.team_id

    @property
    def decision(self) -> dict[str, Any]:
        """Why it got its priority, team and assignee, as it is stored."""
        routed = routing.routing_explanation(self.decided.team, self.agent)
        named = {"team": self.prelude.team_names.get(routed["team_id"] or "")}
        return {"classification": self.decided.classification, "routing": routed | named}


async def create_ticket(work: UnitOfWork, new: NewTicket, *, confirm_duplicate: bool = False) -> CreatedTicket:
    """Raise a ticket and return it.

    Raises Forbidden (403) on behalf of others without `tickets.create_for_others`, Invalid (422) for names and
    people that are not known, Conflict (409, `possible_duplicate`) with the similar tickets of the last hours.
    """
    work.actor.require("tickets.create")
    reference = await settings.reference(work.session)
    place = resolve_place(reference, category=new.category, subcategory=new.subcategory, location=new.location)
    if new.asset_ids:
        await require_visible(work, new.asset_ids, field="asset_ids")
    refuses_duplicates = not confirm_duplicate and not work.is_replay
    found = await _prelude(work, new, with_recent=refuses_duplicates)
    if refuses_duplicates:
        refuse_duplicates(new.title, new.description, found.recent)
    ticket_id = new_id()
    said = new.said(_source(work, new))
    decided = await decide(work.session, said, place, found.requester)
    facts = sla_facts(ticket_id, said, place, found.requester, priority=decided.priority, started_at=work.now)
    clocks = await sla.start_clocks(work, facts=facts)
    agent = await _agent(work, decided)
    if clocks.times_teams:
        team_id = agent.team_id if agent else decided.team.team_id
        clocks = await sla.start_team_clock(work, facts=replace(facts, team_id=team_id), started=clocks)
    draft = _Draft(
        id=ticket_id, new=new, place=place, prelude=found, decided=decided, facts=facts, clocks=clocks, agent=agent
    )
    columns = _columns(work, draft)
    work.stage(Ticket, columns)
    stage_watchers(work, ticket_id, decided.team.watcher_ids)
    stage_assets(work, ticket_id, new.asset_ids)
    _record(work, draft, columns)
    return CreatedTicket(id=ticket_id, number=columns["number"], version=1, shown=await _shown(work, draft, columns))


def refuse_duplicates(title: str, description: str, recent: tuple[similarity.Candidate, ...]) -> None:
    """Raise Conflict (409, `possible_duplicate`) where recent tickets say about the same."""
    found = similarity.similar(title, description, recent)
    if found:
        raise possible_duplicate(found)


async def _prelude(work: UnitOfWork, new: NewTicket, *, with_recent: bool) -> Prelude:
    requester_id = requester_of(work, new.requester_id)
    hours = await settings.setting(work.session, "duplicate_window_hours")
    window = timedelta(hours=hours)
    found = await prelude(work.session, requester_id, now=work.now, window=window, with_recent=with_recent)
    if found is None or not (found.requester.is_active or work.is_replay):
        raise Invalid.field("requester_id", "Choose an active person.", "unknown_reference")
    return found


def requester_of(work: UnitOfWork, requester_id: UUID | None) -> UUID:
    """Return for whom a ticket is raised. Raises Forbidden (403) for others without the permission to."""
    if requester_id is not None and requester_id != work.actor.id:
        work.actor.require("tickets.create_for_others")
        return requester_id
    if work.actor.id is None:
        raise Invalid.field("requester_id", "Say for whom the ticket is.", "required")
    return work.actor.id


async def _agent(work: UnitOfWork, decided: Decided) -> routing.Assignment | None:
    if decided.team.team_id is None:
        return None
    return await routing.assign_agent(work, decided.team.team_id, routing.asked_of(decided.team))


def _source(work: UnitOfWork, new: NewTicket) -> Source:
    if new.source is not None:
        return new.source
    return Source.AGENT if new.requester_id not in {None, work.actor.id} else Source.PORTAL


def _columns(work: UnitOfWork, draft: _Draft) -> dict[str, Any]:
    new, place = draft.new, draft.place
    return {
        "id": draft.id,
        "number": draft.prelude.number,
        "type": new.type.value,
        "status": TicketStatus.NEW.value,
        "priority": level_of(draft.decided.priority),
        "priority_source": draft.decided.source.value,
        "category_id": place.category.id,
        "subcategory_id": place.subcategory.id if place.subcategory else None,
        "location_id": place.location.id,
        "title": new.title,
        "description": new.description,
        "business_impact": new.business_impact,
        "impact": new.impact and new.impact.value,
        "urgency": new.urgency and new.urgency.value,
        "requester_id": draft.prelude.requester.id,
        "created_by_id": work.actor.id,
        "team_id": draft.team_id,
        "assignee_id": draft.assignee_id,
        "source": _source(work, new).value,
        "tags": list(new.tags),
        "version": 1,
        "created_at": work.now,
        "updated_at": work.now,
        "is_unrouted": draft.decided.team.is_unrouted,
        "decision": draft.decision,
    } | clock_columns(draft.clocks)


def _record(work: UnitOfWork, draft: _Draft, columns: dict[str, Any]) -> None:
    team = draft.decided.team
    common: dict[str, Any] = {
        "subject_id": draft.id,
        "version": 1,
        "number": columns["number"],
        "title": columns["title"],
        "priority": draft.decided.priority.value,
        "status": columns["status"],
        "requester_id": columns["requester_id"],
        "team_id": columns["team_id"],
        "assignee_id": columns["assignee_id"],
        "actor_id": work.actor.id,
    }
    work.record(
        TicketCreated(
            **common,
            summary=f"{columns['number']} was raised with {draft.decided.priority.value}",
            type=columns["type"],
            category_id=columns["category_id"],
            subcategory_id=columns["subcategory_id"],
            location_id=columns["location_id"],
            source=columns["source"],
            is_unrouted=team.is_unrouted,
            is_vip=draft.prelude.requester.is_vip,
            notify_manager=team.notify_manager,
            watcher_ids=team.watcher_ids,
            decision=decision_summary(columns["decision"]),
        )
    )
    if draft.new.asset_ids:
        work.record(RaisedAboutAssets(subject_id=draft.id, version=1, number=columns["number"]))
    if draft.assignee_id is not None:
        work.record(
            TicketAssigned(
                **common,
                changes={"assignee_id": (None, draft.assignee_id)},
                summary=columns["decision"]["routing"]["why"],
                previous_team_id=None,
                previous_assignee_id=None,
                is_automatic=True,
                is_unrouted=False,
                reason=None,
            )
        )


def decision_summary(decision: dict[str, Any]) -> dict[str, Any]:
    """Return the decision without its evidence, small enough for every event and audit row."""
    classified, routed = decision["classification"], decision["routing"]
    return {
        "priority": classified.get("priority"),
        "source": classified.get("source"),
        "rule": classified.get("rule"),
        "team": routed.get("team"),
        "routing_rule": routed.get("rule"),
        "assignee": routed.get("assignee"),
        "why": routed.get("why"),
    }


async def _shown(work: UnitOfWork, draft: _Draft, columns: dict[str, Any]) -> dict[str, Any]:
    names = {
        "category_id": draft.place.category.name,
        "subcategory_id": draft.place.subcategory.name if draft.place.subcategory else None,
        "location_id": draft.place.location.name,
        "requester_id": draft.prelude.requester.name,
        "team_id": draft.prelude.team_names.get(str(columns["team_id"])),
        "assignee_id": draft.agent.agent_name if draft.agent else None,
        "created_by_id": work.actor.name,
    }
    return views.detail(
        views.row_of(columns, names),
        work.actor,
        sla=await _sla_shown(work, draft),
        decision=views.decision_for(work.actor, columns["decision"]),
    )


async def _sla_shown(work: UnitOfWork, draft: _Draft) -> dict[str, Any]:
    clocks = draft.clocks
    promised = {"response": (clocks.response_due_at, clocks.response_state)}
    promised["resolution"] = (clocks.resolution_due_at, clocks.resolution_state)
    others = {metric: clocks.also.get(metric) for metric in views.OTHERS if metric != "ola" or work.actor.is_staff}
    promised |= {metric: (due.due_at, due.state) for metric, due in others.items() if due is not None}
    shown: dict[str, Any] = {"policy": clocks.policy, **dict.fromkeys(views.OTHERS)}
    for metric, (due_at, state) in promised.items():
        left = await sla.promised_seconds(work.session, facts=draft.facts, due_at=due_at) if due_at else None
        shown[metric] = views.clock(due_at, state, remaining_seconds=left)
    return shown
