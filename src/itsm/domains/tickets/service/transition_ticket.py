"""Move a ticket through its statuses; clocks, agents' loads and listeners follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from itsm.domains.routing import api as routing
from itsm.domains.settings import api as settings
from itsm.domains.sla import api as sla
from itsm.domains.tickets.comments.writing import write_comment
from itsm.domains.tickets.engine import Rule, missing_fields, rule_of
from itsm.domains.tickets.enums import ACTIVE, Move, PendingReason, TicketStatus
from itsm.domains.tickets.errors import fields_required, transition_not_allowed
from itsm.domains.tickets.events import TicketClosed, TicketReopened, TicketResolved, TicketStatusChanged
from itsm.domains.tickets.policies import moves_for, require_working, works_on
from itsm.domains.tickets.repository import TicketRecord, change
from itsm.domains.tickets.service.assign_ticket import take_ticket
from itsm.domains.tickets.service.clocks import clock_columns
from itsm.domains.tickets.service.common import differing, lock_ticket, standing
from itsm.platform.errors import Forbidden, Invalid

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.platform.work import UnitOfWork

_CLEARED = {"pending_reason": None, "pending_since": None, "pending_reminded_at": None}
_UNRESOLVED = {
    "resolved_at": None,
    "closed_at": None,
    "auto_closed": False,
    "resolution_summary": None,
    "resolution_category": None,
    "root_cause": None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A wish to move a ticket. `resolution_category` is an id, key or name."""

    to: TicketStatus
    comment: str | None = None
    reason: str | None = None
    pending_reason: PendingReason | None = None
    resolution_summary: str | None = None
    resolution_category: str | None = None
    root_cause: str | None = None
    auto_closed: bool = False


async def transition_ticket(work: UnitOfWork, reference: str | UUID, wanted: Transition) -> TicketRecord:
    """Move a ticket the actor sees.

    Raises NotFound (404), Conflict (409, `transition_not_allowed`) naming the allowed moves, Invalid (422)
    naming each field the move needs, Forbidden (403) where the move is not the actor's.
    """
    ticket = await lock_ticket(work, reference)
    rule = rule_of(ticket.status, wanted.to)
    if rule is None:
        raise transition_not_allowed(ticket.status, wanted.to, moves_for(work.actor, ticket, ticket.status))
    if not (rule.by_requester and ticket.requester_id == work.actor.id):
        require_working(work.actor, ticket)
    return await apply_move(work, ticket, rule, wanted)


async def confirm_ticket(work: UnitOfWork, reference: str | UUID) -> TicketRecord:
    """Let the requester say that it is solved: Resolved becomes Closed."""
    ticket = await lock_ticket(work, reference)
    if ticket.requester_id != work.actor.id:
        raise Forbidden("Only the requester confirms; staff closes by a transition.")
    return await transition_ticket(work, ticket.id, Transition(to=TicketStatus.CLOSED))


async def reopen_ticket(work: UnitOfWork, reference: str | UUID, reason: str) -> TicketRecord:
    """Reopen a resolved or closed ticket with a reason."""
    return await transition_ticket(work, reference, Transition(to=TicketStatus.REOPENED, reason=reason))


async def apply_move(work: UnitOfWork, ticket: TicketRecord, rule: Rule, wanted: Transition) -> TicketRecord:
    """Make a move the machine allows on a locked ticket. Raises Invalid (422) for what it lacks."""
    wanted_category = await _resolution_category(work, wanted)
    _require_fields(ticket, rule, wanted)
    if wanted.comment:
        ticket, _ = await write_comment(work, ticket, body=wanted.comment, is_internal=False, with_move=True)
    if rule.move is Move.START and ticket.assignee_id is None and works_on(work.actor, ticket):
        ticket = await take_ticket(work, ticket)
    columns = _columns(work, ticket, rule.move, wanted, wanted_category)
    summary = await _move_clocks(work, ticket, rule.move, wanted)
    if summary is not None:
        columns |= clock_columns(summary, was_breached=ticket.is_breached)
    changed = await change(work, ticket, **columns)
    await _tell_routing(work, ticket, changed)
    _record(work, ticket, changed, rule.move, wanted)
    return changed


def _require_fields(ticket: TicketRecord, rule: Rule, wanted: Transition) -> None:
    given: dict[str, Any] = {name: getattr(wanted, name) for name in rule.required}
    if rule.move is Move.CLOSE:
        given = {name: value or getattr(ticket, name) for name, value in given.items()}
    missing = missing_fields(rule, given)
    if missing:
        raise fields_required(missing, f"To make a ticket {wanted.to.value}, tell: {', '.join(missing)}.")


async def _resolution_category(work: UnitOfWork, wanted: Transition) -> str | None:
    """Return the name of the resolution category asked for; a replay keeps the words of its log."""
    if wanted.resolution_category is None or work.is_replay or work.actor.id is None:
        return wanted.resolution_category
    reference = await settings.reference(work.session)
    found = reference.find_resolution_category(wanted.resolution_category)
    if found is None:
        raise Invalid.field("resolution_category", "There is no such resolution category.", "unknown_reference")
    return found.name


def _columns(
    work: UnitOfWork, ticket: TicketRecord, move: Move, wanted: Transition, category: str | None
) -> dict[str, Any]:
    columns: dict[str, Any] = {"status": wanted.to, **_CLEARED}
    if move is Move.WAIT and wanted.pending_reason is not None:
        columns |= {"pending_reason": wanted.pending_reason.value, "pending_since": work.now}
    elif move is Move.RESOLVE:
        columns |= {"resolved_at": work.now, "first_responded_at": ticket.first_responded_at or work.now}
        columns |= _notes(ticket, wanted, category)
    elif move is Move.CLOSE:
        columns |= {"closed_at": work.now, "auto_closed": wanted.auto_closed}
        columns |= _notes(ticket, wanted, category)
    elif move is Move.REOPEN:
        # A merged ticket that is reopened is on its own again.
        columns |= {**_UNRESOLVED, "merged_into_id": None, "reopen_count": ticket.reopen_count + 1}
    return columns


def _notes(ticket: TicketRecord, wanted: Transition, category: str | None) -> dict[str, Any]:
    return {
        "resolution_summary": wanted.resolution_summary or ticket.resolution_summary,
        "resolution_category": category or ticket.resolution_category,
        "root_cause": wanted.root_cause or ticket.root_cause,
    }


async def _move_clocks(
    work: UnitOfWork, ticket: TicketRecord, move: Move, wanted: Transition
) -> sla.ClockSummary | None:
    if move is Move.WAIT and wanted.pending_reason is not None:
        return await sla.pause(work, ticket_id=ticket.id, reason=wanted.pending_reason.value)
    if move is Move.START:
        return await sla.resume(work, ticket_id=ticket.id)
    if move is Move.REOPEN and ticket.merged_into_id is not None:
        return await sla.revive(work, ticket_id=ticket.id, status=wanted.to.value, pending_reason=None)
    operations = {Move.RESOLVE: sla.resolve, Move.CLOSE: sla.close, Move.REOPEN: sla.reopen}
    operation = operations.get(move)
    return await operation(work, ticket_id=ticket.id) if operation else None


async def _tell_routing(work: UnitOfWork, before: TicketRecord, after: TicketRecord) -> None:
    """Keep the agent's count of open tickets right, as the last thing before the commit."""
    if after.assignee_id is None or (before.status in ACTIVE) == (after.status in ACTIVE):
        return
    if after.status in ACTIVE:
        await routing.claim_agent(work, after.assignee_id, is_new=False)
    else:
        await routing.release_agent(work, after.assignee_id)


def _record(work: UnitOfWork, before: TicketRecord, after: TicketRecord, move: Move, wanted: Transition) -> None:
    common: dict[str, Any] = {
        **standing(work, after),
        "changes": _shown_changes(before, after),
        "summary": f"{after.number} is {after.status.value.replace('_', ' ')}",
        "previous_status": before.status.value,
        "move": move.value,
        "reason": wanted.reason,
        "pending_reason": after.pending_reason,
        "comment": wanted.comment,
    }
    if move is Move.RESOLVE:
        work.record(TicketResolved(**common, resolution_summary=after.resolution_summary or ""))
    elif move is Move.CLOSE:
        work.record(TicketClosed(**common, auto_closed=after.auto_closed))
    elif move is Move.REOPEN:
        work.record(TicketReopened(**common))
    else:
        work.record(TicketStatusChanged(**common))


def _shown_changes(before: TicketRecord, after: TicketRecord) -> dict[str, tuple[Any, Any]]:
    names = ("status", "pending_reason", "resolution_summary", "resolution_category", "root_cause", "auto_closed")
    return differing(before, {name: getattr(after, name) for name in names})
