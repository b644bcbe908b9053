"""Escalation levels as they are stored, once everybody they name is known to be there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.sla.schemas.escalations import LevelInput
from itsm.domains.teams import api as teams
from itsm.domains.users import api as users
from itsm.platform.errors import FieldError, Invalid


async def checked_levels(session: AsyncSession, levels: list[LevelInput]) -> list[dict[str, Any]]:
    """Return the levels as a definition stores them, the earliest first.

    Raises Invalid naming every person or team that is not active, and who does not work tickets.
    """
    ordered = sorted(levels, key=lambda level: (level.metric, level.percent))
    people = await users.get_users(session, {one for level in ordered for one in _people(level)})
    active = {one for one, card in people.items() if card.is_active}
    staff = {one for one in active if people[one].role != "end_user"}
    known_teams = {team.id for team in await teams.list_teams(session)}
    errors = [
        FieldError(f"escalations.{levels.index(level)}.{field}", "unknown_reference", message)
        for level in ordered
        for field, message in _faults(level, active, staff, known_teams)
    ]
    if errors:
        raise Invalid("Some levels name who is not there.", errors=errors)
    return [level.model_dump(mode="json") for level in ordered]


def _people(level: LevelInput) -> Iterable[UUID]:
    return (*level.people, *level.watchers, *([level.agent_id] if level.agent_id else ()))


def _faults(
    level: LevelInput, active: set[UUID], staff: set[UUID], known_teams: set[UUID]
) -> Iterable[tuple[str, str]]:
    for field, ids in (("people", level.people), ("watchers", level.watchers)):
        if set(ids) - active:
            yield field, "Choose active people."
    if level.agent_id is not None and level.agent_id not in staff:
        yield "agent_id", "Choose an active person who works tickets."
    if level.team_id is not None and level.team_id not in known_teams:
        yield "team_id", "Choose an active team."
