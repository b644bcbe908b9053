"""Reads that join teams, people and reference data; the locking read of a team's loads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Select, Uuid, any_, bindparam, case, false, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.routing.engine.agents import Candidate
from itsm.domains.routing.models import AgentLoad
from itsm.domains.settings.models import Category, Location
from itsm.domains.teams.enums import AssignmentMode
from itsm.domains.teams.models import Team, TeamMember
from itsm.domains.users.models import User
from itsm.platform.db.direct import Prepared, flush

MOST_AGENTS = 1_000

Loads = Select[UUID, int, datetime | None, bool]


@dataclass(frozen=True, slots=True)
class TeamLoads:
    """The members of a team with their numbers, as one statement saw them.

    `unlisted` are members without a row that could be locked; nobody is listed of a team that
    takes its tickets by hand.
    """

    team_id: UUID
    name: str
    candidates: tuple[Candidate, ...]
    unlisted: tuple[UUID, ...]
    is_by_hand: bool
    is_active: bool
    mode: AssignmentMode


async def lock_team_loads(
    session: AsyncSession, team_ids: Sequence[UUID], also: UUID | None = None
) -> tuple[TeamLoads, ...]:
    """Lock the loads of these teams' members (and of `also`) and return the members' as they are now, by team.

    One statement: rows are locked in the order of their ids, so two of these never wait for each
    other in a circle, and PostgreSQL gives each row as the last holder of its lock left it.
    """
    if len(team_ids) > 1:
        return await _read(session, _LOCK_SEVERAL, team_ids, asked_ids=list(team_ids), also=also)
    if also is not None:
        return await _read(session, _LOCK_WITH_ANOTHER, team_ids, team_id=team_ids[0], also=also)
    return await _read(session, _LOCK, team_ids, team_id=team_ids[0])


async def peek_team_loads(session: AsyncSession, team_ids: Sequence[UUID]) -> tuple[TeamLoads, ...]:
    """Return the loads of these teams without locking them, for previews."""
    return await _read(session, _PEEK_SEVERAL, team_ids, asked_ids=list(team_ids))


async def lock_loads(session: AsyncSession, user_ids: Iterable[UUID]) -> None:
    """Lock the loads of these agents in the order of their ids, as every lock on loads is taken."""
    wanted = select(AgentLoad.user_id).where(AgentLoad.user_id.in_(user_ids)).order_by(AgentLoad.user_id)
    await session.execute(wanted.with_for_update(key_share=True))


async def held_load(session: AsyncSession, user_id: UUID) -> AgentLoad | None:
    """Return the present load of one agent, whose row this transaction has locked."""
    return await session.get(AgentLoad, user_id, populate_existing=True)


async def agent_loads(session: AsyncSession) -> Sequence[Any]:
    """Return everybody who works in a team with their load, by name."""
    working = select(TeamMember.user_id).where(TeamMember.user_id == User.id).exists()
    limit = TeamMember.max_open_tickets
    # The most they take anywhere; a team without a limit has none.
    capacity = (
        select(case((func.bool_or(limit.is_(None)), None), else_=func.max(limit)))
        .where(TeamMember.user_id == User.id)
        .correlate(User)
        .scalar_subquery()
    )
    rows = await session.execute(
        select(
            User.id,
            User.name,
            User.is_active,
            func.coalesce(AgentLoad.open_count, 0).label("open_count"),
            AgentLoad.last_assigned_at,
            func.coalesce(AgentLoad.is_away, False).label("is_away"),
            capacity.label("capacity"),
        )
        .outerjoin(AgentLoad, AgentLoad.user_id == User.id)
        .where(working)
        .order_by(func.lower(User.name), User.id)
        .limit(MOST_AGENTS)
    )
    return rows.all()


async def category_ids(session: AsyncSession) -> dict[str, UUID]:
    """Return the ids of the categories (no subcategories) by key."""
    rows = await session.execute(select(Category.key, Category.id).where(Category.parent_id.is_(None)))
    return {row.key: row.id for row in rows}


async def location_ids(session: AsyncSession) -> dict[str, UUID]:
    """Return the ids of the locations by key."""
    rows = await session.execute(select(Location.key, Location.id))
    return {row.key: row.id for row in rows}


def _of_team(*, several: bool) -> ColumnElement[bool]:
    if several:
        return TeamMember.team_id == any_(bindparam("asked_ids", type_=ARRAY(Uuid())))
    return TeamMember.team_id == bindparam("team_id")


def _loads(*, with_another: bool, several: bool = False) -> Loads:
    members = (
        select(TeamMember.user_id)
        .join(Team, Team.id == TeamMember.team_id)
        .where(_of_team(several=several), Team.assignment_mode != AssignmentMode.MANUAL)
    )
    wanted: ColumnElement[bool] = AgentLoad.user_id.in_(members)
    if with_another:
        wanted = or_(wanted, AgentLoad.user_id == bindparam("also"))
    loads = select(AgentLoad.user_id, AgentLoad.open_count, AgentLoad.last_assigned_at, AgentLoad.is_away)
    return loads.where(wanted).order_by(AgentLoad.user_id)


def _members(loads: Loads, *, several: bool = False) -> Select[*tuple[Any, ...]]:
    """Return the statement that reads the members of a team (or several) with their `loads`."""
    held = loads.cte("held")
    return (
        select(
            TeamMember.team_id,
            Team.name.label("team_name"),
            Team.is_active.label("is_team_active"),
            TeamMember.user_id,
            User.name,
            User.is_active,
            TeamMember.is_assignable,
            TeamMember.max_open_tickets,
            TeamMember.weight,
            Team.assignment_mode,
            held.c.open_count,
            held.c.last_assigned_at,
            held.c.is_away,
        )
        .join(Team, Team.id == TeamMember.team_id)
        .join(User, User.id == TeamMember.user_id)
        .outerjoin(held, held.c.user_id == TeamMember.user_id)
        .where(_of_team(several=several))
        .order_by(TeamMember.user_id)
    )


# Built once: one of these runs with every ticket that is assigned.
_PEEK_SEVERAL = Prepared(_members(_loads(with_another=False, several=True), several=True))
_LOCK = Prepared(_members(_loads(with_another=False).with_for_update(key_share=True)))
_LOCK_WITH_ANOTHER = Prepared(_members(_loads(with_another=True).with_for_update(key_share=True)))
_LOCK_SEVERAL = Prepared(
    _members(_loads(with_another=True, several=True).with_for_update(key_share=True), several=True)
)


async def _read(
    session: AsyncSession, statement: Prepared, team_ids: Sequence[UUID], **values: Any
) -> tuple[TeamLoads, ...]:
    await flush(session)
    rows = await statement.fetch(session, **values)
    return tuple(_team(team_id, [row for row in rows if row["team_id"] == team_id]) for team_id in team_ids)


def _team(team_id: UUID, rows: Sequence[Any]) -> TeamLoads:
    mode = AssignmentMode(rows[0]["assignment_mode"]) if rows else AssignmentMode.LEAST_LOADED
    is_by_hand = mode is AssignmentMode.MANUAL
    return TeamLoads(
        team_id=team_id,
        name=rows[0]["team_name"] if rows else "",
        candidates=() if is_by_hand else tuple(_candidate(row) for row in rows if row["user_id"]),
        unlisted=() if is_by_hand else tuple(row["user_id"] for row in rows if row["open_count"] is None),
        is_by_hand=is_by_hand,
        is_active=not rows or rows[0]["is_team_active"],
        mode=mode,
    )


def _candidate(row: Any) -> Candidate:
    return Candidate(
        agent_id=row["user_id"],
        name=row["name"],
        is_active=row["is_active"],
        is_away=bool(row["is_away"]),
        is_assignable=row["is_assignable"],
        open_count=row["open_count"] or 0,
        capacity=row["max_open_tickets"],
        last_assigned_at=row["last_assigned_at"],
        weight=row["weight"],
    )


async def load_rosters(session: AsyncSession) -> dict[UUID, TeamLoads]:
    """Return the members of every team with what they may take, idle."""
    rows = await session.execute(
        select(
            Team.id.label("team_id"),
            Team.name.label("team_name"),
            Team.is_active.label("is_team_active"),
            Team.assignment_mode,
            TeamMember.user_id,
            TeamMember.is_assignable,
            TeamMember.max_open_tickets,
            TeamMember.weight,
            User.name,
            User.is_active,
            literal(0).label("open_count"),
            literal(None).label("last_assigned_at"),
            false().label("is_away"),
        )
        .outerjoin(TeamMember, TeamMember.team_id == Team.id)
        .outerjoin(User, User.id == TeamMember.user_id)
        .order_by(Team.id, TeamMember.user_id)
    )
    found: dict[UUID, list[Any]] = {}
    for row in rows.mappings():
        found.setdefault(row["team_id"], []).append(row)
    return {team_id: _team(team_id, members) for team_id, members in found.items()}
