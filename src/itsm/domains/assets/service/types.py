"""Use cases: the types of assets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from itsm.domains.assets.errors import NameTaken
from itsm.domains.assets.events import AssetTypeChanged
from itsm.domains.assets.models import AssetType
from itsm.domains.assets.repository import MOST_TYPES
from itsm.platform.errors import Conflict
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itsm.platform.work import UnitOfWork

MANAGE = "settings.manage"


async def add_type(work: UnitOfWork, given: Mapping[str, Any]) -> AssetType:
    """Add a type, last in the order; raise Forbidden (403), NameTaken (409)."""
    work.actor.require(MANAGE)
    count = await work.session.scalar(select(func.count()).select_from(AssetType)) or 0
    if count >= MOST_TYPES:
        raise Conflict(f"There are at most {MOST_TYPES} types.", code="too_many_types")
    row = AssetType(
        id=new_id(),
        key=await _free_key(work, given["name"]),
        position=count,
        is_active=True,
        version=1,
        created_at=work.now,
        updated_at=work.now,
        **given,
    )
    work.session.add(row)
    await _flush(work, row.name)
    _tell(work, row, {name: (None, value) for name, value in given.items()}, f"Type {row.name} added")
    return row


async def change_type(work: UnitOfWork, row: AssetType, changes: Mapping[str, Any]) -> AssetType:
    """Change a locked type; raise Forbidden (403), NameTaken (409)."""
    work.actor.require(MANAGE)
    different = {name: (getattr(row, name), value) for name, value in changes.items() if getattr(row, name) != value}
    if not different:
        return row
    for name, (_, value) in different.items():
        setattr(row, name, value)
    row.version += 1
    row.updated_at = work.now
    await _flush(work, row.name)
    _tell(work, row, different, f"Type {row.name} changed")
    return row


async def _free_key(work: UnitOfWork, name: str) -> str:
    base = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:30] or "type"
    taken = set(await work.session.scalars(select(AssetType.key).limit(MOST_TYPES + 1)))
    return next(
        key for number in range(1, len(taken) + 3) if (key := base if number == 1 else f"{base}_{number}") not in taken
    )


async def _flush(work: UnitOfWork, name: str) -> None:
    try:
        await work.session.flush()
    except IntegrityError as error:
        if "uq_asset_types_name" in str(error.orig):
            raise NameTaken(f"There is a type {name} already.") from error
        raise


def _tell(work: UnitOfWork, row: AssetType, changes: dict[str, Any], summary: str) -> None:
    work.record(AssetTypeChanged(subject_id=row.id, version=row.version, changes=changes, summary=summary))
