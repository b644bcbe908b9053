"""What the paths share."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Path
from starlette.responses import Response

from itsm.domains.assets.models import Asset
from itsm.domains.assets.presentation import read
from itsm.platform.errors import Invalid
from itsm.platform.http.paging import decode_cursor
from itsm.platform.http.resources import changed
from itsm.platform.ids import try_uuid
from itsm.platform.work import UnitOfWork

AssetRef = Annotated[str, Path(max_length=60, description="An asset's id or tag.")]


async def changed_asset(work: UnitOfWork, asset: Asset) -> Response:
    """Return an asset after a change."""
    await work.session.flush()
    return changed(await read(work.session, work.actor, asset), asset.version)


def moment_cursor(cursor: str | None) -> tuple[datetime, UUID] | None:
    """Return where a list by moment and id goes on; raise Invalid (422) for what is no cursor of it."""
    values = decode_cursor(cursor, str, str)
    if values is None:
        return None
    row_id = try_uuid(values[1] or "")
    try:
        moment = datetime.fromisoformat(values[0] or "")
    except ValueError:
        moment = None
    if row_id is None or moment is None or moment.tzinfo is None:
        raise Invalid.field("cursor", "is not a cursor of this list", "bad_cursor")
    return moment, row_id


def number_cursor(cursor: str | None) -> tuple[int, UUID] | None:
    """Return where a list by a number and id goes on; raise Invalid (422) for what is no cursor of it."""
    values = decode_cursor(cursor, int, str)
    if values is None:
        return None
    row_id = try_uuid(values[1] or "")
    if row_id is None or values[0] is None:
        raise Invalid.field("cursor", "is not a cursor of this list", "bad_cursor")
    return values[0], row_id
