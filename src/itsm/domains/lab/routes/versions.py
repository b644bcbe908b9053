"""Versions of rules, policies and calendars: who, when, why, what; and back again."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from itsm.domains.lab.enums import Kind
from itsm.domains.lab.kinds import ROOMS
from itsm.domains.lab.presentation import difference_read
from itsm.domains.lab.queries.versions import change_of, content_of, list_versions, version_card
from itsm.domains.lab.schemas import VersionDetail, VersionRead, VersionRestore
from itsm.domains.lab.service.drafts import MANAGE, restore_version
from itsm.platform.http.deps import Reading, Work, require
from itsm.platform.http.etags import json_response
from itsm.platform.http.paging import Page, PageQuery, decode_cursor, encode_cursor

router = APIRouter(prefix="/admin/rule-versions/{kind}", tags=["rule lab"], dependencies=[require(MANAGE)])
Reference = Annotated[str, Path(min_length=1, max_length=40)]


@router.get("", response_model=Page[VersionRead])
async def list_rule_versions(request: Request, kind: Kind, session: Reading, page: PageQuery) -> Response:
    """List versions of one kind, newest first."""
    after = decode_cursor(page.cursor, str)
    rows = await list_versions(session, kind, after=after[0] if after else None, limit=page.limit + 1)
    here = rows[: page.limit]
    answer = Page[VersionRead](
        items=[VersionRead.model_validate(row) for row in here],
        next_cursor=encode_cursor(here[-1].reference) if len(rows) > page.limit else None,
        total=None,
        total_is_estimate=False,
    )
    return json_response(request, answer.model_dump_json().encode())


@router.get("/{reference}", response_model=VersionDetail)
async def get_rule_version(request: Request, kind: Kind, reference: Reference, session: Reading) -> Response:
    """Return a version with what it changed, and what bringing it back would change now."""
    card = await version_card(session, kind, reference)
    before, after = await change_of(session, kind, reference)
    wanted = await content_of(session, kind, reference)
    read = VersionDetail(
        **VersionRead.model_validate(card).model_dump(),
        changed=await difference_read(session, before, after),
        would_change=await difference_read(session, await ROOMS[kind].current(session), wanted),
    )
    return json_response(request, read.model_dump_json().encode())


@router.post("/{reference}/restore", status_code=204)
async def restore_rule_version(kind: Kind, reference: Reference, body: VersionRestore, work: Work) -> None:
    """Put an earlier version into force again, as the next one."""
    await restore_version(work, kind, reference, reason=body.reason)
