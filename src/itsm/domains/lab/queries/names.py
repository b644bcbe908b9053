"""The names behind the ids and keys that contents and results mention."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.settings import api as settings
from itsm.domains.sla.models import SlaCalendar
from itsm.domains.teams.models import Team
from itsm.domains.users import api as users
from itsm.platform import jsonio

_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOST: Final = 5_000


async def names_in(session: AsyncSession, *contents: Any) -> dict[str, str]:
    """Return the name behind every id in these contents, and behind every key of a category or location."""
    reference = await settings.reference(session)
    known = {str(entry.id): entry.name for entry in reference.category_by_id.values()}
    known |= {entry.key: entry.name for entry in reference.category_by_id.values()}
    known |= {str(place.id): place.name for place in reference.location_by_id.values()}
    known |= {place.key: place.name for place in reference.location_by_id.values()}
    wanted = {UUID(found) for content in contents for found in _ID.findall(jsonio.dumps_text(content))}
    known |= await team_names(session)
    known |= {str(key): name for key, name in (await session.execute(select(SlaCalendar.id, SlaCalendar.name)))}
    return known | await people_names(session, (key for key in wanted if str(key) not in known))


async def team_names(session: AsyncSession) -> dict[str, str]:
    """Return the names of all teams, active or not."""
    return {str(key): name for key, name in (await session.execute(select(Team.id, Team.name).limit(_MOST)))}


async def people_names(session: AsyncSession, ids: Iterable[UUID]) -> dict[str, str]:
    """Return the names of these people."""
    return {str(key): name for key, name in (await users.names(session, ids)).items()}
