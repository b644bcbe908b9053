"""Use cases: preview who would get somebody's tickets, give them away, take that back. Never silently.

A handover is a row with one item a ticket; jobs move a batch at a time, each batch whole or not at all, so a
killed worker loses nothing and repeats nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import update

from itsm.domains.routing import api as routing
from itsm.domains.tickets.enums import FINISHED, Priority
from itsm.domains.tickets.handovers.enums import HandoverState, ItemState
from itsm.domains.tickets.handovers.events import HandoverChanged
from itsm.domains.tickets.handovers.models import Handover, HandoverItem
from itsm.domains.tickets.handovers.queries import OpenTicket, lock_tickets, next_items, offers, open_tickets
from itsm.domains.tickets.repository import TicketRecord, load_visible
from itsm.domains.tickets.service.assign_ticket import give_back, give_to_another
from itsm.platform.errors import Conflict, Invalid, NotFound
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.work import UnitOfWork

PERMISSION: Final = "tickets.bulk"
MOVE_JOB: Final = "tickets.hand_over"
BATCH: Final = 25


@dataclass(frozen=True, slots=True)
class Forecast:
    """A ticket and who would get it now."""

    ticket: OpenTicket
    choice: routing.AgentChoice | None


async def preview_handover(session: AsyncSession, user_id: UUID) -> list[Forecast]:
    """Return who would get each open ticket of a person, one after another. Nothing is locked or counted."""
    tickets = await open_tickets(session, assignee_id=user_id)
    asked = [(ticket.team_id, _asked(ticket, user_id)) for ticket in tickets if ticket.team_id]
    choices = iter(await routing.preview_agents(session, asked))
    return [Forecast(ticket, next(choices) if ticket.team_id else None) for ticket in tickets]


async def start_handover(work: UnitOfWork, user_id: UUID, ticket_ids: Sequence[UUID] | None, reason: str) -> Handover:
    """Give the open tickets of somebody deactivated or on leave (or those named) to others of their teams.

    Raises Forbidden (403), Conflict (409, `nothing_offered`) for anybody whose tickets are not offered, Invalid
    (422) for tickets that are not theirs. A job moves them.
    """
    work.actor.require(PERMISSION)
    if not await offers(work.session, work.now, user_id=user_id):
        raise Conflict("They are at work, or have no open tickets.", code="nothing_offered")
    held = {ticket.id: ticket for ticket in await open_tickets(work.session, assignee_id=user_id)}
    wanted = list(held) if ticket_ids is None else list(dict.fromkeys(ticket_ids))
    if unknown := [ticket_id for ticket_id in wanted if ticket_id not in held]:
        raise Invalid.field("ticket_ids", f"{len(unknown)} of these are not open tickets of theirs.", "not_theirs")
    handover = Handover(
        id=new_id(),
        from_user_id=user_id,
        asked_by_id=work.actor.id,
        asked_by_name=work.actor.name,
        reason=reason,
        state=HandoverState.RUNNING,
        created_at=work.now,
    )
    work.session.add(handover)
    await work.session.flush()
    work.session.add_all(
        HandoverItem(handover_id=handover.id, ticket_id=key, state=ItemState.WAITING, from_team_id=held[key].team_id)
        for key in wanted
    )
    _go_on(work, handover.id)
    _tell(work, handover, f"Handover of {len(wanted)} tickets started")
    return handover


async def undo_handover(work: UnitOfWork, handover_id: UUID) -> Handover:
    """Give back what the handover moved and nobody has touched since. Raises Forbidden, NotFound, Conflict (409)."""
    work.actor.require(PERMISSION)
    handover = await _lock(work, handover_id)
    if handover.state != HandoverState.DONE:
        raise Conflict("Only a finished handover can be undone, once.", code="not_done")
    await work.session.execute(
        update(HandoverItem)
        .where(HandoverItem.handover_id == handover_id, HandoverItem.state == ItemState.MOVED)
        .values(state=ItemState.RETURNING)
        .execution_options(synchronize_session=False)
    )
    handover.state, handover.finished_at = HandoverState.UNDOING, None
    _go_on(work, handover.id)
    _tell(work, handover, "Handover is being undone")
    return handover


async def move_batch(work: UnitOfWork, handover_id: UUID) -> None:
    """Move (or return) the next tickets of a handover; go on while there are more."""
    handover = await _lock(work, handover_id)
    is_undo = handover.state == HandoverState.UNDOING
    items = await next_items(work.session, handover_id, ItemState.RETURNING if is_undo else ItemState.WAITING, BATCH)
    await lock_tickets(work.session, [item.ticket_id for item in items])
    asked = {ticket.id: ticket for ticket in await open_tickets(work.session, ids=[i.ticket_id for i in items])}
    for item in items:
        ticket = await load_visible(work.session, work.actor, item.ticket_id, for_update=True)
        if is_undo:
            await _return(work, handover, item, ticket)
        else:
            await _move(work, handover, item, ticket, asked.get(ticket.id))
    await work.session.flush()
    if len(items) == BATCH:
        _go_on(work, handover_id)
        return
    handover.state = HandoverState.UNDONE if is_undo else HandoverState.DONE
    handover.finished_at = work.now
    _tell(work, handover, f"Handover {handover.state}")


async def _move(
    work: UnitOfWork, handover: Handover, item: HandoverItem, ticket: TicketRecord, asked: OpenTicket | None
) -> None:
    if asked is None or ticket.assignee_id != handover.from_user_id:
        item.state = ItemState.KEPT
        return
    reason = f"Handed over by {handover.asked_by_name}: {handover.reason}"
    after = await give_to_another(work, ticket, _asked(asked, handover.from_user_id), reason)
    item.state, item.to_team_id, item.to_assignee_id = ItemState.MOVED, after.team_id, after.assignee_id


async def _return(work: UnitOfWork, handover: Handover, item: HandoverItem, ticket: TicketRecord) -> None:
    stands = (ticket.team_id, ticket.assignee_id) == (item.to_team_id, item.to_assignee_id)
    if ticket.status in FINISHED or not stands:
        item.state = ItemState.KEPT
        return
    reason = "The handover was undone"
    await give_back(work, ticket, team_id=item.from_team_id, assignee_id=handover.from_user_id, reason=reason)
    item.state = ItemState.RETURNED


def _asked(ticket: OpenTicket, holder: UUID) -> routing.Asked:
    return routing.Asked(
        skill_ids=ticket.skill_ids, is_urgent=ticket.priority is Priority.P1, excluded=frozenset({holder})
    )


async def _lock(work: UnitOfWork, handover_id: UUID) -> Handover:
    handover = await work.session.get(Handover, handover_id, with_for_update=True, populate_existing=True)
    if handover is None:
        raise NotFound
    return handover


def _go_on(work: UnitOfWork, handover_id: UUID) -> None:
    work.defer(MOVE_JOB, {"handover_id": handover_id}, lock_key=f"{MOVE_JOB}:{handover_id}")


def _tell(work: UnitOfWork, handover: Handover, summary: str) -> None:
    work.record(HandoverChanged(subject_id=handover.id, state=handover.state, summary=summary))
