"""The types of assets."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from itsm.domains.assets.presentation import type_read
from itsm.domains.assets.repository import get_type, types
from itsm.domains.assets.schemas import AssetTypeCreate, AssetTypePatch, AssetTypeRead
from itsm.domains.assets.service.types import MANAGE, add_type, change_type
from itsm.domains.assets.visibility import READ
from itsm.platform.http.deps import Reading, Work, require
from itsm.platform.http.etags import IfMatch, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page
from itsm.platform.http.resources import changed, created, whole_list

router = APIRouter(prefix="/assets/types")
TypeId = Annotated[UUID, Path(alias="asset_type_id")]


@router.get("", response_model=Page[AssetTypeRead], dependencies=[require(READ)])
async def list_asset_types(request: Request, session: Reading) -> Response:
    """Return every type in its order, with its fields."""
    return whole_list(request, AssetTypeRead, [type_read(row) for row in await types(session)])


@router.post("", response_model=AssetTypeRead, status_code=201, dependencies=[require(MANAGE)])
async def create_asset_type(request: Request, body: AssetTypeCreate, work: Work, once: Once) -> Response:
    """Add a type, last in the order."""
    given = body.model_dump(mode="json")
    if known := await once.replay(work, given):
        return known
    row = await add_type(work, given)
    return created(request, work, once, type_read(row), path=f"/api/assets/types/{row.id}", version=row.version)


@router.patch("/{asset_type_id}", response_model=AssetTypeRead, dependencies=[require(MANAGE)])
async def update_asset_type(
    asset_type_id: TypeId, body: AssetTypePatch, work: Work, if_match: IfMatch = None
) -> Response:
    """Change a type: its name, its fields, its place, whether it takes new assets."""
    row = await get_type(work.session, asset_type_id, lock=True)
    require_version(if_match, row.version)
    await change_type(work, row, body.model_dump(mode="json", exclude_unset=True))
    return changed(type_read(row), row.version)
