"""Moving an asset along its life, handing it over, its seats."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.assets.presentation import read
from itsm.domains.assets.repository import load_visible
from itsm.domains.assets.routes.common import AssetRef, changed_asset
from itsm.domains.assets.schemas import AssetHandoverCreate, AssetMove, AssetRead, SeatCreate
from itsm.domains.assets.service.move_asset import hand_over, move_asset
from itsm.domains.assets.service.relate_assets import give_seat, take_seat
from itsm.domains.assets.visibility import WRITE
from itsm.platform.http.deps import Work, require
from itsm.platform.http.etags import IfMatch, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.resources import created

router = APIRouter(prefix="/assets/{asset_ref}", dependencies=[require(WRITE)])


@router.post("/transitions", response_model=AssetRead)
async def transition_asset(asset_ref: AssetRef, body: AssetMove, work: Work, if_match: IfMatch = None) -> Response:
    """Move an asset along its life."""
    asset = await load_visible(work.session, work.actor, asset_ref, lock=True)
    require_version(if_match, asset.version)
    await move_asset(work, asset, body.to, note=body.note)
    return await changed_asset(work, asset)


@router.post("/hand-overs", response_model=AssetRead, status_code=201)
async def hand_over_asset(
    request: Request, asset_ref: AssetRef, body: AssetHandoverCreate, work: Work, once: Once, if_match: IfMatch = None
) -> Response:
    """Give an asset to somebody, who is mailed; or take it back to stock."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    asset = await load_visible(work.session, work.actor, asset_ref, lock=True)
    require_version(if_match, asset.version)
    await hand_over(work, asset, body.to_id, condition=body.condition, note=body.note)
    await work.session.flush()
    shown = await read(work.session, work.actor, asset)
    return created(request, work, once, shown, path=f"/api/assets/{asset.id}/hand-overs", version=asset.version)


@router.post("/seats", response_model=AssetRead, status_code=201)
async def create_asset_seat(
    request: Request, asset_ref: AssetRef, body: SeatCreate, work: Work, once: Once
) -> Response:
    """Give somebody a seat of a licence."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    asset = await load_visible(work.session, work.actor, asset_ref, lock=True)
    await give_seat(work, asset, body.user_id)
    await work.session.flush()
    shown = await read(work.session, work.actor, asset)
    return created(request, work, once, shown, path=f"/api/assets/{asset.id}/seats", version=asset.version)


@router.delete("/seats/{user_id}", status_code=204)
async def delete_asset_seat(asset_ref: AssetRef, user_id: UUID, work: Work) -> None:
    """Take a seat back."""
    asset = await load_visible(work.session, work.actor, asset_ref, lock=True)
    await take_seat(work, asset, user_id)
