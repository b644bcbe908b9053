"""Assets that a ticket is about, and tickets about an asset."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.assets import api as assets
from itsm.domains.assets.schemas import AssetMention
from itsm.domains.tickets.assets.queries import links_of, tickets_of
from itsm.domains.tickets.assets.schemas import AssetTicketRead, TicketAssetCreate, TicketAssetRead
from itsm.domains.tickets.assets.service import link_asset, unlink_asset
from itsm.domains.tickets.enums import priority_of
from itsm.domains.tickets.paths import TicketRef
from itsm.domains.tickets.repository import load_visible
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.etags import json_response
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page
from itsm.platform.http.resources import created

router = APIRouter(tags=["tickets"])


@router.get("/tickets/{ticket_id}/assets", response_model=Page[TicketAssetRead])
async def list_ticket_assets(request: Request, ticket_id: TicketRef, actor: CurrentActor, session: Reading) -> Response:
    """Return the assets that a ticket is about, as far as the caller sees them."""
    ticket = await load_visible(session, actor, ticket_id)
    since = {link.asset_id: link.created_at for link in await links_of(session, ticket.id)}
    rows = await assets.cards_by_id(session, actor, list(since))
    shows_owner = assets.sees_everything(actor)
    items = [
        TicketAssetRead(
            asset=assets.own(row),
            owner=AssetMention(id=row.owner_id, name=row.owner_name) if shows_owner and row.owner_id else None,
            created_at=since[row.id],
        )
        for row in rows
    ]
    page = Page[TicketAssetRead](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, page.model_dump_json().encode())


@router.post("/tickets/{ticket_id}/assets", response_model=TicketAssetRead, status_code=201)
async def link_ticket_asset(
    request: Request, ticket_id: TicketRef, body: TicketAssetCreate, work: Work, once: Once
) -> Response:
    """Say that a ticket is about an asset."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    link = await link_asset(work, ticket_id, body.asset_id)
    row = (await assets.cards_by_id(work.session, work.actor, [link.asset_id]))[0]
    owner = AssetMention(id=row.owner_id, name=row.owner_name) if row.owner_id else None
    shown = TicketAssetRead(asset=assets.own(row), owner=owner, created_at=link.created_at)
    return created(request, work, once, shown, path=f"/api/tickets/{ticket_id}/assets", version=1)


@router.delete("/tickets/{ticket_id}/assets/{asset_id}", status_code=204)
async def unlink_ticket_asset(ticket_id: TicketRef, asset_id: UUID, work: Work) -> None:
    """Say that a ticket is not about an asset any more."""
    await unlink_asset(work, ticket_id, asset_id)


@router.get("/assets/{asset_ref}/tickets", response_model=Page[AssetTicketRead], dependencies=[require(assets.READ)])
async def list_asset_tickets(request: Request, asset_ref: str, actor: CurrentActor, session: Reading) -> Response:
    """Return the tickets about an asset that the caller sees, the newest first."""
    asset = await assets.load_visible(session, actor, asset_ref[:60])
    items = [
        AssetTicketRead(
            id=row.id,
            number=row.number,
            title=row.title,
            status=row.status,
            priority=priority_of(row.priority),
            created_at=row.created_at,
        )
        for row in await tickets_of(session, actor, asset.id)
    ]
    page = Page[AssetTicketRead](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, page.model_dump_json().encode())
