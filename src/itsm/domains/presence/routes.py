"""Paths of this room, under /api: schedules, shifts, leave, skills, on-call lists."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from itsm.domains.presence import queries, service
from itsm.domains.presence.models import Leave, Skill
from itsm.domains.presence.presentation import show_duty, show_leave, show_people
from itsm.domains.presence.repository import lock_leave, lock_skill
from itsm.domains.presence.schemas import (
    DutyPut,
    DutyRead,
    LeaveCreate,
    LeavePatch,
    LeaveRead,
    PersonSchedule,
    ShiftPut,
    SkillCreate,
    SkillPatch,
    SkillRead,
    SkillsPut,
)
from itsm.domains.teams import api as teams
from itsm.platform.clock import utc_now
from itsm.platform.errors import Invalid, NotFound
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page, PageQuery, decode_cursor, encode_cursor
from itsm.platform.http.resources import changed, created
from itsm.platform.http.schemas import Moment

router = APIRouter(tags=["presence"])

_STAFF = [require("tickets.work")]
_MANAGERS = [require("teams.manage")]
LONGEST_PERIOD = timedelta(days=62)
_WEEK = timedelta(days=7)


@router.get("/presence/schedule", response_model=Page[PersonSchedule], dependencies=_STAFF)
async def read_schedule(
    request: Request,
    actor: CurrentActor,
    session: Reading,
    team: Annotated[UUID | None, Query()] = None,
    starts_at: Annotated[Moment | None, Query()] = None,
    ends_at: Annotated[Moment | None, Query()] = None,
) -> Response:
    """Return when the staff of a team (or everybody) is at work in a period of at most 62 days."""
    start = starts_at or utc_now()
    end = ends_at or start + _WEEK
    if not start < end <= start + LONGEST_PERIOD:
        raise Invalid.field("ends_at", f"must be later, by at most {LONGEST_PERIOD.days} days", "out_of_range")
    people = await queries.planned_people(session, team)
    items = await show_people(session, actor, people, start.astimezone(UTC), end.astimezone(UTC))
    page = Page[PersonSchedule](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, page.model_dump_json().encode())


@router.put("/presence/people/{user_id}/shift", status_code=204, dependencies=_MANAGERS)
async def put_shift(user_id: UUID, body: ShiftPut, work: Work) -> None:
    """Set somebody's weekly hours."""
    await service.set_shift(work, user_id, timezone=body.timezone, week=body.week.model_dump())


@router.delete("/presence/people/{user_id}/shift", status_code=204, dependencies=_MANAGERS)
async def delete_shift(user_id: UUID, work: Work) -> None:
    """Take somebody's hours away: they count as on shift at any time."""
    await service.remove_shift(work, user_id)


@router.put("/presence/people/{user_id}/skills", status_code=204, dependencies=_MANAGERS)
async def put_skills(user_id: UUID, body: SkillsPut, work: Work) -> None:
    """Say everything that somebody can."""
    await service.set_skills(work, user_id, body.skill_ids)


@router.get("/presence/leaves", response_model=Page[LeaveRead], dependencies=_STAFF)
async def list_own_leave(request: Request, actor: CurrentActor, session: Reading, page: PageQuery) -> Response:
    """Return the caller's leave, the latest first."""
    after = decode_cursor(page.cursor, str, str)
    key = (datetime.fromisoformat(after[0]), UUID(after[1])) if after else None
    rows: Sequence[Leave] = ()
    if actor.id is not None:
        rows = await queries.leaves_of(session, actor.id, after=key, limit=page.limit)
    shown = [show_leave(leave, with_reason=True) for leave in rows[: page.limit]]
    last = rows[page.limit - 1] if len(rows) > page.limit else None
    cursor = encode_cursor(last.starts_at.isoformat(), str(last.id)) if last else None
    body = Page[LeaveRead](items=shown, next_cursor=cursor, total=None, total_is_estimate=False)
    return json_response(request, body.model_dump_json().encode())


@router.post("/presence/leaves", response_model=LeaveRead, status_code=201, dependencies=_STAFF)
async def plan_leave(request: Request, body: LeaveCreate, work: Work, once: Once) -> Response:
    """Plan leave: one's own, or that of one's people."""
    if (stored := await once.replay(work, body.model_dump(mode="json"))) is not None:
        return stored
    user_id = body.user_id or work.actor.id
    if user_id is None:
        raise Invalid.field("user_id", "Say whose leave it is.", "required")
    leave = await service.plan_leave(work, user_id, starts_at=body.starts_at, ends_at=body.ends_at, reason=body.reason)
    read = show_leave(leave, with_reason=True)
    return created(request, work, once, read, path=f"/api/presence/leaves/{leave.id}", version=leave.version)


@router.patch("/presence/leaves/{leave_id}", response_model=LeaveRead, dependencies=_STAFF)
async def change_leave(leave_id: UUID, body: LeavePatch, work: Work, if_match: IfMatch = None) -> Response:
    """Move leave, or word its reason anew."""
    leave = await lock_leave(work.session, leave_id)
    require_version(if_match, leave.version)
    await service.change_leave(work, leave, body.model_dump(exclude_unset=True))
    return changed(show_leave(leave, with_reason=True), leave.version)


@router.delete("/presence/leaves/{leave_id}", status_code=204, dependencies=_STAFF)
async def cancel_leave(leave_id: UUID, work: Work, if_match: IfMatch = None) -> None:
    """Cancel leave."""
    leave = await lock_leave(work.session, leave_id)
    require_version(if_match, leave.version)
    await service.cancel_leave(work, leave)


@router.get("/presence/skills", response_model=Page[SkillRead], dependencies=_STAFF)
async def list_skills(request: Request, session: Reading) -> Response:
    """Return every skill by name, in use or not."""
    items = [_skill(row) for row in await queries.skill_rows(session)]
    page = Page[SkillRead](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, page.model_dump_json().encode())


@router.post("/presence/skills", response_model=SkillRead, status_code=201, dependencies=_MANAGERS)
async def add_skill(request: Request, body: SkillCreate, work: Work, once: Once) -> Response:
    """Add a skill."""
    if (stored := await once.replay(work, body.model_dump(mode="json"))) is not None:
        return stored
    skill = await service.add_skill(work, body.name)
    path = f"/api/presence/skills/{skill.id}"
    return created(request, work, once, _skill(skill), path=path, version=skill.version)


@router.patch("/presence/skills/{skill_id}", response_model=SkillRead, dependencies=_MANAGERS)
async def change_skill(skill_id: UUID, body: SkillPatch, work: Work, if_match: IfMatch = None) -> Response:
    """Rename a skill, or retire it: rules no longer ask for it."""
    skill = await lock_skill(work.session, skill_id)
    require_version(if_match, skill.version)
    await service.change_skill(work, skill, body.model_dump(exclude_unset=True))
    return changed(_skill(skill), skill.version)


@router.get("/teams/{team_id}/on-call", response_model=DutyRead, dependencies=_STAFF)
async def read_duty(request: Request, team_id: UUID, session: Reading) -> Response:
    """Return who takes a team's P1 when nobody of it can."""
    if await teams.get_team(session, team_id) is None:
        raise NotFound
    duty = await queries.duty_row(session, team_id)
    read = await show_duty(session, duty)
    return json_response(request, read.model_dump_json().encode(), etag=str(duty.version if duty else 0))


@router.put("/teams/{team_id}/on-call", response_model=DutyRead, dependencies=_MANAGERS)
async def put_duty(team_id: UUID, body: DutyPut, work: Work, if_match: IfMatch = None) -> Response:
    """Say who takes a team's P1 when nobody of it can."""
    present = await queries.duty_row(work.session, team_id, for_update=True)
    require_version(if_match, present.version if present else 0)
    duty = await service.set_duty(work, team_id, follow_team_id=body.follow_team_id, on_call_ids=body.on_call_ids)
    return changed(await show_duty(work.session, duty), duty.version)


def _skill(row: Skill) -> SkillRead:
    return SkillRead(id=row.id, name=row.name, is_active=row.is_active, version=row.version)
