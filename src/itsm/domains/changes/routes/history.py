"""What happened to a change."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.audit import api as audit
from itsm.domains.changes.engine.flow import WRITE
from itsm.domains.changes.repository import load_visible
from itsm.domains.changes.routes.common import ChangeRef
from itsm.domains.changes.schemas import ChangeEntryRead
from itsm.platform.http.deps import CurrentActor, Reading, require
from itsm.platform.http.etags import json_response
from itsm.platform.http.paging import Page, PageQuery, decode_cursor, encode_cursor

router = APIRouter(prefix="/changes", dependencies=[require(WRITE)])


@router.get("/{change_ref}/history", response_model=Page[ChangeEntryRead])
async def get_change_history(
    request: Request, change_ref: ChangeRef, actor: CurrentActor, session: Reading, page: PageQuery
) -> Response:
    """Return what happened to a change and to its approvals, the latest first."""
    after = decode_cursor(page.cursor, int)
    change = await load_visible(session, actor, change_ref)
    entries = await audit.entries_of(
        session, "change", change.id, limit=page.limit + 1, before=after[0] if after else None
    )
    shown = entries[: page.limit]
    items = [
        ChangeEntryRead(
            id=entry.id,
            at=entry.at,
            action=entry.action,
            actor=entry.actor_name,
            summary=entry.summary,
            changes=entry.changes,
        )
        for entry in shown
    ]
    more = encode_cursor(shown[-1].seq) if len(entries) > page.limit else None
    answer = Page[ChangeEntryRead](items=items, next_cursor=more, total=None, total_is_estimate=False)
    return json_response(request, answer.model_dump_json().encode())
