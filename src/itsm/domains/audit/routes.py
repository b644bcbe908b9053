"""The audit trail for administrators."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from itsm.domains.audit.chain.routes import router as chain_router
from itsm.domains.audit.events import AuditExported
from itsm.domains.audit.export import export_csv
from itsm.domains.audit.queries import AuditFilter, count_entries, search_entries
from itsm.domains.audit.schemas import AuditRead, read_entry
from itsm.platform.http.deps import Reading, Work, require
from itsm.platform.http.etags import json_response
from itsm.platform.http.paging import Page, PageParams, decode_cursor, encode_cursor
from itsm.platform.http.schemas import Moment

router = APIRouter(prefix="/admin/audit", tags=["audit"], dependencies=[require("audit.read")])
router.include_router(chain_router)

_MAX_SEQ: Final = 2**63 - 1


def _filter(
    actor_id: UUID | None = None,
    action: Annotated[str | None, Query(max_length=80, pattern=r"^[a-z_]+(\.[a-z_]*)*$")] = None,
    subject_type: Annotated[str | None, Query(max_length=40, pattern=r"^[a-z_]+$")] = None,
    subject_id: UUID | None = None,
    at_from: Moment | None = None,
    at_to: Moment | None = None,
    q: Annotated[str | None, Query(max_length=100, pattern=r"^[^\x00]*$")] = None,
) -> AuditFilter:
    return AuditFilter(
        actor_id=actor_id,
        action=action,
        subject_type=subject_type,
        subject_id=subject_id,
        at_from=at_from,
        at_to=at_to,
        text=q,
    )


Wanted = Annotated[AuditFilter, Depends(_filter)]


@router.get("", response_model=Page[AuditRead])
async def list_audit_entries(
    request: Request, session: Reading, wanted: Wanted, page: Annotated[PageParams, Depends()]
) -> Response:
    """List audit entries, newest first."""
    after = decode_cursor(page.cursor, int)
    before = min(after[0], _MAX_SEQ) if after and after[0] is not None else None
    entries = await search_entries(session, wanted, limit=page.limit + 1, before=before)
    total, is_estimate = await count_entries(session, wanted)
    shown = entries[: page.limit]
    answer = Page[AuditRead](
        items=[read_entry(entry) for entry in shown],
        next_cursor=encode_cursor(shown[-1].seq) if len(entries) > page.limit else None,
        total=total,
        total_is_estimate=is_estimate,
    )
    return json_response(request, answer.model_dump_json().encode())


@router.post(
    "/export",
    response_class=StreamingResponse,
    responses={200: {"description": "The matching entries, newest first.", "content": {"text/csv": {}}}},
)
async def export_audit_entries(work: Work, wanted: Wanted) -> StreamingResponse:
    """Export audit entries as CSV. The export is itself an audit entry."""
    if work.actor.id is not None:
        asked = {name: str(value) for name, value in vars(wanted).items() if value is not None}
        work.record(AuditExported(subject_id=work.actor.id, filters=asked, summary="Exported the audit trail"))
    return StreamingResponse(
        export_csv(wanted),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="audit.csv"', "Cache-Control": "no-store"},
    )
