"""Between rows and the words of the interface."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from itsm.domains.presence.codec import shift_from
from itsm.domains.presence.policies import manages
from itsm.domains.presence.queries import leaves_between, places_of, shift_rows, skills_of
from itsm.domains.presence.repository import SNAPSHOT
from itsm.domains.presence.schemas import (
    DutyRead,
    LeaveRead,
    NamedRead,
    PersonSchedule,
    ShiftRead,
    SpanRead,
    WeekRead,
)
from itsm.domains.teams import api as teams
from itsm.domains.users import api as users
from itsm.platform.clock import utc_now

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.presence.models import Leave, ShiftRow, TeamDuty
    from itsm.domains.presence.queries import PlannedPerson
    from itsm.platform.actor import Actor


async def show_people(
    session: AsyncSession, actor: Actor, people: Sequence[PlannedPerson], start: datetime, end: datetime
) -> list[PersonSchedule]:
    """Return when these people are at work between two instants (UTC); four queries whatever their number."""
    ids = [person.id for person in people]
    shifts = await shift_rows(session, ids)
    leaves = await leaves_between(session, ids, start, end)
    skills = await skills_of(session, ids)
    places = await places_of(session, ids)
    presence, now = await SNAPSHOT.get(session), utc_now()
    shown = []
    for person in people:
        is_managed = manages(actor, places.get(person.id, ()), person.manager_id)
        may_plan = is_managed or person.id == actor.id
        shift = shifts.get(person.id)
        shown.append(
            PersonSchedule(
                user=NamedRead(id=person.id, name=person.name),
                timezone=shift.timezone if shift else person.timezone,
                shift=_shift(shift) if shift else None,
                spans=_spans(shift, start, end) if shift else [],
                leaves=[show_leave(leave, with_reason=may_plan) for leave in leaves.get(person.id, ())],
                skills=[NamedRead(id=skill.id, name=skill.name) for skill in skills.get(person.id, ())],
                absence=presence.absence_of(person.id, now),
                may_plan=may_plan,
                may_manage=is_managed,
            )
        )
    return shown


def show_leave(leave: Leave, *, with_reason: bool) -> LeaveRead:
    """Return a leave; the reason is for the person and their manager."""
    return LeaveRead(
        id=leave.id,
        user_id=leave.user_id,
        starts_at=leave.starts_at,
        ends_at=leave.ends_at,
        reason=leave.reason if with_reason else None,
        version=leave.version,
    )


async def show_duty(session: AsyncSession, duty: TeamDuty | None) -> DutyRead:
    """Return who takes over from a team, by name."""
    if duty is None:
        return DutyRead(follow_team=None, on_call=[])
    names = await users.names(session, duty.on_call_ids)
    follow_id = duty.follow_team_id
    followed = await teams.team_names(session, {follow_id} if follow_id else set())
    return DutyRead(
        follow_team=NamedRead(id=follow_id, name=followed[follow_id]) if follow_id else None,
        on_call=[NamedRead(id=user_id, name=names[user_id]) for user_id in duty.on_call_ids],
    )


def _shift(row: ShiftRow) -> ShiftRead:
    return ShiftRead(timezone=row.timezone, week=WeekRead.model_validate(row.week))


def _spans(row: ShiftRow, start: datetime, end: datetime) -> list[SpanRead]:
    spans = shift_from(row.timezone, row.week).spans(start, end)
    return [SpanRead(starts_at=begins, ends_at=ends) for begins, ends in spans]
