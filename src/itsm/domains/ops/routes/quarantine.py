"""Files that are held back, for administrators: look, let go with a reason, delete."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from itsm.domains.files import api as files
from itsm.domains.files.enums import ScanState
from itsm.domains.ops.schemas import HeldFileRead, HeldState, Release, ScannerRead
from itsm.domains.users import api as users
from itsm.platform.http.deps import Reading, Work
from itsm.platform.http.etags import json_response
from itsm.platform.http.paging import Page, PageQuery, decode_id_cursor, encode_cursor
from itsm.platform.scanner.adapters import get_scanner
from itsm.platform.scanner.port import ScannerUnavailableError

router = APIRouter(prefix="/quarantine")


@router.get("", response_model=Page[HeldFileRead])
async def list_held_files(
    request: Request, session: Reading, page: PageQuery, state: HeldState | None = None
) -> Response:
    """Return files that are held back, the newest first: infected, unscannable, or waiting for the scanner."""
    rows = await files.held_files(session, _word(state), limit=page.limit + 1, after=decode_id_cursor(page.cursor))
    shown = rows[: page.limit]
    names = await users.names(session, {row.uploaded_by for row in shown if row.uploaded_by})
    answer = Page[HeldFileRead](
        items=[_read(row, names) for row in shown],
        next_cursor=encode_cursor(shown[-1].id) if len(rows) > page.limit else None,
        total=await files.count_held(session, _word(state)) if page.cursor is None else None,
        total_is_estimate=False,
    )
    return json_response(request, answer.model_dump_json().encode())


@router.get("/scanner")
async def get_scanner_state(response: Response, session: Reading) -> ScannerRead:
    """Tell whether there is a scanner, whether it answers, and how many files nobody has looked into."""
    response.headers["Cache-Control"] = "no-store"
    scanner, version = get_scanner(), None
    if scanner is not None:
        try:
            version = await scanner.version()
        except ScannerUnavailableError:
            version = None
    return ScannerRead(
        is_configured=scanner is not None,
        is_answering=version is not None,
        version=version,
        not_scanned=await files.count_not_scanned(session),
    )


@router.post("/{file_id}/release")
async def release_held_file(file_id: UUID, body: Release, work: Work) -> HeldFileRead:
    """Let a held file be fetched, for a reason that is written down."""
    file = await files.release_file(work, file_id, body.reason)
    names = await users.names(work.session, {file.uploaded_by} if file.uploaded_by else set())
    return _read(file, names)


@router.delete("/{file_id}", status_code=204)
async def delete_held_file(file_id: UUID, work: Work) -> None:
    """Delete the bytes of a held file for good."""
    await files.delete_held_file(work, file_id)


def _word(state: HeldState | None) -> ScanState | None:
    return ScanState(state.value) if state else None


def _read(row: files.StoredFile, names: dict[UUID, str]) -> HeldFileRead:
    return HeldFileRead(
        id=row.id,
        name=row.name,
        media_type=row.media_type,
        size_bytes=row.size_bytes,
        sha256=row.sha256,
        scan_state=row.scan_state,
        detail=row.scan_detail,
        owner_type=row.owner_type,
        owner_id=row.owner_id,
        uploaded_by=names.get(row.uploaded_by) if row.uploaded_by else None,
        created_at=row.created_at,
        scanned_at=row.scanned_at,
    )
