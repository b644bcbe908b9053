"""Adding assets and changing what is written of them."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.assets.presentation import read
from itsm.domains.assets.repository import load_visible
from itsm.domains.assets.routes.common import AssetRef, changed_asset
from itsm.domains.assets.schemas import AssetCreate, AssetPatch, AssetRead
from itsm.domains.assets.service.write_asset import NewAsset, edit_asset
from itsm.domains.assets.service.write_asset import create_asset as add_asset
from itsm.domains.assets.visibility import WRITE
from itsm.platform.http.deps import Work, require
from itsm.platform.http.etags import IfMatch, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.resources import created

router = APIRouter(prefix="/assets", dependencies=[require(WRITE)])


@router.post("", response_model=AssetRead, status_code=201)
async def create_asset(request: Request, body: AssetCreate, work: Work, once: Once) -> Response:
    """Add an asset. Without a tag it gets the next one of its type."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    asset = await add_asset(work, NewAsset(**body.model_dump()))
    shown = await read(work.session, work.actor, asset)
    return created(request, work, once, shown, path=f"/api/assets/{asset.id}", version=asset.version)


@router.patch("/{asset_ref}", response_model=AssetRead)
async def update_asset(asset_ref: AssetRef, body: AssetPatch, work: Work, if_match: IfMatch = None) -> Response:
    """Change what is written of an asset. Send If-Match with the version that was read."""
    asset = await load_visible(work.session, work.actor, asset_ref, lock=True)
    require_version(if_match, asset.version)
    await edit_asset(work, asset, body.model_dump(exclude_unset=True))
    return await changed_asset(work, asset)
