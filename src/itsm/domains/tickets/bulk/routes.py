"""Bulk changes, under /api/tickets/bulk and /api/tickets/bulk-changes. For those who work tickets; each their own."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from itsm.domains.tickets.bulk import service
from itsm.domains.tickets.bulk.enums import BulkState
from itsm.domains.tickets.bulk.queries import changes_of, misses_of
from itsm.domains.tickets.bulk.schemas import BulkChangeCreate, BulkChangeDetail, BulkChangeRead, BulkMiss
from itsm.domains.tickets.schemas import BulkInput, BulkResults
from itsm.platform.actor import Actor
from itsm.platform.errors import NotFound
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.etags import json_response
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page, PageQuery, decode_cursor, encode_cursor
from itsm.platform.http.resources import created

router = APIRouter(prefix="/tickets", tags=["tickets"], dependencies=[require("tickets.work")])


@router.post("/bulk")
async def change_tickets(body: BulkInput, work: Work) -> BulkResults:
    """Do one thing to many tickets; each succeeds or is refused on its own."""
    return await service.change_many(work, body)


@router.get("/bulk-changes", response_model=Page[BulkChangeRead])
async def list_bulk_changes(request: Request, actor: CurrentActor, session: Reading, page: PageQuery) -> Response:
    """Return the caller's bulk changes with how far they are, the latest first."""
    after = decode_cursor(page.cursor, str)
    rows = await changes_of(session, actor.id, after=UUID(after[0]) if after else None, limit=page.limit)
    items = [BulkChangeRead(**_fields(row)) for row in rows[: page.limit]]
    cursor = encode_cursor(str(items[-1].id)) if len(rows) > page.limit else None
    body = Page[BulkChangeRead](items=items, next_cursor=cursor, total=None, total_is_estimate=False)
    return json_response(request, body.model_dump_json().encode())


@router.post("/bulk-changes", response_model=BulkChangeDetail, status_code=201)
async def start_bulk_change(request: Request, body: BulkChangeCreate, work: Work, once: Once) -> Response:
    """Do one thing to every ticket of a list; a job does it, and can be followed and undone."""
    if (stored := await once.replay(work, body.model_dump(mode="json"))) is not None:
        return stored
    change = await service.start_change(work, body)
    await work.session.flush()
    read = await _read(work.session, work.actor, change.id)
    return created(request, work, once, read, path=f"/api/tickets/bulk-changes/{change.id}", version=1)


@router.get("/bulk-changes/{change_id}", response_model=BulkChangeDetail)
async def get_bulk_change(request: Request, change_id: UUID, actor: CurrentActor, session: Reading) -> Response:
    """Return a bulk change of the caller's own, with the tickets it did not reach."""
    read = await _read(session, actor, change_id)
    return json_response(request, read.model_dump_json().encode())


@router.post("/bulk-changes/{change_id}/undo")
async def undo_bulk_change(change_id: UUID, work: Work) -> BulkChangeDetail:
    """Make the tickets as they were before, but for those that were changed since; a job does it."""
    change = await service.undo_change(work, change_id)
    await work.session.flush()
    return await _read(work.session, work.actor, change.id)


async def _read(session: Any, actor: Actor, change_id: UUID) -> BulkChangeDetail:
    rows = await changes_of(session, actor.id, only=change_id)
    if not rows:
        raise NotFound("There is no such change.", code="bulk_change_not_found")
    misses = [
        BulkMiss(id=key, number=number, title=title, state=state, code=code, detail=detail)
        for key, number, title, state, code, detail in await misses_of(session, actor, change_id)
    ]
    return BulkChangeDetail(**_fields(rows[0]), misses=misses)


def _fields(row: Any) -> dict[str, Any]:
    change = row.BulkChange
    return {
        "id": change.id,
        "action": change.action,
        "state": change.state,
        "created_at": change.created_at,
        "finished_at": change.finished_at,
        "may_undo": change.state == BulkState.DONE and row.done > 0,
    } | {name: getattr(row, name) for name in ("total", "waiting", "done", "same", "refused", "returned", "kept")}
