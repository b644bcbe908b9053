"""`/api/teams`: teams and their members. Staff read, managers write."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.settings.api import reference
from itsm.domains.teams import queries, service
from itsm.domains.teams.limits import TeamLimits, limits_of_teams, require_leading, set_limits
from itsm.domains.teams.schemas import (
    BoardLimitsPage,
    BoardLimitsPut,
    BoardLimitsRead,
    MemberPage,
    MemberPut,
    MemberRead,
    TeamCreate,
    TeamPage,
    TeamPatch,
    TeamRead,
    TeamRef,
)
from itsm.domains.users.api import location_id_of
from itsm.domains.users.schemas import PersonRef
from itsm.platform.errors import NotFound
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.resources import changed
from itsm.platform.http.schemas import OutputModel

router = APIRouter(prefix="/teams", tags=["teams"])

_READ = [require("users.read")]
_WRITE = [require("teams.manage")]


@router.get("", response_model=TeamPage, dependencies=_READ)
async def list_teams(request: Request, session: Reading, active: Annotated[bool | None, Query()] = None) -> Response:
    """List every team by name, or only the active or inactive ones."""
    rows = await queries.team_rows(session, is_active=active)
    items = [await _read(session, row) for row in rows]
    page = TeamPage(items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, _json(page))


@router.post("", response_model=TeamRead, status_code=201, dependencies=_WRITE)
async def create_team(work: Work, body: TeamCreate, once: Once) -> Response:
    """Add a team."""
    replayed = await once.replay(work, body.model_dump())
    if replayed is not None:
        return replayed
    fields = await _resolved(work.session, body.model_dump())
    team = await service.create_team(work, service.NewTeam(**fields))
    response = await _answer(work.session, team.id, status=201)
    response.headers["Location"] = f"/api/teams/{team.id}"
    once.remember(work, response)
    return response


@router.get("/board-limits", response_model=BoardLimitsPage, dependencies=_READ)
async def list_board_limits(request: Request, actor: CurrentActor, session: Reading) -> Response:
    """Return how many tickets each team wants in a column of its board at most."""
    items = [_limits(row) for row in await limits_of_teams(session, actor)]
    page = BoardLimitsPage(items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, _json(page))


@router.put("/{team_id}/board-limits", response_model=BoardLimitsRead, dependencies=_READ)
async def put_board_limits(work: Work, team_id: UUID, body: BoardLimitsPut, if_match: IfMatch = None) -> Response:
    """Keep the limits of a team that the caller leads, or any as a manager. They warn and refuse nothing."""
    await require_leading(work.session, work.actor, team_id)
    version = await queries.team_version(work.session, team_id)
    require_version(if_match, version)
    await set_limits(work, team_id, body.model_dump(exclude_none=True), version=version)
    await work.session.flush()
    (row,) = await limits_of_teams(work.session, work.actor, only=team_id)
    return changed(_limits(row), row.version)


@router.get("/{team_id}", response_model=TeamRead, dependencies=_READ)
async def get_team(request: Request, session: Reading, team_id: UUID) -> Response:
    """Read one team."""
    row = await queries.team_row(session, team_id)
    if row is None:
        raise NotFound
    return json_response(request, _json(await _read(session, row)), etag=str(row.team.version))


@router.patch("/{team_id}", response_model=TeamRead, dependencies=_WRITE)
async def update_team(work: Work, team_id: UUID, body: TeamPatch, if_match: IfMatch = None) -> Response:
    """Change a team. `is_active: false` takes it out of routing; its tickets stay where they are."""
    version = await queries.team_version(work.session, team_id)
    require_version(if_match, version)
    changes = await _resolved(work.session, body.model_dump(exclude_unset=True))
    await service.update_team(work, team_id, changes, version=version)
    return await _answer(work.session, team_id)


@router.get("/{team_id}/members", response_model=MemberPage, dependencies=_READ)
async def list_team_members(request: Request, session: Reading, team_id: UUID) -> Response:
    """List who works in a team, by name."""
    if await queries.team_card(session, team_id) is None:
        raise NotFound
    members = [_member(row) for row in await queries.members(session, team_id)]
    page = MemberPage(items=members, next_cursor=None, total=len(members), total_is_estimate=False)
    return json_response(request, _json(page))


@router.put("/{team_id}/members/{user_id}", response_model=MemberRead, dependencies=_WRITE)
async def put_team_member(work: Work, team_id: UUID, user_id: UUID, body: MemberPut) -> Response:
    """Add a person to a team, or change how they work in it."""
    await service.put_member(work, team_id, user_id, service.Place(**body.model_dump()))
    await work.session.flush()
    row = next(row for row in await queries.members(work.session, team_id) if row.user_id == user_id)
    return Response(_json(_member(row)), media_type="application/json")


@router.delete("/{team_id}/members/{user_id}", status_code=204, dependencies=_WRITE)
async def remove_team_member(work: Work, team_id: UUID, user_id: UUID) -> Response:
    """Take a person out of a team; they no longer see its tickets."""
    await service.remove_member(work, team_id, user_id)
    return Response(status_code=204)


async def _resolved(session: AsyncSession, fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields with the location as an id; raise `Invalid` for an unknown one."""
    if "location" in fields:
        fields["location_id"] = await location_id_of(session, fields.pop("location"))
    return fields


async def _answer(session: AsyncSession, team_id: UUID, *, status: int = 200) -> Response:
    await session.flush()
    row = await queries.team_row(session, team_id)
    assert row is not None  # noqa: S101 - written in this very transaction
    headers = {"ETag": f'"{row.team.version}"'}
    return Response(_json(await _read(session, row)), status, headers=headers, media_type="application/json")


async def _read(session: AsyncSession, row: queries.TeamRow) -> TeamRead:
    team = row.team
    manager = PersonRef(id=team.manager_id, name=row.manager_name or "") if team.manager_id else None
    return TeamRead(
        id=team.id,
        key=team.key,
        name=team.name,
        description=team.description,
        location=(await reference(session)).location_name(team.location_id),
        manager=manager,
        is_active=team.is_active,
        assignment_mode=team.assignment_mode,
        member_count=row.member_count,
        version=team.version,
        created_at=team.created_at,
        updated_at=team.updated_at,
    )


def _limits(row: TeamLimits) -> BoardLimitsRead:
    wanted = {name: row.limits.get(name) for name in BoardLimitsPut.model_fields}
    team = TeamRef(id=row.team_id, name=row.name)
    return BoardLimitsRead(team=team, **wanted, may_edit=row.may_edit, version=row.version)


def _member(row: queries.MemberRow) -> MemberRead:
    return MemberRead(
        user=PersonRef(id=row.user_id, name=row.name),
        is_active=row.is_active,
        is_lead=row.is_lead,
        is_assignable=row.is_assignable,
        max_open_tickets=row.max_open_tickets,
        weight=row.weight,
    )


def _json(model: OutputModel) -> bytes:
    return model.model_dump_json().encode()
