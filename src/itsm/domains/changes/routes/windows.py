"""Freezes, what is in the way of a change, and windows in which nothing is."""

from datetime import time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.changes.engine.conflicts import Booking
from itsm.domains.changes.engine.flow import MANAGE, WRITE
from itsm.domains.changes.engine.slots import Hours
from itsm.domains.changes.presentation import conflict_read, freezes_read
from itsm.domains.changes.queries.bookings import conflicts_of, freezes_from, keys_of
from itsm.domains.changes.repository import is_there, load_visible
from itsm.domains.changes.routes.common import ChangeRef
from itsm.domains.changes.service.free_slots import Search, propose
from itsm.domains.changes.service.freezes import add_freeze, change_freeze, get_freeze, remove_freeze
from itsm.domains.changes.service.write_change import check_references
from itsm.domains.changes.window_schemas import (
    LONGEST_SEARCH,
    ConflictRead,
    FreezeCreate,
    FreezePatch,
    FreezeRead,
    SlotRead,
    SlotsInput,
)
from itsm.platform.clock import utc_now
from itsm.platform.errors import Invalid
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.etags import IfMatch, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page
from itsm.platform.http.resources import changed, created, whole_list

router = APIRouter(prefix="/changes", dependencies=[require(WRITE)])


@router.get("/freeze-windows", response_model=Page[FreezeRead])
async def list_freeze_windows(request: Request, session: Reading) -> Response:
    """Return the freezes that are not over, the next first."""
    rows = await freezes_from(session, utc_now())
    return whole_list(request, FreezeRead, await freezes_read(session, rows))


@router.post("/freeze-windows", response_model=FreezeRead, status_code=201, dependencies=[require(MANAGE)])
async def create_freeze_window(request: Request, body: FreezeCreate, work: Work, once: Once) -> Response:
    """Add a freeze; the changes that lie in it are found at once."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    row = await add_freeze(work, body.model_dump())
    (shown,) = await freezes_read(work.session, [row])
    return created(request, work, once, shown, path="/api/changes/freeze-windows", version=row.version)


@router.patch("/freeze-windows/{freeze_id}", response_model=FreezeRead, dependencies=[require(MANAGE)])
async def update_freeze_window(freeze_id: UUID, body: FreezePatch, work: Work, if_match: IfMatch = None) -> Response:
    """Alter a freeze; the changes that lie in it are found again."""
    row = await get_freeze(work, freeze_id)
    require_version(if_match, row.version)
    await change_freeze(work, row, body.model_dump(exclude_unset=True))
    await work.session.flush()
    (shown,) = await freezes_read(work.session, [row])
    return changed(shown, row.version)


@router.delete("/freeze-windows/{freeze_id}", status_code=204, dependencies=[require(MANAGE)])
async def delete_freeze_window(freeze_id: UUID, work: Work) -> None:
    """Lift a freeze."""
    await remove_freeze(work, await get_freeze(work, freeze_id))


@router.post("/free-slots", response_model=Page[SlotRead])
async def find_free_slots(request: Request, body: SlotsInput, actor: CurrentActor, session: Reading) -> Response:
    """Propose windows in which no change and no freeze is in the way. Nothing is kept."""
    if not body.earliest < body.latest <= body.earliest + LONGEST_SEARCH:
        raise Invalid.field("latest", "It must lie after the earliest time, by three months at most.", "bad_span")
    named = body.model_dump(include={"asset_ids", "implementer_id", "team_id", "location_id"})
    await check_references(session, actor, named)
    if body.but is not None and not await is_there(session, actor, body.but):
        raise Invalid.field("but", "There is no such change.", "unknown_reference")
    search = _search_of(body)
    found = await propose(session, search)
    return whole_list(request, SlotRead, [SlotRead(starts_at=start, ends_at=end) for start, end in found])


@router.get("/{change_ref}/conflicts", response_model=Page[ConflictRead])
async def list_change_conflicts(
    request: Request, change_ref: ChangeRef, actor: CurrentActor, session: Reading
) -> Response:
    """Return what is in the way of a change, as it was found when one of both was last altered."""
    change = await load_visible(session, actor, change_ref)
    rows = await conflicts_of(session, change.id)
    return whole_list(request, ConflictRead, [conflict_read(row) for row in rows])


def _search_of(body: SlotsInput) -> Search:
    keys = keys_of(body.systems, body.asset_ids)
    like = Booking(
        id=body.but,
        starts_at=body.earliest,
        ends_at=body.latest,
        type=body.type,
        implementer=body.implementer_id,
        site=body.location_id,
        team=body.team_id,
        works_on=keys,
        reach=keys,
    )
    return Search(
        like=like,
        duration=timedelta(minutes=body.duration_minutes),
        earliest=body.earliest,
        latest=body.latest,
        hours=Hours(
            zone=ZoneInfo(body.timezone),
            opens=time.fromisoformat(body.opens),
            closes=time.fromisoformat(body.closes),
            weekdays=frozenset(body.weekdays),
        ),
        but=body.but,
    )
