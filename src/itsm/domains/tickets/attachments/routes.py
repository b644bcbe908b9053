"""Files of a ticket, under /api/tickets/{id}/attachments."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.responses import Response

from itsm.domains.files import api as files
from itsm.domains.files.schemas import FileLink, UploadCreate, UploadRead
from itsm.domains.tickets.attachments.queries import AttachmentRow, attachment_of, attachments_of
from itsm.domains.tickets.attachments.schemas import (
    UPLOAD_BODY,
    AttachmentForm,
    AttachmentPlace,
    AttachmentRead,
    Uploader,
)
from itsm.domains.tickets.attachments.service import (
    OWNER,
    Placement,
    attach_file,
    check_may_upload,
    remove_attachment,
    unknown_attachment,
)
from itsm.domains.tickets.paths import TicketRef
from itsm.domains.tickets.policies import works_on
from itsm.domains.tickets.repository import load_visible
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import get_database
from itsm.platform.http.deps import CurrentActor, Reading, Work
from itsm.platform.http.etags import json_response
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page, PageQuery
from itsm.platform.http.resources import created
from itsm.platform.work import open_work

router = APIRouter(prefix="/tickets/{ticket_id}/attachments", tags=["tickets"])
uploads = APIRouter(prefix="/tickets/{ticket_id}/uploads", tags=["tickets"])
routers = (router, uploads)

_FIELDS = frozenset(AttachmentForm.model_fields)


@router.get("", response_model=Page[AttachmentRead])
async def list_attachments(
    request: Request,
    ticket_id: TicketRef,
    actor: CurrentActor,
    session: Reading,
    page: PageQuery,
) -> Response:
    """Return the files of a ticket, the oldest first; internal ones only for who works it."""
    found = await load_visible(session, actor, ticket_id)
    rows, cursor, total = await attachments_of(session, found.id, page, with_internal=works_on(actor, found))
    answer = Page[AttachmentRead](
        items=[_read(row) for row in rows], next_cursor=cursor, total=total, total_is_estimate=False
    )
    return json_response(request, answer.model_dump_json().encode())


@router.post("", response_model=AttachmentRead, status_code=201, openapi_extra=UPLOAD_BODY)
async def create_attachment(request: Request, ticket_id: TicketRef, actor: CurrentActor, once: Once) -> Response:
    """Attach a file. Who may not is refused before a byte is read; no transaction waits for a slow line."""
    _, limits = await check_may_upload(actor, ticket_id)
    form = await files.read_upload(
        request.stream(), request.headers.get("content-type", ""), fields=_FIELDS, limit_bytes=limits.file_bytes
    )
    with form.file as incoming:
        fields = _fields(form.fields)
        sent = {**form.fields, "filename": incoming.name, "sha256": incoming.sha256}
        async with files.keeping(incoming, limits.endings) as kept, open_work(actor) as work:
            if known := await once.replay(work, sent):
                return known
            row = await attach_file(work, ticket_id, kept, Placement(fields.comment_id, fields.is_internal))
            path = f"/api/tickets/{row.ticket_id}/attachments"
            return created(request, work, once, _read(row), path=path, version=1)


@uploads.post("", response_model=UploadRead, status_code=201)
async def create_upload(ticket_id: TicketRef, actor: CurrentActor, body: UploadCreate) -> Response:
    """Begin to send a large file in pieces; they go to the address in the answer (docs/guide/files.md)."""
    found, limits = await check_may_upload(actor, ticket_id, body.size_bytes)
    plan = files.UploadPlan(name=body.filename, size_bytes=body.size_bytes, owner_type=OWNER, owner_id=found)
    async with open_work(actor) as work:
        card = await files.begin_upload(work, plan, limits)
    url = f"/api/uploads/{card.id}"
    answer = UploadRead(
        id=card.id,
        url=url,
        filename=card.name,
        size_bytes=card.size_bytes,
        received_bytes=0,
        expires_at=card.expires_at,
    )
    headers = {"Location": url, "Tus-Resumable": "1.0.0"}
    return Response(answer.model_dump_json(), 201, headers=headers, media_type="application/json")


@uploads.post("/{upload_id}/attach", response_model=AttachmentRead, status_code=201)
async def attach_upload(
    request: Request, ticket_id: TicketRef, upload_id: UUID, actor: CurrentActor, body: AttachmentPlace, once: Once
) -> Response:
    """Make a finished upload a file of the ticket. An upload becomes one file, once."""
    async with get_database().reading() as session:
        if known := await once.known(session, actor, body.model_dump(mode="json")):
            return known
    found, limits = await check_may_upload(actor, ticket_id)
    owner = (OWNER, found)
    async with files.taking(actor, upload_id, owner, limits.endings, utc_now()) as kept, open_work(actor) as work:
        await files.end_upload(work, upload_id)
        row = await attach_file(work, ticket_id, kept, Placement(body.comment_id, body.is_internal))
        path = f"/api/tickets/{row.ticket_id}/attachments"
        return created(request, work, once, _read(row), path=path, version=1)


@router.delete("/{attachment_id}", status_code=204)
async def delete_attachment(ticket_id: TicketRef, attachment_id: UUID, work: Work) -> None:
    """Take a file off the ticket: for who sent it, and for who works the ticket."""
    await remove_attachment(work, ticket_id, attachment_id)


@router.post("/{attachment_id}/link")
async def create_attachment_link(
    ticket_id: TicketRef, attachment_id: UUID, actor: CurrentActor, session: Reading
) -> FileLink:
    """Return an address where the caller can fetch the file during the next minutes."""
    found = await load_visible(session, actor, ticket_id)
    row = await attachment_of(session, found.id, attachment_id, with_internal=works_on(actor, found))
    if row is None:
        raise unknown_attachment()
    return await files.issue_link(session, actor, row.file_id)


def _fields(sent: dict[str, str]) -> AttachmentForm:
    try:
        return AttachmentForm.model_validate(sent)
    except ValidationError as fault:
        raise RequestValidationError(fault.errors()) from fault


def _read(row: AttachmentRow) -> AttachmentRead:
    return AttachmentRead(
        id=row.id,
        ticket_id=row.ticket_id,
        filename=row.filename,
        content_type=row.content_type,
        size_bytes=row.size_bytes,
        scan_state=row.scan_state,
        is_internal=row.is_internal,
        comment_id=row.comment_id,
        uploaded_by=Uploader(id=row.uploaded_by_id, name=row.uploaded_by_name or "") if row.uploaded_by_id else None,
        created_at=row.created_at,
    )
