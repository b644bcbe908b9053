"""Use cases: judge and keep an upload, hand out a link, answer a link."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import structlog

from itsm.domains.files.engine.kinds import identify
from itsm.domains.files.engine.links import LINK_SECONDS, LinkClaims, read_link, sign_link
from itsm.domains.files.engine.names import extension_of
from itsm.domains.files.enums import SERVABLE, ScanState
from itsm.domains.files.events import FileDownloaded
from itsm.domains.files.limits import link_seconds
from itsm.domains.files.models import StoredFile
from itsm.domains.files.owners import link_actor, may_fetch
from itsm.domains.files.queries import FileCard
from itsm.domains.files.schemas import FileLink
from itsm.platform.clock import utc_now
from itsm.platform.errors import Forbidden, NotFound, Problem, UnsupportedType
from itsm.platform.ids import new_id
from itsm.platform.settings import get_settings
from itsm.platform.storage.adapters import get_storage
from itsm.platform.storage.port import new_key
from itsm.platform.work import open_work

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.files.incoming import IncomingFile
    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork

log = structlog.get_logger("itsm.files")


@dataclass(slots=True)
class KeptFile:
    """Bytes that are in storage. They stay only where `register_file` gives them a row."""

    key: str
    name: str
    size_bytes: int
    sha256: str
    media_type: str
    is_registered: bool = False


async def judge_type(incoming: IncomingFile, endings: Collection[str]) -> str:
    """Return the media type of what came.

    Raises UnsupportedType (415) where content and name disagree, or the ending is not one of `endings`.
    """
    ending = extension_of(incoming.name)
    kind = await asyncio.to_thread(identify, ending, incoming.spool) if ending in endings else None
    if kind is None:
        raise UnsupportedType(
            "This kind of file is not accepted, or its content is not what its name says.",
            code="file_type_refused",
            accepted=sorted(endings),
        )
    return kind.media_type


@asynccontextmanager
async def keeping(incoming: IncomingFile, endings: Collection[str]) -> AsyncIterator[KeptFile]:
    """Put an upload into storage; the block writes its row and commits. Where it refuses to, the bytes go again.

    After any other fault nobody knows whether the commit stood: the bytes stay, and the sweep finds out.
    Raises UnsupportedType (415), Unavailable (503).
    """
    media_type = await judge_type(incoming, endings)
    kept = KeptFile(new_key(), incoming.name, incoming.size_bytes, incoming.sha256, media_type)
    await get_storage().put(kept.key, incoming.chunks())
    try:
        yield kept
    except Problem:
        await get_storage().delete(kept.key)
        raise
    if not kept.is_registered:
        await get_storage().delete(kept.key)


def register_file(work: UnitOfWork, kept: KeptFile, *, owner_type: str, owner_id: UUID) -> FileCard:
    """Write the row of a kept file with this unit of work."""
    kept.is_registered = True
    card = FileCard(
        id=new_id(),
        name=kept.name,
        size_bytes=kept.size_bytes,
        sha256=kept.sha256,
        media_type=kept.media_type,
        scan_state=ScanState.NOT_SCANNED,
        uploaded_by=work.actor.id,
        created_at=work.now,
    )
    work.stage(
        StoredFile,
        {
            "id": card.id,
            "key": kept.key,
            "name": card.name,
            "size_bytes": card.size_bytes,
            "sha256": card.sha256,
            "media_type": card.media_type,
            "scan_state": card.scan_state,
            "owner_type": owner_type,
            "owner_id": owner_id,
            "uploaded_by": card.uploaded_by,
            "created_at": card.created_at,
        },
    )
    return card


async def issue_link(session: AsyncSession, actor: Actor, file_id: UUID) -> FileLink:
    """Return a link to a file for `actor`; the caller has checked that they may see it.

    Raises Forbidden (403) for a caller without session or API token: the link would outlive all that could end it.
    """
    bearer = actor.session_id or actor.token_id
    if actor.id is None or bearer is None:
        raise Forbidden("Links to files are for people who are signed in.")
    seconds = min(LINK_SECONDS, await link_seconds(session))
    # Wall clock, whatever clock a unit of work has: the link is judged by it.
    expires_at = (utc_now() + timedelta(seconds=seconds)).replace(microsecond=0)
    claims = LinkClaims(actor.id, bearer, int(expires_at.timestamp()))
    token = sign_link(_key(), file_id, claims)
    return FileLink(url=f"/api/files/{file_id}/download?token={token}", expires_at=expires_at)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where a download comes from, and which part of the file it asks for."""

    ip: str
    user_agent: str
    byte_range: str | None


async def open_download(file_id: UUID, token: str, visitor: Visitor) -> StoredFile:
    """Return the file that a link leads to, having written down that it was fetched.

    Raises NotFound (404), the same for a forged, foreign, expired or ended link, for a file that is gone, and for
    one the user may no longer see.
    """
    claims = read_link(_key(), file_id, token, int(utc_now().timestamp()))
    if claims is None:
        raise NotFound
    actor = await link_actor(claims.session_id, claims.user_id, visitor.ip, visitor.user_agent)
    if actor is None:
        raise NotFound
    async with open_work(actor) as work:
        file = await work.session.get(StoredFile, file_id)
        if file is None or not await may_fetch(work.session, actor, file) or file.scan_state not in SERVABLE:
            raise NotFound
        if not await get_storage().exists(file.key):
            log.error("files.bytes_missing", file_id=str(file.id))
            raise NotFound
        work.record(_downloaded(file, visitor.byte_range))
    return file


def _downloaded(file: StoredFile, byte_range: str | None) -> FileDownloaded:
    return FileDownloaded(
        subject_id=file.id,
        parent_type=file.owner_type,
        parent_id=file.owner_id,
        file_name=file.name,
        sha256=file.sha256,
        byte_range=byte_range[:100] if byte_range else None,
        summary=f"{file.name} downloaded",
    )


def _key() -> bytes:
    return get_settings().derive_key("file-links")
