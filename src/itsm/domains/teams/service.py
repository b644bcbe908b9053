"""Use cases: add teams, change them, say who works in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.teams.enums import AssignmentMode
from itsm.domains.teams.errors import TeamNameTaken
from itsm.domains.teams.events import (
    TeamCreated,
    TeamMemberAdded,
    TeamMemberChanged,
    TeamMemberRemoved,
    TeamUpdated,
)
from itsm.domains.teams.models import Team, TeamMember
from itsm.domains.teams.repository import find_member, lock_team
from itsm.domains.users import api as users
from itsm.platform.actor import Role
from itsm.platform.errors import Invalid, NotFound, StaleVersion
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork

MANAGE: Final = "teams.manage"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTeam:
    """What is needed to add a team."""

    key: str
    name: str
    description: str = ""
    location_id: UUID | None = None
    manager_id: UUID | None = None
    assignment_mode: AssignmentMode = AssignmentMode.LEAST_LOADED


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How a person works in a team; see `TeamMember`."""

    is_lead: bool = False
    is_assignable: bool = True
    max_open_tickets: int | None = None
    weight: int = 1


async def create_team(work: UnitOfWork, new: NewTeam) -> Team:
    """Add a team; raise `TeamNameTaken` for a name or key in use, `Invalid` for a wrong manager."""
    work.actor.require(MANAGE)
    await _check_manager(work.session, new.manager_id)
    team = Team(
        id=new_id(),
        key=new.key,
        name=new.name,
        description=new.description,
        location_id=new.location_id,
        manager_id=new.manager_id,
        is_active=True,
        assignment_mode=new.assignment_mode,
        version=1,
        created_at=work.now,
        updated_at=work.now,
    )
    work.session.add(team)
    await _flush(work.session)
    work.record(TeamCreated(subject_id=team.id, version=1, team_name=team.name, summary=f"Team {team.name} added"))
    return team


async def update_team(work: UnitOfWork, team_id: UUID, changes: Mapping[str, Any], *, version: int) -> Team:
    """Change fields of a team; raise `NotFound`, `StaleVersion`, `TeamNameTaken`, `Invalid`."""
    work.actor.require(MANAGE)
    team = await lock_team(work.session, team_id)
    if team.version != version:
        raise StaleVersion("Somebody changed this since you read it.", current_version=team.version)
    await _check_manager(work.session, changes.get("manager_id"))
    differing = {
        field: (getattr(team, field), value) for field, value in changes.items() if getattr(team, field) != value
    }
    if not differing:
        return team
    for field, (_, value) in differing.items():
        setattr(team, field, value)
    _touch(work, team)
    await _flush(work.session)
    work.record(
        TeamUpdated(
            subject_id=team.id,
            version=team.version,
            changes=differing,
            summary=f"Team {team.name}: {', '.join(sorted(differing))} changed",
        )
    )
    return team


async def put_member(work: UnitOfWork, team_id: UUID, user_id: UUID, place: Place) -> TeamMember:
    """Add a person to a team or change their place in it. The same again changes nothing.

    Raises `NotFound` for an unknown team and `Invalid` for anybody who is not active staff:
    end users in a team would see its tickets.
    """
    work.actor.require(MANAGE)
    team = await lock_team(work.session, team_id)
    person = await users.require_active_user(work.session, user_id)
    if person.role is Role.END_USER:
        raise Invalid.field("user_id", "Only staff can work in a team.", "not_staff")
    member = await find_member(work.session, team_id, user_id)
    if member is None:
        return await _add_member(work, team, person, place)
    return _change_member(work, team, member, person, place)


async def remove_member(work: UnitOfWork, team_id: UUID, user_id: UUID) -> None:
    """Take a person out of a team; raise `NotFound` when they are not in it."""
    work.actor.require(MANAGE)
    team = await lock_team(work.session, team_id)
    member = await find_member(work.session, team_id, user_id)
    if member is None:
        raise NotFound
    names = await users.names(work.session, {user_id})
    await work.session.delete(member)
    _touch(work, team)
    work.record(
        TeamMemberRemoved(
            subject_id=team.id,
            version=team.version,
            user_id=user_id,
            changes={"members": (user_id, None)},
            summary=f"{names[user_id]} left {team.name}",
        )
    )


async def _add_member(work: UnitOfWork, team: Team, person: users.UserCard, place: Place) -> TeamMember:
    member = TeamMember(
        team_id=team.id,
        user_id=person.id,
        is_lead=place.is_lead,
        is_assignable=place.is_assignable,
        max_open_tickets=place.max_open_tickets,
        weight=place.weight,
        created_at=work.now,
    )
    work.session.add(member)
    _touch(work, team)
    work.record(
        TeamMemberAdded(
            subject_id=team.id,
            version=team.version,
            user_id=person.id,
            changes={"members": (None, person.id)},
            summary=f"{person.name} joined {team.name}",
        )
    )
    return member


def _change_member(
    work: UnitOfWork, team: Team, member: TeamMember, person: users.UserCard, place: Place
) -> TeamMember:
    wanted = {
        "is_lead": place.is_lead,
        "is_assignable": place.is_assignable,
        "max_open_tickets": place.max_open_tickets,
        "weight": place.weight,
    }
    differing = {
        field: (getattr(member, field), value) for field, value in wanted.items() if getattr(member, field) != value
    }
    if not differing:
        return member
    for field, (_, value) in differing.items():
        setattr(member, field, value)
    _touch(work, team)
    work.record(
        TeamMemberChanged(
            subject_id=team.id,
            version=team.version,
            user_id=person.id,
            changes=differing,
            summary=f"{person.name} in {team.name}: {', '.join(sorted(differing))} changed",
        )
    )
    return member


def _touch(work: UnitOfWork, team: Team) -> None:
    team.version += 1
    team.updated_at = work.now


async def _check_manager(session: AsyncSession, manager_id: UUID | None) -> None:
    if manager_id is not None:
        await users.require_active_user(session, manager_id, field="manager_id")


async def _flush(session: AsyncSession) -> None:
    """Write now, so that a name or key in use is a 409 that says so."""
    try:
        await session.flush()
    except IntegrityError as error:
        if "uq_teams_" in str(error.orig):
            raise TeamNameTaken("Another team has this name or key.") from error
        raise
