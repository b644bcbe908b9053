"""Canned replies and macros, under /api/tickets/macros, and on a ticket. For those who work tickets."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from itsm.domains.tickets.macros.applying import apply_macro
from itsm.domains.tickets.macros.planning import fields_of
from itsm.domains.tickets.macros.preview import preview_macro
from itsm.domains.tickets.macros.queries import MANAGING, led_teams, macros_of
from itsm.domains.tickets.macros.schemas import (
    ChangesRead,
    MacroApply,
    MacroChanges,
    MacroCreate,
    MacroList,
    MacroPatch,
    MacroPreview,
    MacroRead,
    MoveRead,
    PriorityRead,
)
from itsm.domains.tickets.macros.service import create_macro, delete_macro, may_edit, update_macro
from itsm.domains.tickets.macros.words import Place
from itsm.domains.tickets.paths import TicketRef
from itsm.domains.tickets.routes.common import changed_ticket
from itsm.domains.tickets.schemas import TicketRead
from itsm.platform.actor import Actor
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response
from itsm.platform.http.idempotency import Once
from itsm.platform.http.resources import changed, created
from itsm.platform.http.schemas import NamedRef

router = APIRouter(prefix="/tickets/macros", tags=["tickets"], dependencies=[require("tickets.work")])
ticket_router = APIRouter(
    prefix="/tickets/{ticket_id}/macros", tags=["tickets"], dependencies=[require("tickets.work")]
)


@router.get("", response_model=MacroList)
async def list_ticket_macros(request: Request, actor: CurrentActor, session: Reading) -> Response:
    """Return the canned replies and macros the caller has, by name, and for which teams they may keep some."""
    led = await led_teams(session, actor)
    body = MacroList(
        items=[_read(row, actor, led) for row in await macros_of(session, actor)],
        may_share=actor.can(MANAGING),
        teams=[NamedRef(id=str(key), name=name) for key, name in led.items()],
        places=list(Place),
    )
    return json_response(request, body.model_dump_json().encode())


@router.post("", response_model=MacroRead, status_code=201)
async def create_ticket_macro(request: Request, body: MacroCreate, work: Work, once: Once) -> Response:
    """Keep a canned reply or a macro: for oneself, a team that one leads, or everybody."""
    if (stored := await once.replay(work, body.model_dump(mode="json"))) is not None:
        return stored
    macro = await create_macro(work, body)
    read = await _shown(work, macro.id)
    return created(request, work, once, read, path=f"/api/tickets/macros/{macro.id}", version=macro.version)


@router.patch("/{macro_id}", response_model=MacroRead)
async def update_ticket_macro(body: MacroPatch, macro_id: UUID, work: Work, if_match: IfMatch = None) -> Response:
    """Change a macro. Send If-Match with the version that was read."""
    fields = {name: getattr(body, name) for name in body.model_fields_set}
    macro = await update_macro(work, macro_id, fields, if_match=if_match)
    return changed(await _shown(work, macro.id), macro.version)


@router.delete("/{macro_id}", status_code=204)
async def delete_ticket_macro(macro_id: UUID, work: Work, if_match: IfMatch = None) -> None:
    """Give a macro up. Send If-Match with the version that was read."""
    await delete_macro(work, macro_id, if_match=if_match)


@ticket_router.get("/{macro_id}", response_model=MacroPreview)
async def preview_ticket_macro(
    request: Request, ticket_id: TicketRef, macro_id: UUID, actor: CurrentActor, session: Reading
) -> Response:
    """Return what a macro would say and do to this ticket, and what of it would be refused."""
    found = await preview_macro(session, actor, ticket_id, macro_id)
    return json_response(request, found.model_dump_json().encode())


@ticket_router.post("/{macro_id}/apply", response_model=TicketRead)
async def apply_ticket_macro(
    body: MacroApply, ticket_id: TicketRef, macro_id: UUID, work: Work, if_match: IfMatch = None
) -> Response:
    """Put a macro on a ticket, all of it or nothing. Send If-Match with the ticket's version that was read."""
    applied = await apply_macro(work, ticket_id, macro_id, body, if_match=if_match)
    return await changed_ticket(work, applied)


async def _shown(work: Work, macro_id: UUID) -> MacroRead:
    await work.session.flush()
    rows = await macros_of(work.session, work.actor, only=macro_id)
    return _read(rows[0], work.actor, await led_teams(work.session, work.actor))


def _read(row: Any, actor: Actor, led: dict[UUID, str]) -> MacroRead:
    macro, owner, team, to_team, to_person = row
    changes = MacroChanges.model_validate(macro.changes)
    return MacroRead(
        id=macro.id,
        name=macro.name,
        scope=macro.scope,
        team=NamedRef(id=str(macro.team_id), name=team) if macro.team_id else None,
        owner=NamedRef(id=str(macro.owner_id), name=owner),
        body=macro.body,
        is_internal=macro.is_internal,
        changes=_changes(changes, to_team, to_person),
        fields=fields_of(changes),
        may_edit=may_edit(actor, macro, led),
        version=macro.version,
        created_at=macro.created_at,
        updated_at=macro.updated_at,
    )


def _changes(changes: MacroChanges, to_team: str | None, to_person: str | None) -> ChangesRead:
    move, priority, assignee = changes.status, changes.priority, changes.assignee_id
    return ChangesRead(
        status=MoveRead(**move.model_dump()) if move else None,
        priority=PriorityRead(priority=priority.priority.value, reason=priority.reason) if priority else None,
        team=NamedRef(id=str(changes.team_id), name=to_team or "") if changes.team_id else None,
        assignee=NamedRef(id=str(assignee), name=to_person or "") if assignee else None,
        add_tags=changes.add_tags,
        remove_tags=changes.remove_tags,
    )
