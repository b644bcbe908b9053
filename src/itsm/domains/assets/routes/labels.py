"""Labels of assets: what is printed and stuck on the thing, with a QR code that leads to its page."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from itsm.domains.assets import queries
from itsm.domains.assets.schemas import AssetLabel
from itsm.domains.assets.visibility import READ
from itsm.platform.http.deps import CurrentActor, Reading, require
from itsm.platform.http.paging import Page
from itsm.platform.http.resources import whole_list
from itsm.platform.pictures.qr import qr_code
from itsm.platform.settings import get_settings

router = APIRouter(prefix="/assets/labels")
_MOST = 200


@router.get("", response_model=Page[AssetLabel], dependencies=[require(READ)])
async def list_asset_labels(
    request: Request,
    actor: CurrentActor,
    session: Reading,
    id: Annotated[list[UUID], Query(min_length=1, max_length=_MOST)],  # noqa: A002 - the parameter's name
) -> Response:
    """Return the labels of these assets, by tag; what the caller does not see is left out."""
    pages = f"{get_settings().effective_public_url}/assets/"
    items = []
    for row in await queries.cards_by_id(session, actor, id):
        code = qr_code(f"{pages}{row.id}")
        items.append(
            AssetLabel(
                id=row.id,
                tag=row.tag,
                name=row.name,
                serial=row.serial,
                type_name=row.type_name,
                qr_size=code.size,
                qr_path=code.path,
            )
        )
    return whole_list(request, AssetLabel, items)
