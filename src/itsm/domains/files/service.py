"""Use cases: write the row of a kept file, hand out a link, answer a link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import structlog

from itsm.domains.files.engine.links import LINK_SECONDS, LinkClaims, read_link, sign_link
from itsm.domains.files.enums import ScanState, is_servable
from itsm.domains.files.events import FileDownloaded
from itsm.domains.files.limits import link_seconds
from itsm.domains.files.models import StoredFile
from itsm.domains.files.owners import link_actor, may_fetch
from itsm.domains.files.queries import FileCard
from itsm.domains.files.scanning import ask_for_scan, first_state
from itsm.domains.files.schemas import FileLink
from itsm.platform.clock import utc_now
from itsm.platform.errors import Conflict, Forbidden, NotFound
from itsm.platform.ids import new_id
from itsm.platform.scanner.adapters import get_scanner
from itsm.platform.settings import get_settings
from itsm.platform.storage.adapters import get_storage
from itsm.platform.work import open_work

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.files.keeping import KeptFile
    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork

log = structlog.get_logger("itsm.files")


def register_file(work: UnitOfWork, kept: KeptFile, *, owner_type: str, owner_id: UUID) -> FileCard:
    """Write the row of a kept file with this unit of work."""
    kept.is_registered = True
    card = FileCard(
        id=new_id(),
        name=kept.name,
        size_bytes=kept.size_bytes,
        sha256=kept.sha256,
        media_type=kept.media_type,
        scan_state=first_state(),
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
            "is_opaque": kept.is_opaque,
            "preview_key": kept.preview_key,
            "owner_type": owner_type,
            "owner_id": owner_id,
            "uploaded_by": card.uploaded_by,
            "created_at": card.created_at,
        },
    )
    if card.scan_state == ScanState.PENDING:
        ask_for_scan(work, card.id)
    return card


async def issue_link(session: AsyncSession, actor: Actor, file_id: UUID) -> FileLink:
    """Return a link to a file for `actor`; the caller has checked that they may see it.

    Raises Conflict (409) for a file that is held back, Forbidden (403) for a caller without session or API token: the
    link would outlive everything that could end it.
    """
    bearer = actor.session_id or actor.token_id
    if actor.id is None or bearer is None:
        raise Forbidden("Links to files are for people who are signed in.")
    file = await session.get(StoredFile, file_id)
    if file is None or not _may_serve(file):
        raise Conflict("This file is held back.", code="file_held", scan_state=file.scan_state if file else None)
    seconds = min(LINK_SECONDS, await link_seconds(session))
    # Wall clock, whatever clock a unit of work has: the link is judged by it.
    expires_at = (utc_now() + timedelta(seconds=seconds)).replace(microsecond=0)
    claims = LinkClaims(actor.id, bearer, int(expires_at.timestamp()))
    token = sign_link(_key(), file_id, claims)
    return FileLink(
        url=f"/api/files/{file_id}/download?token={token}",
        preview_url=f"/api/files/{file_id}/preview?token={token}" if file.preview_key else None,
        expires_at=expires_at,
    )


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where a download comes from, and which part of the file it asks for."""

    ip: str
    user_agent: str
    byte_range: str | None


@dataclass(frozen=True, slots=True)
class Download:
    """A file that may be fetched now, and how long its link is good for."""

    file: StoredFile
    seconds_left: int


async def open_download(file_id: UUID, token: str, visitor: Visitor, *, is_preview: bool = False) -> Download:
    """Return the file that a link leads to, having written down that it was fetched (not that its preview was shown).

    Raises NotFound (404), the same for a forged, foreign, expired or ended link, for a file that is gone, and for
    one the user may no longer see.
    """
    now = int(utc_now().timestamp())
    claims = read_link(_key(), file_id, token, now)
    if claims is None:
        raise NotFound
    actor = await link_actor(claims.session_id, claims.user_id, visitor.ip, visitor.user_agent)
    if actor is None:
        raise NotFound
    async with open_work(actor) as work:
        file = await work.session.get(StoredFile, file_id)
        if file is None or not await may_fetch(work.session, actor, file) or not _may_serve(file):
            raise NotFound
        key = file.preview_key if is_preview else file.key
        if key is None or not await get_storage().exists(key):
            log.error("files.bytes_missing", file_id=str(file.id))
            raise NotFound
        if not is_preview:
            work.record(_downloaded(file, visitor.byte_range))
    return Download(file, max(0, claims.expires_at - now))


def _may_serve(file: StoredFile) -> bool:
    return is_servable(file.scan_state, has_scanner=get_scanner() is not None)


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
