"""Bringing assets in from a file: sending it, saying what it means, carrying it out, taking it back."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from starlette.responses import Response

from itsm.domains.assets.enums import RowOutcome, RowPhase
from itsm.domains.assets.imports import queries, service
from itsm.domains.assets.imports.devices import take_posted
from itsm.domains.assets.imports.events import AssetImportRefusedTaken
from itsm.domains.assets.imports.models import AssetImport
from itsm.domains.assets.imports.opening import opened
from itsm.domains.assets.imports.presentation import import_card, import_read, rows_read
from itsm.domains.assets.imports.refused import refused_batches, refused_columns
from itsm.domains.assets.imports.schemas import (
    UPLOAD_BODY,
    AssetImportCard,
    AssetImportRead,
    AssetImportRowRead,
    AssetImportTerms,
    DeviceInventory,
    DeviceTaken,
)
from itsm.domains.assets.routes.common import moment_cursor
from itsm.domains.assets.visibility import WRITE
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page, PageQuery, decode_cursor, encode_cursor
from itsm.platform.http.resources import changed, created
from itsm.platform.tabular import MEDIA_TYPES, TableFormat, written
from itsm.platform.work import UnitOfWork, open_work

router = APIRouter(prefix="/assets/imports", dependencies=[require(WRITE)])
inventory = APIRouter(prefix="/assets", dependencies=[require(WRITE)])
_KINDS = {kind.partition(";")[0]: dict[str, Any]() for kind in MEDIA_TYPES.values()}
_FILE: dict[int | str, dict[str, Any]] = {200: {"description": "The file.", "content": _KINDS}}


@router.post("", response_model=AssetImportRead, status_code=201, openapi_extra=UPLOAD_BODY)
async def create_asset_import(request: Request, actor: CurrentActor, once: Once) -> Response:
    """Send a CSV or Excel file of assets. Nothing changes yet: the answer says what its columns seem to mean."""
    async with opened(request) as (file, table), open_work(actor) as work:
        if known := await once.replay(work, {"filename": file.name, "sha256": file.sha256}):
            return known
        one = await service.take_table(work, file.name, file.sha256, table)
        read = await import_read(work.session, one)
        return created(request, work, once, read, path=f"/api/assets/imports/{one.id}", version=one.version)


@router.get("", response_model=Page[AssetImportCard])
async def list_asset_imports(request: Request, session: Reading, page: PageQuery) -> Response:
    """Return every import with how far it is, the newest first."""
    rows = await queries.imports(session, after=moment_cursor(page.cursor), limit=page.limit)
    items = [import_card(row) for row in rows[: page.limit]]
    more = encode_cursor(items[-1].created_at.isoformat(), str(items[-1].id)) if len(rows) > page.limit else None
    answer = Page[AssetImportCard](items=items, next_cursor=more, total=None, total_is_estimate=False)
    return json_response(request, answer.model_dump_json().encode())


@router.get("/{import_id}", response_model=AssetImportRead)
async def get_asset_import(request: Request, import_id: UUID, session: Reading) -> Response:
    """Return one import with its columns, how it is read, and how far it is."""
    one = await queries.get_import(session, import_id)
    body = await import_read(session, one)
    return json_response(request, body.model_dump_json().encode())


@router.get("/{import_id}/rows", response_model=Page[AssetImportRowRead])
async def list_asset_import_rows(
    request: Request,
    import_id: UUID,
    session: Reading,
    page: PageQuery,
    outcome: RowOutcome | None = None,
    phase: RowPhase | None = None,
) -> Response:
    """Return rows by line: what becomes of each, every reason against it, what it changes."""
    one = await queries.get_import(session, import_id)
    cursor = decode_cursor(page.cursor, int)
    after = cursor[0] or 0 if cursor else 0
    rows = await queries.rows_of(session, import_id, outcome=outcome, phase=phase, after=after, limit=page.limit + 1)
    items = await rows_read(session, one, rows[: page.limit])
    more = encode_cursor(items[-1].line) if len(rows) > page.limit else None
    answer = Page[AssetImportRowRead](items=items, next_cursor=more, total=None, total_is_estimate=False)
    return json_response(request, answer.model_dump_json().encode())


@router.put("/{import_id}/terms", response_model=AssetImportRead)
async def put_asset_import_terms(
    import_id: UUID, body: AssetImportTerms, work: Work, if_match: IfMatch = None
) -> Response:
    """Say what the columns mean, and have every row checked: a dry run, that a job does."""
    one = await queries.get_import(work.session, import_id, lock=True)
    require_version(if_match, one.version)
    return await _answer(work, await service.set_terms(work, one, body))


@router.post("/{import_id}/run", response_model=AssetImportRead)
async def run_asset_import(import_id: UUID, work: Work) -> Response:
    """Carry a checked import out; a job does it. Refused rows are left out."""
    one = await queries.get_import(work.session, import_id, lock=True)
    return await _answer(work, await service.start_import(work, one))


@router.post("/{import_id}/undo", response_model=AssetImportRead)
async def undo_asset_import(import_id: UUID, work: Work) -> Response:
    """Make the assets as they were before, but for those that people changed since; a job does it."""
    one = await queries.get_import(work.session, import_id, lock=True)
    return await _answer(work, await service.undo_import(work, one))


@router.get(
    "/{import_id}/refused",
    response_class=StreamingResponse,
    responses=_FILE,
)
async def export_refused_rows(
    import_id: UUID, work: Work, kind: Annotated[TableFormat, Query(alias="format")] = TableFormat.CSV
) -> StreamingResponse:
    """Fetch the refused rows with the reasons, to mend and send again. The export is audited."""
    one = await queries.get_import(work.session, import_id)
    summary = f"Refused rows of {one.file_name} exported"
    work.record(AssetImportRefusedTaken(subject_id=one.id, version=one.version, format=kind.value, summary=summary))
    headers = {
        "Content-Disposition": f'attachment; filename="refused-{one.created_at.date().isoformat()}.{kind.value}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    file = written(kind, "Refused", refused_columns(one), refused_batches(one))
    return StreamingResponse(file, media_type=MEDIA_TYPES[kind], headers=headers)


async def _answer(work: UnitOfWork, one: AssetImport) -> Response:
    await work.session.flush()
    return changed(await import_read(work.session, one), one.version)


@inventory.post("/inventory")
async def take_device_inventory(body: DeviceInventory, work: Work) -> DeviceTaken:
    """Write what an inventory agent found on one device, full or partial; known again by board or serial number."""
    row = await take_posted(work, body.model_dump())
    return DeviceTaken(outcome=row.outcome, asset_id=row.asset_id, tag=row.asset_tag, reasons=list(row.reasons))
