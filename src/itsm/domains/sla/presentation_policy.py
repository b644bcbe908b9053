"""Options and escalation levels of policies as they are answered: whom they name, by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.sla.codec_policy import levels_from, stored_options
from itsm.domains.sla.engine.levels import Level
from itsm.domains.sla.schemas.escalations import LevelRead
from itsm.domains.sla.schemas.options import OptionsRead
from itsm.domains.teams import api as teams
from itsm.domains.users import api as users
from itsm.platform.http.schemas import NamedRef

Named = Mapping[UUID, str]


async def names_in(session: AsyncSession, definitions: Iterable[Mapping[str, Any]]) -> Named:
    """Return the names of every person and team that levels of these definitions name; two queries at most."""
    levels = [level for definition in definitions for level in levels_from(definition)]
    people = {one for level in levels for one in (*level.people, *level.watchers)}
    people |= {level.agent_id for level in levels if level.agent_id}
    team_ids = {level.team_id for level in levels if level.team_id}
    found = await users.names(session, people) if people else {}
    return {**found, **(await teams.team_names(session, team_ids) if team_ids else {})}


def options_read(definition: Mapping[str, Any]) -> OptionsRead:
    """Return the options of a definition for an answer."""
    return OptionsRead.model_validate(stored_options(definition))


def levels_read(definition: Mapping[str, Any], names: Named) -> list[LevelRead]:
    """Return the levels of a definition for an answer."""
    return [_level_read(level, names) for level in levels_from(definition)]


def _level_read(level: Level, names: Named) -> LevelRead:
    return LevelRead(
        name=level.name,
        metric=level.metric,
        percent=level.percent,
        recipients=list(level.recipients),
        people=[_ref(one, names) for one in level.people],
        team=_ref(level.team_id, names) if level.team_id else None,
        agent=_ref(level.agent_id, names) if level.agent_id else None,
        priority=level.priority,
        watchers=[_ref(one, names) for one in level.watchers],
    )


def _ref(one: UUID, names: Named) -> NamedRef:
    return NamedRef(id=str(one), name=names.get(one, "?"))
