"""The conversation of a ticket, under /api/tickets/{id}/comments."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.tickets.comments.queries import comment_of, comments_of, revisions_of
from itsm.domains.tickets.comments.schemas import (
    CommentAuthor,
    CommentCreate,
    CommentPatch,
    CommentRead,
    RevisionList,
    RevisionRead,
)
from itsm.domains.tickets.comments.service import add_comment, edit_comment, lock_own_comment, unknown_comment
from itsm.domains.tickets.comments.writing import CommentRow
from itsm.domains.tickets.composing.service import require_nothing_newer
from itsm.domains.tickets.paths import TicketRef
from itsm.domains.tickets.policies import works_on
from itsm.domains.tickets.repository import load_visible
from itsm.platform.errors import Forbidden
from itsm.platform.http.deps import CurrentActor, Reading, Work
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page, PageQuery
from itsm.platform.http.resources import changed, created, shown

router = APIRouter(prefix="/tickets/{ticket_id}/comments", tags=["tickets"])


@router.get("", response_model=Page[CommentRead])
async def list_comments(
    request: Request,
    ticket_id: TicketRef,
    actor: CurrentActor,
    session: Reading,
    page: PageQuery,
) -> Response:
    """Return the conversation, the oldest first; internal notes only for who works the ticket."""
    found = await load_visible(session, actor, ticket_id)
    rows, cursor, total = await comments_of(session, found.id, page, with_internal=works_on(actor, found))
    answer = Page[CommentRead](
        items=[_read(row) for row in rows], next_cursor=cursor, total=total, total_is_estimate=False
    )
    return json_response(request, answer.model_dump_json().encode())


@router.post("", response_model=CommentRead, status_code=201)
async def create_comment(
    request: Request, ticket_id: TicketRef, body: CommentCreate, work: Work, once: Once
) -> Response:
    """Reply, or leave a note for staff."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    if body.seen_until is not None and not (body.send_anyway or body.is_internal):
        found = await load_visible(work.session, work.actor, ticket_id)
        await require_nothing_newer(work, found.id, body.seen_until)
    comment = await add_comment(
        work, ticket_id, body=body.body, is_internal=body.is_internal, mention_ids=body.mention_ids
    )
    path = f"/api/tickets/{comment.ticket_id}/comments/{comment.id}"
    return created(request, work, once, _read(comment), path=path, version=comment.version)


@router.get("/{comment_id}", response_model=CommentRead)
async def get_comment(
    request: Request, ticket_id: TicketRef, comment_id: UUID, actor: CurrentActor, session: Reading
) -> Response:
    """Return one comment."""
    found = await load_visible(session, actor, ticket_id)
    comment = await comment_of(session, found.id, comment_id, with_internal=works_on(actor, found))
    if comment is None:
        raise unknown_comment()
    return shown(request, _read(comment), comment.version)


@router.patch("/{comment_id}", response_model=CommentRead)
async def update_comment(
    ticket_id: TicketRef, comment_id: UUID, body: CommentPatch, work: Work, if_match: IfMatch = None
) -> Response:
    """Correct one's own comment; the earlier text is kept."""
    found, comment = await lock_own_comment(work, ticket_id, comment_id)
    require_version(if_match, comment.version)
    edited = await edit_comment(work, found, comment, body.body)
    return changed(_read(edited), edited.version)


@router.get("/{comment_id}/revisions", response_model=RevisionList)
async def list_comment_revisions(
    request: Request, ticket_id: TicketRef, comment_id: UUID, actor: CurrentActor, session: Reading
) -> Response:
    """Return the earlier texts of a comment, for its author and for who works the ticket."""
    found = await load_visible(session, actor, ticket_id)
    works_it = works_on(actor, found)
    comment = await comment_of(session, found.id, comment_id, with_internal=works_it)
    if comment is None:
        raise unknown_comment()
    if not works_it and comment.author_id != actor.id:
        raise Forbidden("Only its author and the people who work the ticket see earlier texts.")
    rows = await revisions_of(session, comment.id)
    answer = RevisionList(items=[RevisionRead.model_validate(row) for row in rows])
    return json_response(request, answer.model_dump_json().encode())


def _read(row: CommentRow) -> CommentRead:
    return CommentRead(
        id=row.id,
        ticket_id=row.ticket_id,
        author=CommentAuthor(id=row.author_id, name=row.author_name or "") if row.author_id else None,
        is_from_staff=row.is_from_staff,
        is_internal=row.is_internal,
        body=row.body,
        version=row.version,
        created_at=row.created_at,
        edited_at=row.edited_at,
    )
