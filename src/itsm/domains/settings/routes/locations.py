"""Administration of places of work."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.settings.models import Location
from itsm.domains.settings.repository import entries, get_entry, lock_entry
from itsm.domains.settings.schemas import LocationCreate, LocationPatch, LocationRead
from itsm.domains.settings.service import MANAGE, add_entry, change_entry
from itsm.platform.http.deps import Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page
from itsm.platform.http.resources import changed, created, shown

PATH = "/admin/locations"
router = APIRouter(prefix=PATH, tags=["administration"], dependencies=[require(MANAGE)])


@router.get("", response_model=Page[LocationRead])
async def list_locations(request: Request, session: Reading) -> Response:
    """Return every entry, active or not, in the order of the lists."""
    items = [LocationRead.model_validate(entry) for entry in await entries(session, Location)]
    page = Page[LocationRead](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, page.model_dump_json().encode())


@router.post("", response_model=LocationRead, status_code=201)
async def create_location(request: Request, body: LocationCreate, work: Work, once: Once) -> Response:
    """Add an entry; forms offer it at once."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    entry = await add_entry(work, Location, body.model_dump())
    read = LocationRead.model_validate(entry)
    return created(request, work, once, read, path=f"/api{PATH}/{entry.id}", version=entry.version)


@router.get("/{location_id}", response_model=LocationRead)
async def get_location(request: Request, location_id: UUID, session: Reading) -> Response:
    """Return one entry."""
    entry = await get_entry(session, Location, location_id)
    return shown(request, LocationRead.model_validate(entry), entry.version)


@router.patch("/{location_id}", response_model=LocationRead)
async def update_location(location_id: UUID, body: LocationPatch, work: Work, if_match: IfMatch = None) -> Response:
    """Change an entry; tickets that name it show the new name."""
    entry = await lock_entry(work.session, Location, location_id)
    require_version(if_match, entry.version)
    await change_entry(work, entry, body.model_dump(exclude_unset=True))
    return changed(LocationRead.model_validate(entry), entry.version)


@router.delete("/{location_id}", status_code=204)
async def deactivate_location(location_id: UUID, work: Work, if_match: IfMatch = None) -> None:
    """Take an entry out of the forms; tickets that name it keep it."""
    entry = await lock_entry(work.session, Location, location_id)
    require_version(if_match, entry.version)
    await change_entry(work, entry, {"is_active": False})
