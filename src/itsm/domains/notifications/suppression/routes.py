"""Addresses that get no mail, under /api/admin/suppressions. For those who keep the desk running."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from itsm.domains.notifications.enums import Cause
from itsm.domains.notifications.suppression.queries import count_suppressed, search_suppressed
from itsm.domains.notifications.suppression.schemas import SuppressionAdd, SuppressionRead
from itsm.domains.notifications.suppression.service import PERMISSION, add_suppression, lift_suppression
from itsm.platform.http.deps import Reading, Work, require
from itsm.platform.http.etags import json_response
from itsm.platform.http.paging import Page, PageQuery, decode_id_cursor, encode_cursor

router = APIRouter(prefix="/admin/suppressions", tags=["administration"], dependencies=[require(PERMISSION)])


@router.get("", response_model=Page[SuppressionRead])
async def list_suppressions(
    request: Request,
    session: Reading,
    page: PageQuery,
    cause: Cause | None = None,
    q: Annotated[str | None, Query(max_length=100, pattern=r"^[^\x00]*$")] = None,
) -> Response:
    """List the addresses that get no mail, those named last first."""
    before = decode_id_cursor(page.cursor)
    rows = await search_suppressed(session, cause=cause, text=q, limit=page.limit + 1, before=before)
    items = [SuppressionRead.model_validate(row) for row in rows[: page.limit]]
    answer = Page[SuppressionRead](
        items=items,
        next_cursor=encode_cursor(str(items[-1].id)) if len(rows) > page.limit else None,
        total=await count_suppressed(session, cause=cause, text=q),
        total_is_estimate=False,
    )
    return json_response(request, answer.model_dump_json().encode())


@router.post("", status_code=201)
async def suppress_address(body: SuppressionAdd, work: Work) -> SuppressionRead:
    """Send an address no more mail, for a reason that is written down."""
    return SuppressionRead.model_validate(await add_suppression(work, body.address, body.reason))


@router.post("/{suppression_id}/lift")
async def lift_address_suppression(suppression_id: UUID, work: Work) -> SuppressionRead:
    """Let mail go to an address again."""
    return SuppressionRead.model_validate(await lift_suppression(work, suppression_id))
