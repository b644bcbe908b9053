"""Loading assets and types, under the visibility rule, and locking what is changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select

from itsm.domains.assets.errors import NoSuchAsset
from itsm.domains.assets.models import Asset, AssetType
from itsm.domains.assets.visibility import visible
from itsm.platform.errors import NotFound
from itsm.platform.ids import try_uuid

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

MOST_TYPES = 200


async def load_visible(session: AsyncSession, actor: Actor, reference: str | UUID, *, lock: bool = False) -> Asset:
    """Return an asset the actor sees, by id or tag, locked until the commit where asked; raise NoSuchAsset."""
    as_id = reference if isinstance(reference, UUID) else try_uuid(reference)
    query = select(Asset).where(visible(actor))
    query = query.where(Asset.id == as_id) if as_id else query.where(func.upper(Asset.tag) == str(reference).upper())
    if lock:
        query = query.with_for_update()
    found = await session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NoSuchAsset("There is no such asset.")
    return found


async def lock_all(session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> dict[UUID, Asset]:
    """Return the assets of these that the actor sees, by id, locked in one order so that two never wait in a ring."""
    query = select(Asset).where(visible(actor), Asset.id.in_(ids)).order_by(Asset.id).with_for_update()
    rows = await session.scalars(query.execution_options(populate_existing=True))
    return {row.id: row for row in rows}


async def types(session: AsyncSession) -> Sequence[AssetType]:
    """Return every type in its order, in use or not."""
    query = select(AssetType).order_by(AssetType.position, AssetType.name).limit(MOST_TYPES)
    return list(await session.scalars(query))


async def get_type(session: AsyncSession, type_id: UUID, *, lock: bool = False) -> AssetType:
    """Return one type, locked where asked; raise NotFound."""
    row = await session.get(AssetType, type_id, with_for_update=lock or None, populate_existing=True)
    if row is None:
        raise NotFound("There is no such type of assets.")
    return row
