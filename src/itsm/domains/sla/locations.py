"""Which calendar a place of work follows; asked of the settings, from memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm.domains.settings import api as settings

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


async def calendar_key_of(session: AsyncSession, location_key: str | None) -> str | None:
    """Return the key of the location's calendar, None where it names none or is not known."""
    if location_key is None:
        return None
    location = await settings.find_location(session, location_key)
    return location.calendar_key if location is not None else None
