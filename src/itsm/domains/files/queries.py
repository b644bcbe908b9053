"""Reading files: cards for other rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, delete, func, literal_column, select, update

from itsm.domains.files.enums import HELD, ScanState
from itsm.domains.files.models import StoredFile, Upload, UploadPart

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

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
    """Return those of `keys` that belong to a file, to its small picture, or to an upload on its way."""
    kept = StoredFile.scan_state != ScanState.DELETED
    found = set(await session.scalars(select(StoredFile.key).where(StoredFile.key.in_(keys), kept)))
    found |= set(await session.scalars(select(StoredFile.preview_key).where(StoredFile.preview_key.in_(keys), kept)))
    return found | set(await session.scalars(select(UploadPart.key).where(UploadPart.key.in_(keys))))


async def file_for_update(session: AsyncSession, file_id: UUID) -> StoredFile | None:
    """Return a file, its row locked until the commit."""
    return await session.scalar(select(StoredFile).where(StoredFile.id == file_id).with_for_update())


async def ids_to_scan(session: AsyncSession, *, before: datetime, limit: int) -> list[UUID]:
    """Return files that wait for the scanner since before `before`, the oldest first."""
    query = (
        select(StoredFile.id)
        .where(StoredFile.scan_state == ScanState.PENDING, StoredFile.created_at < before)
        .order_by(StoredFile.id)
        .limit(limit)
    )
    return list(await session.scalars(query))


async def mark_for_scan(session: AsyncSession, *, limit: int) -> None:
    """Let the oldest files that came while there was no scanner wait for it now."""
    some = select(StoredFile.id).where(StoredFile.scan_state == ScanState.NOT_SCANNED).order_by(StoredFile.id)
    await session.execute(
        update(StoredFile)
        .where(StoredFile.id.in_(some.limit(limit).with_for_update(skip_locked=True).scalar_subquery()))
        .values(scan_state=ScanState.PENDING)
        .execution_options(synchronize_session=False)
    )


async def held_files(
    session: AsyncSession, state: ScanState | None, *, limit: int, after: UUID | None
) -> list[StoredFile]:
    """Return files that are held back, the newest first, older than `after`."""
    query = select(StoredFile).where(_held(state)).order_by(StoredFile.id.desc()).limit(limit)
    if after is not None:
        query = query.where(StoredFile.id < after)
    return list(await session.scalars(query))


async def count_held(session: AsyncSession, state: ScanState | None) -> int:
    """Return how many files are held back."""
    return await session.scalar(select(func.count()).select_from(StoredFile).where(_held(state))) or 0


async def count_not_scanned(session: AsyncSession) -> int:
    """Return how many files nobody has looked into."""
    is_unseen = StoredFile.scan_state == ScanState.NOT_SCANNED
    return await session.scalar(select(func.count()).select_from(StoredFile).where(is_unseen)) or 0


async def rows_of(session: AsyncSession, prefix: str) -> Sequence[Row[UUID, str, str, UUID]]:
    """Return id, key, owner type and owner id of the files whose key begins with `prefix` (two digits)."""
    query = select(StoredFile.id, StoredFile.key, StoredFile.owner_type, StoredFile.owner_id)
    is_kept = StoredFile.scan_state != ScanState.DELETED
    return (await session.execute(query.where(is_kept, StoredFile.key.startswith(prefix)))).all()


async def expire_uploads(session: AsyncSession, now: datetime) -> None:
    """Forget uploads that nobody went on with; their bytes have no row then and are swept."""
    await session.execute(delete(Upload).where(Upload.expires_at < now).execution_options(synchronize_session=False))


def _held(state: ScanState | None) -> ColumnElement[bool]:
    # The words stand in the statement, as in the condition of the index that answers it.
    states = HELD if state is None else (state,)
    return and_(
        StoredFile.scan_state.in_([literal_column(f"'{word.value}'") for word in HELD]),
        StoredFile.scan_state.in_(states),
    )


async def belongs_to(session: AsyncSession, file_id: UUID, *, owner_type: str, owner_id: UUID) -> bool:
    """Tell whether there is such a file and it belongs to this owner."""
    found = await session.scalar(
        select(StoredFile.id).where(
            StoredFile.id == file_id, StoredFile.owner_id == owner_id, StoredFile.owner_type == owner_type
        )
    )
    return found is not None
