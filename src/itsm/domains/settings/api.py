"""What other rooms may ask: reference data and settings, from memory."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.settings.enums import Impact, PendingReason, Priority, Urgency
from itsm.domains.settings.models import Category, Location
from itsm.domains.settings.reference import CategoryRef, LocationRef, Reference, ResolutionCategoryRef
from itsm.domains.settings.repository import REFERENCE, VALUES
from itsm.domains.settings.service import add_entry, change_setting
from itsm.platform.work import UnitOfWork

__all__ = [
    "CategoryRef",
    "Impact",
    "LocationRef",
    "PendingReason",
    "Priority",
    "Reference",
    "ResolutionCategoryRef",
    "Urgency",
    "add_category",
    "add_location",
    "change_setting",
    "find_category",
    "find_location",
    "reference",
    "setting",
]


async def add_category(work: UnitOfWork, *, name: str, parent_id: UUID | None = None) -> UUID:
    """Add a category, or a subcategory of `parent_id`; return its id. Raises `NameTaken` (409)."""
    return (await add_entry(work, Category, {"name": name, "parent_id": parent_id})).id


async def add_location(work: UnitOfWork, *, name: str, timezone: str) -> UUID:
    """Add a location in a named zone; return its id. Raises `NameTaken` (409), `Invalid` for an unknown zone."""
    return (await add_entry(work, Location, {"name": name, "timezone": timezone})).id


async def reference(session: AsyncSession) -> Reference:
    """Return every list of reference data; no query while the copy in memory is fresh."""
    return await REFERENCE.get(session)


async def find_category(session: AsyncSession, value: str | UUID) -> CategoryRef | None:
    """Return the active category with this id, key or name."""
    return (await REFERENCE.get(session)).find_category(value)


async def find_location(session: AsyncSession, value: str | UUID) -> LocationRef | None:
    """Return the active location with this id, key or name."""
    return (await REFERENCE.get(session)).find_location(value)


async def setting(session: AsyncSession, key: str) -> Any:
    """Return the present value of a setting. Raises KeyError for one that `registry.py` does not know."""
    return (await VALUES.get(session))[key]
