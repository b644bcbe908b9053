"""Use cases of large files: begin an upload, take its bytes piece by piece, take it as a file, give it up.

Follows the core of tus 1.0 (HEAD, PATCH, DELETE); an upload is begun with JSON. A piece is an object of its own in
storage, so any web process takes any piece; at the end they are read once, in order, into the file.
"""

from __future__ import annotations

import hashlib
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import delete, func, select

from itsm.domains.files.engine.names import clean_name, extension_of
from itsm.domains.files.incoming import file_too_large
from itsm.domains.files.keeping import KeptFile, keeping_stored
from itsm.domains.files.models import Upload, UploadPart
from itsm.platform.db.engine import get_database
from itsm.platform.errors import Conflict, Invalid, NotFound, TooLarge, UnsupportedType
from itsm.platform.ids import new_id
from itsm.platform.storage.adapters import get_storage
from itsm.platform.storage.port import new_key
from itsm.platform.work import open_work

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.files.limits import UploadLimits
    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork

LIFETIME: Final = timedelta(hours=24)
"""How long an upload waits for its next piece."""

DELETE_KEYS_JOB: Final = "files.delete_keys"
_OPEN_MAX: Final = 10
_PARTS_MAX: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadCard:
    """How far an upload is."""

    id: UUID
    name: str
    size_bytes: int
    received_bytes: int
    expires_at: datetime
    owner_type: str
    owner_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadPlan:
    """What somebody means to send, and what it will belong to."""

    name: str
    size_bytes: int
    owner_type: str
    owner_id: UUID


async def begin_upload(work: UnitOfWork, plan: UploadPlan, limits: UploadLimits) -> UploadCard:
    """Open a slot for one file, for the actor and this owner alone.

    Raises TooLarge (413), UnsupportedType (415) by its name, Conflict (409) where the actor has too many open.
    """
    name = clean_name(plan.name)
    if plan.size_bytes > limits.file_bytes:
        raise file_too_large(limits.file_bytes)
    if extension_of(name) not in limits.endings:
        raise UnsupportedType(
            "This kind of file is not accepted.", code="file_type_refused", accepted=sorted(limits.endings)
        )
    mine = select(func.count()).select_from(Upload)
    open_ones = await work.session.scalar(mine.where(Upload.user_id == work.actor.id, Upload.expires_at > work.now))
    if (open_ones or 0) >= _OPEN_MAX:
        raise Conflict("Finish or give up another upload first.", code="too_many_uploads", limit=_OPEN_MAX)
    card = UploadCard(
        id=new_id(),
        name=name,
        size_bytes=plan.size_bytes,
        received_bytes=0,
        expires_at=work.now + LIFETIME,
        owner_type=plan.owner_type,
        owner_id=plan.owner_id,
    )
    row = {name: getattr(card, name) for name in UploadCard.__slots__}
    work.stage(Upload, row | {"user_id": work.actor.id, "created_at": work.now})
    return card


async def find_upload(session: AsyncSession, actor: Actor, upload_id: UUID, now: datetime) -> UploadCard:
    """Return an upload of the actor's own. Raises NotFound (404): the same for a foreign, ended or unknown one."""
    return _card(await _own(session, actor, upload_id, now))


async def receive(
    actor: Actor, upload_id: UUID, offset: int, chunks: AsyncIterable[bytes], now: datetime
) -> UploadCard:
    """Take the next bytes of an upload, from `offset` on; return how far it is then.

    What came before the line broke is kept. No transaction waits for a slow line. Raises NotFound (404), Conflict
    (409) with the right `offset`, TooLarge (413) for more bytes than were announced, Unavailable (503).
    """
    async with get_database().reading() as session:
        card = await find_upload(session, actor, upload_id, now)
    if card.received_bytes != offset:
        raise _wrong_offset(card.received_bytes)
    key = new_key()
    size = await get_storage().put(key, _at_most(chunks, card.size_bytes - offset))
    is_written = False
    try:
        async with open_work(actor) as work:
            row = await _own(work.session, actor, upload_id, now, for_update=True)
            if row.received_bytes != offset:
                raise _wrong_offset(row.received_bytes)
            if size:
                await _count_parts(work.session, upload_id)
                part = {"upload_id": upload_id, "start_byte": offset, "size_bytes": size, "key": key}
                work.stage(UploadPart, part)
                row.received_bytes += size
                is_written = True
            row.expires_at = work.now + LIFETIME
            card = _card(row)
    except (Conflict, NotFound):
        is_written = False
        raise
    finally:
        # After any other fault nobody knows whether the commit stood: the sweep finds out.
        if not is_written:
            await get_storage().delete(key)
    return card


async def give_up(work: UnitOfWork, upload_id: UUID) -> None:
    """End an upload and have its bytes removed. Raises NotFound (404)."""
    await _own(work.session, work.actor, upload_id, work.now, for_update=True)
    await end_upload(work, upload_id)


@asynccontextmanager
async def taking(
    actor: Actor, upload_id: UUID, owner: tuple[str, UUID], endings: frozenset[str], now: datetime
) -> AsyncIterator[KeptFile]:
    """Make a whole upload a kept file; the block writes its row, ends the upload (`end_upload`) and commits.

    Raises NotFound (404) for one that is not the actor's or not for this `owner`, Conflict (409) where bytes are
    missing, UnsupportedType (415) where the content is not what it must be.
    """
    async with get_database().reading() as session:
        card = await find_upload(session, actor, upload_id, now)
        parts = await _parts(session, upload_id)
    if (card.owner_type, card.owner_id) != owner:
        raise _unknown()
    if card.received_bytes != card.size_bytes:
        raise Conflict("Not all bytes are here yet.", code="upload_incomplete", offset=card.received_bytes)
    key, digest = new_key(), hashlib.sha256()
    try:
        await get_storage().put(key, _joined(parts, digest))
    except FileNotFoundError as fault:
        raise Conflict("Bytes of this upload were lost; send the file again.", code="upload_lost") from fault
    async with keeping_stored(key, card.name, card.size_bytes, digest.hexdigest(), endings) as kept:
        yield kept


async def end_upload(work: UnitOfWork, upload_id: UUID) -> None:
    """Let go of an upload with this unit of work; it can be taken once. Raises NotFound (404) where it was."""
    keys = [part.key for part in await _parts(work.session, upload_id)]
    gone = await work.session.execute(
        delete(Upload).where(Upload.id == upload_id, Upload.user_id == work.actor.id).returning(Upload.id)
    )
    if gone.first() is None:
        raise _unknown()
    if keys:
        work.defer(DELETE_KEYS_JOB, {"keys": keys})


async def delete_keys(keys: Sequence[str]) -> None:
    """Remove what storage keeps of ended uploads. Harmless to repeat."""
    for key in keys:
        await get_storage().delete(key)


def _card(row: Upload) -> UploadCard:
    return UploadCard(**{name: getattr(row, name) for name in UploadCard.__slots__})


async def _own(
    session: AsyncSession, actor: Actor, upload_id: UUID, now: datetime, *, for_update: bool = False
) -> Upload:
    query = select(Upload).where(Upload.id == upload_id, Upload.user_id == actor.id, Upload.expires_at > now)
    row = await session.scalar(query.with_for_update() if for_update else query)
    if row is None:
        raise _unknown()
    return row


async def _parts(session: AsyncSession, upload_id: UUID) -> Sequence[UploadPart]:
    query = select(UploadPart).where(UploadPart.upload_id == upload_id).order_by(UploadPart.start_byte)
    return (await session.scalars(query)).all()


async def _count_parts(session: AsyncSession, upload_id: UUID) -> None:
    count = select(func.count()).select_from(UploadPart).where(UploadPart.upload_id == upload_id)
    if (await session.scalar(count) or 0) >= _PARTS_MAX:
        raise Conflict("This upload came in too many pieces; send larger ones.", code="too_many_parts")


async def _at_most(chunks: AsyncIterable[bytes], limit: int) -> AsyncIterator[bytes]:
    size = 0
    async for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise TooLarge("More bytes than this upload was announced with.", code="upload_too_long")
        yield chunk


async def _joined(parts: Sequence[UploadPart], digest: hashlib._Hash) -> AsyncIterator[bytes]:
    for part in parts:
        async for chunk in get_storage().open(part.key):
            digest.update(chunk)
            yield chunk


def _wrong_offset(offset: int) -> Conflict:
    return Conflict(
        "The next piece begins elsewhere.",
        code="wrong_offset",
        offset=offset,
        headers={"Upload-Offset": str(offset), "Tus-Resumable": "1.0.0"},
    )


def _unknown() -> NotFound:
    return NotFound("There is no such upload.", code="upload_not_found")


def check_offset(text: str | None) -> int:
    """Return the offset in a header. Raises Invalid (422)."""
    if text is None or not text.isascii() or not text.isdecimal() or len(text) > 15:  # noqa: PLR2004 - a petabyte
        raise Invalid.field("Upload-Offset", "Send where the piece begins, in bytes.", "missing")
    return int(text)
