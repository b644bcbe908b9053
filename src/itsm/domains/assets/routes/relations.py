"""How assets hang together."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.assets import queries
from itsm.domains.assets.presentation import relation_read
from itsm.domains.assets.repository import load_visible
from itsm.domains.assets.routes.common import AssetRef
from itsm.domains.assets.schemas import RelationCreate, RelationRead
from itsm.domains.assets.service.relate_assets import relate, unrelate
from itsm.domains.assets.visibility import WRITE
from itsm.platform.http.deps import Work, require
from itsm.platform.http.idempotency import Once
from itsm.platform.http.resources import created

router = APIRouter(prefix="/assets/{asset_ref}/relations", dependencies=[require(WRITE)])


@router.post("", response_model=RelationRead, status_code=201)
async def create_asset_relation(
    request: Request, asset_ref: AssetRef, body: RelationCreate, work: Work, once: Once
) -> Response:
    """Say how this asset hangs together with another one."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    asset = await load_visible(work.session, work.actor, asset_ref)
    pair = (body.asset_id, asset.id) if body.is_reversed else (asset.id, body.asset_id)
    row = await relate(work, body.kind, *pair)
    found = next(one for one in await queries.relations_of(work.session, asset.id) if one.id == row.id)
    path = f"/api/assets/{asset.id}/relations"
    return created(request, work, once, relation_read(found), path=path, version=1)


@router.delete("/{relation_id}", status_code=204)
async def delete_asset_relation(asset_ref: AssetRef, relation_id: UUID, work: Work) -> None:
    """Take a relation away; neither asset changes otherwise."""
    asset = await load_visible(work.session, work.actor, asset_ref)
    await unrelate(work, asset, relation_id)
