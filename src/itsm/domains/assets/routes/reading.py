"""Reading assets: lists, one asset, its history, what it means for others."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from itsm.domains.assets import impact, queries
from itsm.domains.assets.enums import AssetSort, AssetStatus, Direction
from itsm.domains.assets.health import health_of_asset
from itsm.domains.assets.impact_schemas import ImpactRead
from itsm.domains.assets.presentation import card, handover_read, health_read, own, read, relation_read
from itsm.domains.assets.repository import load_visible
from itsm.domains.assets.routes.common import AssetRef, moment_cursor, number_cursor
from itsm.domains.assets.schemas import (
    AssetCard,
    AssetHandoverRead,
    AssetHealthRead,
    AssetMention,
    AssetRead,
    FacetRead,
    FacetsRead,
    OwnAsset,
    RelationRead,
    SeatRead,
)
from itsm.domains.assets.visibility import READ
from itsm.domains.audit import api as audit
from itsm.domains.audit.schemas import AuditRead, read_entry
from itsm.platform.actor import Actor
from itsm.platform.clock import utc_now
from itsm.platform.http.deps import CurrentActor, Reading, require
from itsm.platform.http.etags import json_response
from itsm.platform.http.paging import Page, PageParams, PageQuery, decode_cursor, encode_cursor
from itsm.platform.http.resources import whole_list

router = APIRouter(prefix="/assets")
_READERS = [require(READ)]
_COUNTED = 10_000


@router.get("/mine", response_model=Page[OwnAsset])
async def list_own_assets(request: Request, actor: CurrentActor, session: Reading) -> Response:
    """Return what the caller holds: devices, and licences they have a seat of."""
    return whole_list(request, OwnAsset, [own(row) for row in await queries.held(session, actor)])


@router.get("/facets", response_model=FacetsRead, dependencies=_READERS)
async def read_asset_facets(request: Request, actor: CurrentActor, session: Reading) -> Response:
    """Return how many assets there are of each status, type and location."""
    groups = await queries.facets(session, actor)
    lists = {
        name: [FacetRead(key=None if row.key is None else str(row.key), count=row.count) for row in rows]
        for name, rows in groups.items()
    }
    answer = FacetsRead(**lists, warranty_soon=await queries.warranty_soon(session, actor, utc_now()))
    return json_response(request, answer.model_dump_json().encode())


@router.get("", response_model=Page[AssetCard], dependencies=_READERS)
async def list_assets(  # noqa: PLR0913 - one parameter a filter
    request: Request,
    actor: CurrentActor,
    session: Reading,
    page: PageQuery,
    q: Annotated[str, Query(max_length=200)] = "",
    type_id: Annotated[list[UUID] | None, Query(max_length=50)] = None,
    status: Annotated[list[AssetStatus] | None, Query(max_length=5)] = None,
    location_id: UUID | None = None,
    owner_id: UUID | None = None,
    unowned: bool = False,
    warranty_soon: bool = False,
    sort: AssetSort = AssetSort.UPDATED,
) -> Response:
    """Return assets, in their order. `q`: words in tag, name, serial, maker, model or the holder's name."""
    filters = queries.Filters(
        text=q.strip(),
        type_ids=type_id or (),
        statuses=status or (),
        location_id=location_id,
        owner_id=owner_id,
        without_owner=unowned,
        warranty_soon=warranty_soon,
    )
    now = utc_now()
    items, more = await _PAGES[sort](session, actor, filters, now, page)
    total = await queries.counted(session, actor, filters, now=now, most=_COUNTED)
    answer = Page[AssetCard](items=items, next_cursor=more, total=total, total_is_estimate=total == _COUNTED)
    return json_response(request, answer.model_dump_json().encode())


async def _by_change(
    session: AsyncSession, actor: Actor, filters: queries.Filters, now: datetime, page: PageParams
) -> tuple[list[AssetCard], str | None]:
    after, limit = moment_cursor(page.cursor), page.limit
    rows = await queries.listed(session, actor, filters, now=now, after=after, limit=limit)
    items = [card(row) for row in rows[:limit]]
    return items, encode_cursor(items[-1].updated_at.isoformat(), str(items[-1].id)) if len(rows) > limit else None


async def _by_health(
    session: AsyncSession, actor: Actor, filters: queries.Filters, now: datetime, page: PageParams
) -> tuple[list[AssetCard], str | None]:
    after, limit = number_cursor(page.cursor), page.limit
    rows = await queries.listed_by_health(session, actor, filters, now=now, after=after, limit=limit)
    items = [card(row) for row in rows[:limit]]
    if len(rows) <= limit:
        return items, None
    last = items[-1]
    return items, encode_cursor(queries.WITHOUT_HEALTH if last.health is None else last.health, str(last.id))


_PAGES = {AssetSort.UPDATED: _by_change, AssetSort.HEALTH: _by_health}


@router.get("/{asset_ref}", response_model=AssetRead, dependencies=_READERS)
async def get_asset(request: Request, asset_ref: AssetRef, actor: CurrentActor, session: Reading) -> Response:
    """Return one asset, by id or tag."""
    asset = await load_visible(session, actor, asset_ref)
    # Names of people and places move without a new version of the record, and moves depend on the caller.
    body = await read(session, actor, asset)
    return json_response(request, body.model_dump_json().encode())


@router.get("/{asset_ref}/health", response_model=AssetHealthRead, dependencies=_READERS)
async def read_asset_health(request: Request, asset_ref: AssetRef, actor: CurrentActor, session: Reading) -> Response:
    """Return how healthy an asset is, line by line: state, age, warranty, maintenance, incidents."""
    asset = await load_visible(session, actor, asset_ref)
    found = health_read(await health_of_asset(session, asset.id, utc_now()))
    return json_response(request, found.model_dump_json().encode())


@router.get("/{asset_ref}/hand-overs", response_model=Page[AssetHandoverRead], dependencies=_READERS)
async def list_asset_handovers(
    request: Request, asset_ref: AssetRef, actor: CurrentActor, session: Reading
) -> Response:
    """Return who gave an asset to whom, the newest first."""
    asset = await load_visible(session, actor, asset_ref)
    rows = await queries.handovers_of(session, asset.id)
    return whole_list(request, AssetHandoverRead, [handover_read(row) for row in rows])


@router.get("/{asset_ref}/relations", response_model=Page[RelationRead], dependencies=_READERS)
async def list_asset_relations(
    request: Request, asset_ref: AssetRef, actor: CurrentActor, session: Reading
) -> Response:
    """Return how an asset hangs together with others."""
    asset = await load_visible(session, actor, asset_ref)
    rows = await queries.relations_of(session, asset.id)
    return whole_list(request, RelationRead, [relation_read(row) for row in rows])


@router.get("/{asset_ref}/seats", response_model=Page[SeatRead], dependencies=_READERS)
async def list_asset_seats(request: Request, asset_ref: AssetRef, actor: CurrentActor, session: Reading) -> Response:
    """Return who has a seat of a licence."""
    asset = await load_visible(session, actor, asset_ref)
    rows = await queries.seats_of(session, asset.id)
    items = [SeatRead(person=AssetMention(id=row.id, name=row.name), created_at=row.created_at) for row in rows]
    return whole_list(request, SeatRead, items)


@router.get("/{asset_ref}/impact", response_model=ImpactRead, dependencies=_READERS)
async def read_asset_impact(
    request: Request,
    asset_ref: AssetRef,
    actor: CurrentActor,
    session: Reading,
    direction: Direction = Direction.SUFFERS,
    depth: Annotated[int, Query(ge=1, le=impact.DEEPEST)] = impact.DEPTH,
) -> Response:
    """Return what breaks if this asset fails (or what it stands on), who must be told, what is open on the way."""
    asset = await load_visible(session, actor, asset_ref)
    found = await impact.impact_of(session, actor, asset, direction, depth=depth)
    return json_response(request, found.model_dump_json().encode())


@router.get("/{asset_ref}/history", response_model=Page[AuditRead], dependencies=_READERS)
async def list_asset_history(
    request: Request, asset_ref: AssetRef, actor: CurrentActor, session: Reading, page: PageQuery
) -> Response:
    """Return what happened to an asset, the newest first, with what was before and after."""
    asset = await load_visible(session, actor, asset_ref)
    cursor = decode_cursor(page.cursor, int)
    before = cursor[0] if cursor else None
    entries = await audit.entries_of(session, "asset", asset.id, limit=page.limit + 1, before=before)
    items = [read_entry(entry) for entry in entries[: page.limit]]
    more = encode_cursor(entries[page.limit - 1].seq) if len(entries) > page.limit else None
    answer = Page[AuditRead](items=items, next_cursor=more, total=None, total_is_estimate=False)
    return json_response(request, answer.model_dump_json().encode())
