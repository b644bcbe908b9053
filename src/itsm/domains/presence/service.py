"""Use cases: set hours, plan and cancel leave, say who can what and who is on call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from itsm.domains.presence.codec import shift_from
from itsm.domains.presence.errors import SkillNameTaken
from itsm.domains.presence.events import (
    AgentSkillsChanged,
    LeaveChanged,
    ShiftChanged,
    SkillChanged,
    TeamDutyChanged,
)
from itsm.domains.presence.models import AgentSkill, Leave, ShiftRow, Skill, TeamDuty
from itsm.domains.presence.policies import manages, require_managing, require_planning
from itsm.domains.presence.queries import duty_row, known_skills, places_of, skills_of
from itsm.domains.presence.repository import CONFIG_NAME
from itsm.domains.teams import api as teams
from itsm.domains.users import api as users
from itsm.platform.actor import Role
from itsm.platform.errors import Invalid
from itsm.platform.ids import new_id
from itsm.platform.work import UnitOfWork

LONGEST_LEAVE: Final = timedelta(days=730)


class _Standing:
    """A member of staff, their teams, and whether they are one of the actor's people."""

    def __init__(self, card: users.UserCard, team_ids: tuple[UUID, ...], *, is_managed: bool) -> None:
        self.card = card
        self.team_ids = team_ids
        self.is_managed = is_managed


async def set_shift(work: UnitOfWork, user_id: UUID, *, timezone: str, week: Mapping[str, Any]) -> None:
    """Set somebody's weekly hours. Raises Forbidden (403) unless they are one of the actor's people."""
    person = await _staff(work, user_id)
    require_managing(is_manager=person.is_managed)
    shift_from(timezone, dict(week))
    before = await work.session.get(ShiftRow, user_id, with_for_update=True)
    old = {"timezone": before.timezone, "week": before.week} if before else None
    new = {"timezone": timezone, "week": dict(week)}
    if old == new:
        return
    row = {"user_id": user_id, "version": before.version + 1 if before else 1, "updated_at": work.now} | new
    added = insert(ShiftRow).values(row)
    await work.session.execute(
        added.on_conflict_do_update(index_elements=["user_id"], set_={name: added.excluded[name] for name in row})
    )
    _tell_shift(work, person, (old, new), f"Shift of {person.card.name} set")


async def remove_shift(work: UnitOfWork, user_id: UUID) -> None:
    """Take somebody's hours away: they count as on shift at any time. Raises Forbidden (403) like `set_shift`."""
    person = await _staff(work, user_id)
    require_managing(is_manager=person.is_managed)
    row = await work.session.get(ShiftRow, user_id, with_for_update=True)
    if row is None:
        return
    await work.session.delete(row)
    old = {"timezone": row.timezone, "week": row.week}
    _tell_shift(work, person, (old, None), f"Shift of {person.card.name} taken away")


async def plan_leave(work: UnitOfWork, user_id: UUID, *, starts_at: datetime, ends_at: datetime, reason: str) -> Leave:
    """Plan one's own leave or that of one of the actor's people. Raises Forbidden (403), Invalid (422)."""
    person = await _staff(work, user_id)
    require_planning(work.actor, user_id, is_manager=person.is_managed)
    _check_period(starts_at, ends_at)
    leave = Leave(
        id=new_id(),
        user_id=user_id,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason,
        planned_by_id=work.actor.id,
        version=1,
        created_at=work.now,
        updated_at=work.now,
    )
    work.session.add(leave)
    _tell_leave(work, person, leave, {"leave": (None, (starts_at, ends_at))}, "planned")
    return leave


async def change_leave(work: UnitOfWork, leave: Leave, changes: Mapping[str, Any]) -> Leave:
    """Move a locked leave or word its reason anew. Raises Forbidden (403), Invalid (422)."""
    person = await _staff(work, leave.user_id)
    require_planning(work.actor, leave.user_id, is_manager=person.is_managed)
    before = (leave.starts_at, leave.ends_at)
    differing = {name: value for name, value in changes.items() if getattr(leave, name) != value}
    if not differing:
        return leave
    _check_period(differing.get("starts_at", leave.starts_at), differing.get("ends_at", leave.ends_at))
    for name, value in differing.items():
        setattr(leave, name, value)
    leave.version, leave.updated_at = leave.version + 1, work.now
    _tell_leave(work, person, leave, {"leave": (before, (leave.starts_at, leave.ends_at))}, "changed")
    return leave


async def cancel_leave(work: UnitOfWork, leave: Leave) -> None:
    """Cancel a locked leave: they are at work in that time. Raises Forbidden (403)."""
    person = await _staff(work, leave.user_id)
    require_planning(work.actor, leave.user_id, is_manager=person.is_managed)
    leave.cancelled_at, leave.version, leave.updated_at = work.now, leave.version + 1, work.now
    _tell_leave(work, person, leave, {"leave": ((leave.starts_at, leave.ends_at), None)}, "cancelled")


async def set_skills(work: UnitOfWork, user_id: UUID, skill_ids: Sequence[UUID]) -> None:
    """Say what somebody can. Raises Forbidden (403) unless one of the actor's people, Invalid (422) for no skill."""
    person = await _staff(work, user_id)
    require_managing(is_manager=person.is_managed)
    wanted = set(skill_ids)
    await require_skills(work, wanted)
    held = {skill.id for skill in (await skills_of(work.session, {user_id})).get(user_id, ())}
    if held == wanted:
        return
    await work.session.execute(delete(AgentSkill).where(AgentSkill.user_id == user_id))
    work.session.add_all(AgentSkill(user_id=user_id, skill_id=skill_id) for skill_id in sorted(wanted))
    work.touch_config(CONFIG_NAME)
    work.record(
        AgentSkillsChanged(
            subject_id=user_id,
            team_ids=person.team_ids,
            changes={"skills": (sorted(held), sorted(wanted))},
            summary=f"Skills of {person.card.name} changed",
        )
    )


async def require_skills(work: UnitOfWork, skill_ids: set[UUID], *, field: str = "skill_ids") -> None:
    """Raise Invalid (422) naming `field` unless each of these is a skill in use."""
    if skill_ids - await known_skills(work.session, skill_ids):
        raise Invalid.field(field, "Choose from the list of skills.", "unknown_reference")


async def add_skill(work: UnitOfWork, name: str) -> Skill:
    """Add a skill; raise `SkillNameTaken` (409) for a name in use, whatever its case."""
    work.actor.require("teams.manage")
    skill = Skill(id=new_id(), name=name, is_active=True, version=1, created_at=work.now, updated_at=work.now)
    work.session.add(skill)
    await _tell_skill(work, skill, {"name": (None, name)})
    return skill


async def change_skill(work: UnitOfWork, skill: Skill, changes: Mapping[str, Any]) -> Skill:
    """Rename or retire a locked skill; rules no longer ask for a retired one. Raises like `add_skill`."""
    work.actor.require("teams.manage")
    differing = {
        name: (getattr(skill, name), value) for name, value in changes.items() if getattr(skill, name) != value
    }
    if not differing:
        return skill
    for name, (_, value) in differing.items():
        setattr(skill, name, value)
    skill.version, skill.updated_at = skill.version + 1, work.now
    await _tell_skill(work, skill, differing)
    return skill


async def set_duty(
    work: UnitOfWork, team_id: UUID, *, follow_team_id: UUID | None, on_call_ids: Sequence[UUID]
) -> TeamDuty:
    """Say who takes a team's P1 when nobody of it can. Raises Invalid (422) for people not in it, or itself."""
    work.actor.require("teams.manage")
    team = await teams.require_active_team(work.session, team_id)
    await _check_duty(work, team_id, follow_team_id, on_call_ids)
    row = await duty_row(work.session, team_id, for_update=True)
    if row is None:
        row = TeamDuty(team_id=team_id, follow_team_id=None, on_call_ids=[], version=0, updated_at=work.now)
        work.session.add(row)
    wanted: dict[str, Any] = {"follow_team_id": follow_team_id, "on_call_ids": list(on_call_ids)}
    differing = {name: (getattr(row, name), value) for name, value in wanted.items() if getattr(row, name) != value}
    if differing:
        for name, value in wanted.items():
            setattr(row, name, value)
        work.touch_config(CONFIG_NAME)
        work.record(TeamDutyChanged(subject_id=team_id, changes=differing, summary=f"On call for {team.name} changed"))
    row.version, row.updated_at = row.version + 1, work.now
    return row


async def _check_duty(
    work: UnitOfWork, team_id: UUID, follow_team_id: UUID | None, on_call_ids: Sequence[UUID]
) -> None:
    if follow_team_id == team_id:
        raise Invalid.field("follow_team_id", "A team does not follow itself.", "itself")
    if follow_team_id is not None:
        await teams.require_active_team(work.session, follow_team_id, field="follow_team_id")
    members = {member.user_id for member in await teams.members(work.session, team_id)}
    if set(on_call_ids) - members:
        raise Invalid.field("on_call_ids", "Only members of the team are on call for it.", "not_in_team")


async def _staff(work: UnitOfWork, user_id: UUID) -> _Standing:
    card = await users.require_active_user(work.session, user_id)
    if card.role is Role.END_USER:
        raise Invalid.field("user_id", "Only staff have shifts and leave here.", "not_staff")
    places = (await places_of(work.session, {user_id})).get(user_id, [])
    team_ids = tuple(place.team_id for place in places)
    return _Standing(card, team_ids, is_managed=manages(work.actor, places, card.manager_id))


def _check_period(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise Invalid.field("ends_at", "Leave ends after it starts.", "out_of_order")
    if ends_at - starts_at > LONGEST_LEAVE:
        raise Invalid.field("ends_at", f"At most {LONGEST_LEAVE.days} days at a time.", "too_long")


def _tell_shift(work: UnitOfWork, person: _Standing, change: tuple[Any, Any], summary: str) -> None:
    work.touch_config(CONFIG_NAME)
    work.record(
        ShiftChanged(subject_id=person.card.id, team_ids=person.team_ids, changes={"shift": change}, summary=summary)
    )


def _tell_leave(work: UnitOfWork, person: _Standing, leave: Leave, changes: dict[str, Any], verb: str) -> None:
    work.touch_config(CONFIG_NAME)
    work.record(
        LeaveChanged(
            subject_id=person.card.id,
            team_ids=person.team_ids,
            changes=changes,
            summary=f"Leave of {person.card.name} {verb}",
            leave_id=leave.id,
            starts_at=leave.starts_at,
            ends_at=leave.ends_at,
            is_cancelled=leave.cancelled_at is not None,
        )
    )


async def _tell_skill(work: UnitOfWork, skill: Skill, changes: dict[str, Any]) -> None:
    try:
        await work.session.flush()
    except IntegrityError as error:
        if "uq_skills_name_lower" in str(error.orig):
            raise SkillNameTaken("Another skill has this name.") from error
        raise
    work.touch_config(CONFIG_NAME)
    work.record(
        SkillChanged(subject_id=skill.id, version=skill.version, changes=changes, summary=f"Skill {skill.name} changed")
    )
