"""Give a ticket to a person or a team, take it, or hand it back to routing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from itsm.domains.routing import api as routing
from itsm.domains.sla import api as sla
from itsm.domains.teams import api as teams
from itsm.domains.tickets.enums import FINISHED
from itsm.domains.tickets.events import TicketAssigned
from itsm.domains.tickets.repository import TicketRecord, change, handed_back_by, set_decision
from itsm.domains.tickets.rules.corrections import note_correction
from itsm.domains.tickets.rules.enums import Correction
from itsm.domains.tickets.service.common import differing, lock_for_staff, standing
from itsm.domains.tickets.service.reroute import reroute
from itsm.domains.users import api as users
from itsm.platform.errors import Conflict, Forbidden, Invalid

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.platform.work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who shall have a ticket. With a team alone, the team's own way of assigning decides."""

    assignee_id: UUID | None = None
    team_id: UUID | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """Where a ticket goes; `routing` says why where the rules or the team's own way of assigning chose.

    `is_chosen_by_person`: the actor named the team, not the rules.
    """

    team_id: UUID | None
    assignee_id: UUID | None
    is_unrouted: bool = False
    reason: str | None = None
    routing: dict[str, Any] | None = None
    is_chosen_by_person: bool = True


async def assign_ticket(work: UnitOfWork, reference: str | UUID, wanted: Assignment) -> TicketRecord:
    """Assign a ticket the actor works.

    Agents give tickets of their teams to members of those teams; `tickets.assign_any` reaches every team.
    Raises NotFound (404), Forbidden (403), Invalid (422) for people and teams that cannot have it,
    Conflict (409, `ticket_finished`) for a resolved or closed one.
    """
    ticket = await lock_for_staff(work, reference)
    _require_open(ticket)
    team_id = wanted.team_id or ticket.team_id
    if wanted.team_id is not None and wanted.team_id != ticket.team_id:
        work.actor.require("tickets.assign_any")
        await teams.require_active_team(work.session, wanted.team_id)
    if wanted.assignee_id is None:
        return await _give_to_team(work, ticket, team_id, wanted.reason)
    await _require_possible(work, wanted.assignee_id, team_id)
    target = _Target(team_id=team_id, assignee_id=wanted.assignee_id, reason=wanted.reason)
    return await _move(work, ticket, target)


async def take_ticket(work: UnitOfWork, ticket: TicketRecord) -> TicketRecord:
    """Assign a locked ticket to the actor who starts it; the system takes none."""
    if work.actor.id is None:
        return ticket
    return await _move(work, ticket, _Target(team_id=ticket.team_id, assignee_id=work.actor.id))


async def hand_back_ticket(work: UnitOfWork, reference: str | UUID, reason: str) -> TicketRecord:
    """Give a ticket back with a reason; the present rules route it anew, passing over who gave it back.

    Raises Forbidden (403) unless it is the actor's own or they may assign any.
    """
    ticket = await lock_for_staff(work, reference)
    _require_open(ticket)
    if ticket.assignee_id != work.actor.id and not work.actor.can("tickets.assign_any"):
        raise Forbidden("Only who has the ticket hands it back.")
    refused = await handed_back_by(work.session, ticket.id) | ({ticket.assignee_id} if ticket.assignee_id else set())
    excluded = frozenset(refused)
    found = await reroute(work, ticket, excluded=excluded)
    target = _Target(
        team_id=found.team_id,
        assignee_id=found.assignee_id,
        is_unrouted=found.is_unrouted,
        reason=reason,
        routing=found.why | {"handed_back": reason, "handed_back_by": sorted(map(str, excluded))},
        is_chosen_by_person=False,
    )
    return await _move(work, ticket, target)


async def give_to_another(work: UnitOfWork, ticket: TicketRecord, asked: routing.Asked, reason: str) -> TicketRecord:
    """Give a locked ticket to somebody else of its team (who is awake, for a P1), or into its queue."""
    if ticket.team_id is None:
        return await _move(work, ticket, _Target(team_id=None, assignee_id=None, is_unrouted=True, reason=reason))
    chosen = await routing.assign_agent(work, ticket.team_id, asked, released=ticket.assignee_id)
    names = await teams.team_names(work.session, {chosen.team_id})
    why = {"team_id": str(chosen.team_id), "team": names.get(chosen.team_id), "rule": None}
    told = chosen.to_json() | why | {"handed_over": reason, "skill_ids": [str(skill) for skill in asked.skill_ids]}
    target = _Target(
        team_id=chosen.team_id, assignee_id=chosen.agent_id, reason=reason, routing=told, is_chosen_by_person=False
    )
    return await _move(work, ticket, target)


async def give_back(
    work: UnitOfWork, ticket: TicketRecord, *, team_id: UUID | None, assignee_id: UUID | None, reason: str
) -> TicketRecord:
    """Put a locked ticket back to where it was, at work or not: an undo asks nobody."""
    target = _Target(
        team_id=team_id,
        assignee_id=assignee_id,
        is_unrouted=team_id is None,
        reason=reason,
        is_chosen_by_person=False,
    )
    return await _move(work, ticket, target)


def _require_open(ticket: TicketRecord) -> None:
    if ticket.status in FINISHED:
        raise Conflict("Reopen the ticket before giving it to somebody.", code="ticket_finished")


async def _give_to_team(
    work: UnitOfWork, ticket: TicketRecord, team_id: UUID | None, reason: str | None
) -> TicketRecord:
    if team_id is None:
        raise Invalid.field("team_id", "Name a team.", "required")
    chosen = await routing.assign_agent(work, team_id, released=ticket.assignee_id)
    names = await teams.team_names(work.session, {team_id})
    why = {"team_id": str(team_id), "team": names.get(team_id), "rule": None, "assigned_by": work.actor.name}
    target = _Target(team_id=team_id, assignee_id=chosen.agent_id, reason=reason, routing=chosen.to_json() | why)
    return await _move(work, ticket, target)


async def _require_possible(work: UnitOfWork, assignee_id: UUID, team_id: UUID | None) -> None:
    """Raise Invalid (422) unless this person may have tickets of the team."""
    person = await users.require_active_user(work.session, assignee_id, field="assignee_id")
    if person.role == "end_user":
        raise Invalid.field("assignee_id", "This person does not work tickets.", "not_staff")
    if work.actor.can("tickets.assign_any"):
        return
    if team_id not in await teams.team_ids_of(work.session, assignee_id):
        raise Invalid.field("assignee_id", "This person is not in the ticket's team.", "not_in_team")


async def _move(work: UnitOfWork, ticket: TicketRecord, target: _Target) -> TicketRecord:
    """Write who has it, keep the agents' counts right, and tell. Nothing happens where nothing changes."""
    columns: dict[str, Any] = {"team_id": target.team_id, "assignee_id": target.assignee_id}
    changes = differing(ticket, columns)
    if not changes:
        return ticket
    if target.is_chosen_by_person and ticket.team_id not in {None, target.team_id}:
        await note_correction(work, ticket.id, Correction.TEAM, previous=ticket.team_id, corrected=target.team_id)
    moved = ticket.team_id != target.team_id or ticket.assignee_id is not None
    after = await change(
        work,
        ticket,
        **columns,
        is_unrouted=target.is_unrouted,
        reassignment_count=ticket.reassignment_count + int(moved),
    )
    if target.team_id != ticket.team_id:
        await sla.change_team(
            work,
            ticket_id=ticket.id,
            team_id=target.team_id,
            status=ticket.status.value,
            pending_reason=ticket.pending_reason,
        )
    if target.routing is not None:
        await set_decision(work, ticket, "routing", target.routing)
    if target.routing is None:
        # Who was chosen by routing has been counted there, in the same step.
        await routing.reassign(work, ticket.assignee_id, target.assignee_id)
    work.record(
        TicketAssigned(
            **standing(work, after),
            changes=changes,
            summary=f"{after.number} was assigned",
            previous_team_id=ticket.team_id,
            previous_assignee_id=ticket.assignee_id,
            is_automatic=target.routing is not None,
            is_unrouted=target.is_unrouted,
            reason=target.reason,
        )
    )
    return after
