"""Reading files: cards for other rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from itsm.domains.files.models import StoredFile

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCard:
    """What other rooms show of a file. Where it lies is nobody's business."""

    id: UUID
    name: str
    size_bytes: int
    sha256: str
    media_type: str
    scan_state: str
    uploaded_by: UUID | None
    created_at: datetime


async def keys_in_use(session: AsyncSession, keys: Collection[str]) -> set[str]:
    """Return those of `keys` that belong to a file."""
    return set(await session.scalars(select(StoredFile.key).where(StoredFile.key.in_(keys))))


async def belongs_to(session: AsyncSession, file_id: UUID, *, owner_type: str, owner_id: UUID) -> bool:
    """Tell whether there is such a file and it belongs to this owner."""
    found = await session.scalar(
        select(StoredFile.id).where(
            StoredFile.id == file_id, StoredFile.owner_id == owner_id, StoredFile.owner_type == owner_type
        )
    )
    return found is not None
