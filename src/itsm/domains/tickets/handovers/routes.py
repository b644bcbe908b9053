"""Open tickets of people who cannot work them, under /api/handovers. For managers."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from itsm.domains.tickets.handovers import queries, service
from itsm.domains.tickets.handovers.schemas import (
    ForecastRead,
    HandoverCreate,
    HandoverPreview,
    HandoverRead,
    OfferRead,
    PersonRead,
)
from itsm.platform.clock import utc_now
from itsm.platform.http.deps import Reading, Work, require
from itsm.platform.http.etags import json_response
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page, PageQuery, decode_cursor, encode_cursor
from itsm.platform.http.resources import created

router = APIRouter(
    prefix="/handovers", tags=["tickets"], dependencies=[require(service.PERMISSION, "tickets.read_all")]
)


@router.get("", response_model=Page[HandoverRead])
async def list_handovers(request: Request, session: Reading, page: PageQuery) -> Response:
    """Return handovers with how far they are, the latest first."""
    after = decode_cursor(page.cursor, str)
    rows = await queries.recent_handovers(session, after=UUID(after[0]) if after else None, limit=page.limit)
    items = [_shown(row) for row in rows[: page.limit]]
    cursor = encode_cursor(str(items[-1].id)) if len(rows) > page.limit else None
    body = Page[HandoverRead](items=items, next_cursor=cursor, total=None, total_is_estimate=False)
    return json_response(request, body.model_dump_json().encode())


@router.get("/offers", response_model=Page[OfferRead])
async def list_handover_offers(request: Request, session: Reading) -> Response:
    """Return who is deactivated or on leave and still has open tickets."""
    items = [
        OfferRead(
            user=PersonRead(id=offer.user_id, name=offer.name),
            why=offer.why,
            until=offer.until,
            open_count=offer.open_count,
        )
        for offer in await queries.offers(session, utc_now())
    ]
    body = Page[OfferRead](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, body.model_dump_json().encode())


@router.get("/preview", response_model=HandoverPreview)
async def preview_handover(request: Request, session: Reading, user_id: Annotated[UUID, Query()]) -> Response:
    """Return who would get each open ticket of a person, were it done now. Nothing changes."""
    items = [
        ForecastRead(
            id=entry.ticket.id,
            number=entry.ticket.number,
            title=entry.ticket.title,
            priority=entry.ticket.priority,
            team=entry.ticket.team,
            to=_person(entry.choice.agent) if entry.choice else None,
            why=entry.choice.why() if entry.choice else "No team has the ticket; it waits unassigned.",
        )
        for entry in await service.preview_handover(session, user_id)
    ]
    return json_response(request, HandoverPreview(items=items).model_dump_json().encode())


@router.post("", response_model=HandoverRead, status_code=201)
async def start_handover(request: Request, body: HandoverCreate, work: Work, once: Once) -> Response:
    """Give open tickets of somebody deactivated or on leave to others of their teams; a job moves them."""
    if (stored := await once.replay(work, body.model_dump(mode="json"))) is not None:
        return stored
    handover = await service.start_handover(work, body.user_id, body.ticket_ids, body.reason)
    read = await _read(work, handover.id)
    return created(request, work, once, read, path=f"/api/handovers/{handover.id}", version=1)


@router.post("/{handover_id}/undo")
async def undo_handover(handover_id: UUID, work: Work) -> HandoverRead:
    """Give back what the handover moved and nobody has touched since; a job does it."""
    handover = await service.undo_handover(work, handover_id)
    return await _read(work, handover.id)


async def _read(work: Work, handover_id: UUID) -> HandoverRead:
    await work.session.flush()
    rows = await queries.recent_handovers(work.session, only=handover_id, after=None, limit=1)
    return _shown(rows[0])


def _person(agent: Any) -> PersonRead | None:
    return PersonRead(id=agent.agent_id, name=agent.name) if agent else None


def _shown(row: Any) -> HandoverRead:
    handover = row.Handover
    return HandoverRead(
        id=handover.id,
        from_user=PersonRead(id=handover.from_user_id, name=row.from_name),
        asked_by=handover.asked_by_name,
        reason=handover.reason,
        state=handover.state,
        created_at=handover.created_at,
        finished_at=handover.finished_at,
        total=row.total,
        waiting=row.waiting,
        moved=row.moved,
        kept=row.kept,
        returned=row.returned,
    )
