"""Saved views, under /api/tickets/views. For those who work tickets."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from itsm.domains.settings import api as settings
from itsm.domains.tickets.queries.counting import Count, count_lists
from itsm.domains.tickets.queries.filters import TicketFilter, build_filter
from itsm.domains.tickets.queries.params import ListParams
from itsm.domains.tickets.saved_views.built_in import BUILT_IN
from itsm.domains.tickets.saved_views.queries import views_of
from itsm.domains.tickets.saved_views.schemas import ViewCount, ViewCreate, ViewList, ViewPatch, ViewRead
from itsm.domains.tickets.saved_views.service import create_view, delete_view, may_edit, update_view
from itsm.platform.actor import Actor
from itsm.platform.errors import Invalid
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response
from itsm.platform.http.idempotency import Once
from itsm.platform.http.resources import changed, created
from itsm.platform.http.schemas import NamedRef

router = APIRouter(prefix="/tickets/views", tags=["tickets"], dependencies=[require("tickets.work")])


@router.get("", response_model=ViewList)
async def list_ticket_views(request: Request, actor: CurrentActor, session: Reading) -> Response:
    """Return the views the caller has, and how many tickets are in each of them and of the built-in ones."""
    rows = await views_of(session, actor)
    asked: dict[str, Mapping[str, str]] = {**BUILT_IN, **{str(row[0].id): row[0].filters for row in rows}}
    reference = await settings.reference(session)
    wanted = {key: found for key, filters in asked.items() if (found := _filter(filters, actor, reference))}
    counts = await count_lists(actor, wanted)
    body = ViewList(items=[_read(row, actor) for row in rows], counts=[_count(key, c) for key, c in counts.items()])
    return json_response(request, body.model_dump_json().encode())


@router.post("", response_model=ViewRead, status_code=201)
async def create_ticket_view(request: Request, body: ViewCreate, work: Work, once: Once) -> Response:
    """Keep a way of looking at the queue: for oneself, a team, or everybody."""
    if (stored := await once.replay(work, body.model_dump(mode="json"))) is not None:
        return stored
    view = await create_view(work, body)
    read = await _shown(work, view.id)
    return created(request, work, once, read, path=f"/api/tickets/views/{view.id}", version=view.version)


@router.patch("/{view_id}", response_model=ViewRead)
async def update_ticket_view(body: ViewPatch, view_id: UUID, work: Work, if_match: IfMatch = None) -> Response:
    """Change a view. Send If-Match with the version that was read."""
    changes = body.model_dump(mode="json", exclude_unset=True)
    view = await update_view(work, view_id, changes, if_match=if_match)
    return changed(await _shown(work, view.id), view.version)


@router.delete("/{view_id}", status_code=204)
async def delete_ticket_view(view_id: UUID, work: Work, if_match: IfMatch = None) -> None:
    """Give a view up. Send If-Match with the version that was read."""
    await delete_view(work, view_id, if_match=if_match)


async def _shown(work: Work, view_id: UUID) -> ViewRead:
    await work.session.flush()
    rows = await views_of(work.session, work.actor, only=view_id)
    return _read(rows[0], work.actor)


def _filter(filters: Mapping[str, str], actor: Actor, reference: settings.Reference) -> TicketFilter | None:
    """Return what a view asks for; None where its filters name what is no longer there."""
    try:
        return build_filter(ListParams.model_validate(dict(filters)), actor, reference)
    except Invalid:
        return None


def _read(row: Any, actor: Actor) -> ViewRead:
    view, owner, team = row
    return ViewRead(
        id=view.id,
        name=view.name,
        scope=view.scope,
        team=NamedRef(id=str(view.team_id), name=team) if view.team_id else None,
        owner=NamedRef(id=str(view.owner_id), name=owner),
        filters=view.filters,
        sort=view.sort,
        columns=view.columns,
        grouping=view.grouping,
        may_edit=may_edit(actor, view),
        version=view.version,
        created_at=view.created_at,
        updated_at=view.updated_at,
    )


def _count(key: str, found: Count) -> ViewCount:
    return ViewCount(key=key, count=found.count, is_more=found.is_more)
