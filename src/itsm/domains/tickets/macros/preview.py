"""What a macro would say and do to a ticket: its text filled in, its changes one by one, before anything is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm.domains.notifications import api as notifications
from itsm.domains.teams import api as teams
from itsm.domains.tickets.enums import TicketStatus
from itsm.domains.tickets.macros.enums import MacroField
from itsm.domains.tickets.macros.planning import Effect, fields_of, refusal_of, steps_to, tags_after
from itsm.domains.tickets.macros.queries import find_macro
from itsm.domains.tickets.macros.schemas import MacroChanges, MacroEffect, MacroPreview
from itsm.domains.tickets.macros.service import unknown_macro
from itsm.domains.tickets.macros.words import Place, fill
from itsm.domains.tickets.policies import require_working
from itsm.domains.tickets.repository import load_visible
from itsm.domains.users import api as users
from itsm.platform.errors import Conflict

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.tickets.repository import TicketRecord
    from itsm.platform.actor import Actor


async def preview_macro(session: AsyncSession, actor: Actor, reference: str, macro_id: UUID) -> MacroPreview:
    """Return what a macro of the actor's would do.

    Raises NotFound (404), Forbidden (403) unless they work the ticket.
    """
    ticket = await load_visible(session, actor, reference)
    require_working(actor, ticket)
    macro = await find_macro(session, actor, macro_id)
    if macro is None:
        raise unknown_macro()
    changes = MacroChanges.model_validate(macro.changes)
    names = await _names(session, actor, ticket, changes)
    effects = [_effect(actor, ticket, field, changes, names) for field in fields_of(changes)]
    return MacroPreview(
        macro_id=macro.id,
        name=macro.name,
        text=await placed(session, actor, ticket, macro.body),
        is_internal=macro.is_internal,
        effects=[
            MacroEffect(field=effect.field, before=effect.before, after=effect.after, refused=effect.refused)
            for effect in effects
        ],
        version=ticket.version,
    )


async def placed(session: AsyncSession, actor: Actor, ticket: TicketRecord, text: str) -> str:
    """Return a canned text with its places filled for a ticket; a due date is told on the requester's clock."""
    if "{" not in text:
        return text
    requester = await users.get_user(session, ticket.requester_id)
    due = ticket.resolution_due_at
    at = notifications.local_time(due, requester.timezone, requester.locale) if due and requester else None
    values = {
        Place.REQUESTER: requester.name if requester else None,
        Place.NUMBER: ticket.number,
        Place.AGENT: actor.name,
        Place.DUE: at,
    }
    return fill(text, values)


async def _names(session: AsyncSession, actor: Actor, ticket: TicketRecord, changes: MacroChanges) -> dict[UUID, str]:
    """Return the names of the teams and people before and after."""
    wanted = actor.id if changes.assignee_id == "me" else changes.assignee_id
    team_ids = {ticket.team_id, changes.team_id} if changes.team_id is not None else set()
    people = {ticket.assignee_id, wanted} if changes.assignee_id is not None else set()
    found = await teams.team_names(session, {key for key in team_ids if key})
    found |= await users.names(session, {key for key in people if key})
    return dict(found)


def _effect(
    actor: Actor, ticket: TicketRecord, field: MacroField, changes: MacroChanges, names: dict[UUID, str]
) -> Effect:
    refused = refusal_of(actor, ticket, field, changes)
    if field is MacroField.STATUS and changes.status is not None:
        to = TicketStatus(changes.status.to)
        try:
            steps_to(ticket.status, to)
        except Conflict as fault:
            refused = fault.detail
        return Effect(field, ticket.status.value, to.value, refused)
    if field is MacroField.PRIORITY and changes.priority is not None:
        return Effect(field, ticket.priority.value, changes.priority.priority.value, refused)
    if field is MacroField.TEAM:
        return Effect(field, _name(names, ticket.team_id), _name(names, changes.team_id), refused)
    if field is MacroField.ASSIGNEE and changes.assignee_id is not None:
        wanted = actor.id if changes.assignee_id == "me" else changes.assignee_id
        return Effect(field, _name(names, ticket.assignee_id), _name(names, wanted), refused)
    after = tags_after(ticket.tags, changes)
    return Effect(field, ", ".join(ticket.tags) or None, ", ".join(after) or None, refused)


def _name(names: dict[UUID, str], key: UUID | None) -> str | None:
    return None if key is None else names.get(key)
