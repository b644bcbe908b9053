"""Use cases: have files scanned, hold back what is not clean, let go or delete what is held."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import structlog

from itsm.domains.files.enums import HELD, ScanState
from itsm.domains.files.events import FileCleared, FileDeleted, FileQuarantined, FileReleased, ScanEvent
from itsm.domains.files.queries import file_for_update, ids_to_scan, mark_for_scan
from itsm.platform.errors import Conflict, NotFound
from itsm.platform.scanner.adapters import get_scanner
from itsm.platform.scanner.port import Finding, ScannerUnavailableError, Verdict
from itsm.platform.storage.adapters import get_storage

if TYPE_CHECKING:
    from itsm.domains.files.models import StoredFile
    from itsm.platform.work import UnitOfWork

log = structlog.get_logger("itsm.files")

SCAN_JOB: Final = "files.scan"
DELETE_JOB: Final = "files.delete_bytes"
# A scanner that breaks this often over one file will break over it for ever.
_MID_SCAN_MAX: Final = 5
_BATCH: Final = 100
# Younger ones have a job of their own that is about to run.
_RETRY_AFTER: Final = timedelta(seconds=45)


def first_state() -> ScanState:
    """Return the state of a new file: waiting for the scanner, or visibly not scanned where there is none."""
    return ScanState.NOT_SCANNED if get_scanner() is None else ScanState.PENDING


def ask_for_scan(work: UnitOfWork, file_id: UUID) -> None:
    """Have a file scanned after this commit."""
    work.defer(SCAN_JOB, {"file_id": str(file_id)}, dedupe_key=f"{SCAN_JOB}:{file_id}")


async def scan_file(work: UnitOfWork, file_id: UUID) -> None:
    """Scan one waiting file and write the verdict down. Without a verdict it goes on waiting."""
    scanner, file = get_scanner(), await file_for_update(work.session, file_id)
    if scanner is None or file is None or file.scan_state != ScanState.PENDING:
        return
    try:
        verdict = await scanner.scan(get_storage().open(file.key), file.size_bytes)
    except FileNotFoundError:
        verdict = Verdict(Finding.UNSCANNABLE, "its bytes are missing")
    except ScannerUnavailableError as fault:
        log.warning("files.not_scanned", file_id=str(file.id), error=str(fault))
        if not fault.is_mid_scan:
            return
        file.scan_attempts += 1
        if file.scan_attempts < _MID_SCAN_MAX:
            return
        verdict = Verdict(Finding.UNSCANNABLE, f"the scanner broke {_MID_SCAN_MAX} times: {fault}")
    if verdict.finding is Finding.CLEAN and file.is_opaque:
        verdict = Verdict(Finding.UNSCANNABLE, "holds encrypted or deeply nested contents")
    _write_down(work, file, verdict)


def _write_down(work: UnitOfWork, file: StoredFile, verdict: Verdict) -> None:
    file.scan_state = verdict.finding.value
    file.scan_detail = verdict.detail[:200] or None
    file.scanned_at = work.now
    if verdict.finding is Finding.CLEAN:
        work.record(_event(FileCleared, file, f"{file.name} is clean"))
        return
    found = "is infected" if verdict.finding is Finding.INFECTED else "could not be scanned"
    work.record(_event(FileQuarantined, file, f"{file.name} {found}: {verdict.detail}"))


async def rescan_waiting(work: UnitOfWork) -> int:
    """Ask again for every file that still waits, and for those that came before there was a scanner; return how many.

    Does nothing while the scanner is away: the next turn will see.
    """
    scanner = get_scanner()
    if scanner is None:
        return 0
    try:
        await scanner.version()
    except ScannerUnavailableError as fault:
        log.warning("files.scanner_away", error=str(fault))
        return 0
    await mark_for_scan(work.session, limit=_BATCH)
    waiting = await ids_to_scan(work.session, before=work.now - _RETRY_AFTER, limit=_BATCH)
    for file_id in waiting:
        ask_for_scan(work, file_id)
    return len(waiting)


async def release_file(work: UnitOfWork, file_id: UUID, reason: str) -> StoredFile:
    """Let a held file go, for the reason an administrator gives. Raises NotFound (404), Conflict (409)."""
    file = await _held(work, file_id)
    file.scan_state = ScanState.RELEASED
    work.record(_event(FileReleased, file, f"{work.actor.name} released {file.name}: {reason}", reason=reason))
    return file


async def delete_held_file(work: UnitOfWork, file_id: UUID) -> None:
    """Delete the bytes of a held file; its row stays and says so. Raises NotFound (404), Conflict (409)."""
    file = await _held(work, file_id)
    file.scan_state = ScanState.DELETED
    work.record(_event(FileDeleted, file, f"{work.actor.name} deleted {file.name}"))
    # After the commit: bytes that outlive a crash here are swept, for a deleted file needs none.
    work.defer(DELETE_JOB, {"file_id": str(file.id)})


async def delete_bytes(work: UnitOfWork, file_id: UUID) -> None:
    """Job: remove what storage keeps of a deleted file."""
    file = await file_for_update(work.session, file_id)
    if file is None or file.scan_state != ScanState.DELETED:
        return
    for key in (file.key, file.preview_key):
        if key is not None:
            await get_storage().delete(key)


async def _held(work: UnitOfWork, file_id: UUID) -> StoredFile:
    file = await file_for_update(work.session, file_id)
    if file is None:
        raise NotFound("There is no such file.", code="file_not_found")
    if file.scan_state not in HELD:
        raise Conflict("This file is not held back.", code="not_held", scan_state=file.scan_state)
    return file


def _event(kind: type[ScanEvent], file: StoredFile, summary: str, **more: Any) -> ScanEvent:
    return kind(
        subject_id=file.id,
        parent_type=file.owner_type,
        parent_id=file.owner_id,
        file_name=file.name,
        sha256=file.sha256,
        scan_state=file.scan_state,
        detail=file.scan_detail or "",
        uploaded_by=file.uploaded_by,
        summary=summary[:300],
        **more,
    )
