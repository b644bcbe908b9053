"""Administration of the ways in which tickets are resolved."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.settings.models import ResolutionCategory
from itsm.domains.settings.repository import entries, get_entry, lock_entry
from itsm.domains.settings.schemas import ResolutionCategoryCreate, ResolutionCategoryPatch, ResolutionCategoryRead
from itsm.domains.settings.service import MANAGE, add_entry, change_entry
from itsm.platform.http.deps import Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page
from itsm.platform.http.resources import changed, created, shown

PATH = "/admin/resolution-categories"
router = APIRouter(prefix=PATH, tags=["administration"], dependencies=[require(MANAGE)])


@router.get("", response_model=Page[ResolutionCategoryRead])
async def list_resolution_categories(request: Request, session: Reading) -> Response:
    """Return every entry, active or not, in the order of the lists."""
    items = [ResolutionCategoryRead.model_validate(entry) for entry in await entries(session, ResolutionCategory)]
    page = Page[ResolutionCategoryRead](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, page.model_dump_json().encode())


@router.post("", response_model=ResolutionCategoryRead, status_code=201)
async def create_resolution_category(
    request: Request, body: ResolutionCategoryCreate, work: Work, once: Once
) -> Response:
    """Add an entry; forms offer it at once."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    entry = await add_entry(work, ResolutionCategory, body.model_dump())
    read = ResolutionCategoryRead.model_validate(entry)
    return created(request, work, once, read, path=f"/api{PATH}/{entry.id}", version=entry.version)


@router.get("/{resolution_category_id}", response_model=ResolutionCategoryRead)
async def get_resolution_category(request: Request, resolution_category_id: UUID, session: Reading) -> Response:
    """Return one entry."""
    entry = await get_entry(session, ResolutionCategory, resolution_category_id)
    return shown(request, ResolutionCategoryRead.model_validate(entry), entry.version)


@router.patch("/{resolution_category_id}", response_model=ResolutionCategoryRead)
async def update_resolution_category(
    resolution_category_id: UUID, body: ResolutionCategoryPatch, work: Work, if_match: IfMatch = None
) -> Response:
    """Change an entry; tickets that name it show the new name."""
    entry = await lock_entry(work.session, ResolutionCategory, resolution_category_id)
    require_version(if_match, entry.version)
    await change_entry(work, entry, body.model_dump(exclude_unset=True))
    return changed(ResolutionCategoryRead.model_validate(entry), entry.version)


@router.delete("/{resolution_category_id}", status_code=204)
async def deactivate_resolution_category(resolution_category_id: UUID, work: Work, if_match: IfMatch = None) -> None:
    """Take an entry out of the forms; tickets that name it keep it."""
    entry = await lock_entry(work.session, ResolutionCategory, resolution_category_id)
    require_version(if_match, entry.version)
    await change_entry(work, entry, {"is_active": False})
