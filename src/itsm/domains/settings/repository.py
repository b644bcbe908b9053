"""Reading and locking reference data and settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.settings.models import AppSetting, Category, Location, ResolutionCategory
from itsm.domains.settings.reference import CategoryRef, LocationRef, Reference, ResolutionCategoryRef
from itsm.domains.settings.registry import SETTINGS
from itsm.platform.cache.snapshot import ConfigSnapshot
from itsm.platform.errors import NotFound

# Lists people keep by hand; beyond this they are no lists to choose from.
MOST_ENTRIES = 1_000

Entry = TypeVar("Entry", Category, Location, ResolutionCategory)


async def entries(session: AsyncSession, model: type[Entry]) -> list[Entry]:
    """Return every entry of a list, active or not, in order."""
    ordered = select(model).order_by(model.position, model.name, model.id).limit(MOST_ENTRIES)
    return list(await session.scalars(ordered))


async def get_entry(session: AsyncSession, model: type[Entry], entry_id: UUID) -> Entry:
    """Return one entry; raise `NotFound`."""
    entry = await session.get(model, entry_id)
    if entry is None:
        raise NotFound
    return entry


async def lock_entry(session: AsyncSession, model: type[Entry], entry_id: UUID) -> Entry:
    """Return one entry, locked until the commit; raise `NotFound`."""
    entry = await session.get(model, entry_id, with_for_update=True, populate_existing=True)
    if entry is None:
        raise NotFound
    return entry


async def lock_setting(session: AsyncSession, key: str) -> AppSetting | None:
    """Return the row of a setting, locked until the commit; None while it has its default."""
    return await session.get(AppSetting, key, with_for_update=True, populate_existing=True)


async def setting_rows(session: AsyncSession) -> dict[str, AppSetting]:
    """Return the rows of changed settings by key."""
    rows = await session.scalars(select(AppSetting).where(AppSetting.key.in_(SETTINGS)))
    return {row.key: row for row in rows}


async def _load_reference(session: AsyncSession) -> Reference:
    return Reference(
        [
            CategoryRef(id=row.id, key=row.key, name=row.name, parent_id=row.parent_id, is_active=row.is_active)
            for row in await entries(session, Category)
        ],
        [
            LocationRef(
                id=row.id,
                key=row.key,
                name=row.name,
                timezone=row.timezone,
                calendar_key=row.calendar_key,
                is_active=row.is_active,
            )
            for row in await entries(session, Location)
        ],
        [
            ResolutionCategoryRef(id=row.id, key=row.key, name=row.name, is_active=row.is_active)
            for row in await entries(session, ResolutionCategory)
        ],
    )


async def _load_settings(session: AsyncSession) -> Mapping[str, Any]:
    changed = await setting_rows(session)
    return {key: changed[key].value if key in changed else known.default for key, known in SETTINGS.items()}


REFERENCE = ConfigSnapshot("reference", _load_reference)
VALUES = ConfigSnapshot("settings", _load_settings)
