"""Drafts of rules, policies and calendars. Their contents are edited below `/{draft_id}/` like what is in force."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from itsm.domains.lab.drafting import in_draft
from itsm.domains.lab.enums import DraftState, Kind
from itsm.domains.lab.presentation import draft_read
from itsm.domains.lab.repository import drafts, get_draft
from itsm.domains.lab.schemas import DraftActivate, DraftCard, DraftCreate, DraftPatch, DraftRead
from itsm.domains.lab.service.drafts import (
    MANAGE,
    activate_draft,
    begin_draft,
    discard_draft,
    rebase_draft,
    rename_draft,
    schedule_draft,
    unschedule_draft,
)
from itsm.platform.http.deps import Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page, PageQuery, decode_cursor, encode_cursor
from itsm.platform.http.resources import changed, created
from itsm.platform.ids import try_uuid

PATH = "/admin/rule-drafts"
router = APIRouter(prefix=PATH, tags=["rule lab"], dependencies=[require(MANAGE)])
_READS = frozenset({"GET", "HEAD"})


@router.get("", response_model=Page[DraftCard])
async def list_rule_drafts(
    request: Request,
    session: Reading,
    page: PageQuery,
    kind: Kind | None = None,
    state: Annotated[list[DraftState] | None, Query(max_length=5)] = None,
) -> Response:
    """List drafts, newest first."""
    after = decode_cursor(page.cursor, str)
    before = try_uuid(after[0]) if after and after[0] else None
    rows = await drafts(session, kind=kind, states=state or (), before=before, limit=page.limit + 1)
    items = [DraftCard.model_validate(row) for row in rows[: page.limit]]
    cursor = encode_cursor(str(items[-1].id)) if len(rows) > page.limit else None
    answer = Page[DraftCard](items=items, next_cursor=cursor, total=None, total_is_estimate=False)
    return json_response(request, answer.model_dump_json().encode())


@router.post("", response_model=DraftRead, status_code=201)
async def create_rule_draft(request: Request, body: DraftCreate, work: Work, once: Once) -> Response:
    """Begin a draft. Nothing of it is in force."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    row = await begin_draft(work, body.kind, name=body.name, reason=body.reason, from_version=body.from_version)
    read = await draft_read(work.session, row)
    return created(request, work, once, read, path=f"/api{PATH}/{row.id}", version=row.version)


@router.get("/{draft_id}", response_model=DraftRead)
async def get_rule_draft(request: Request, draft_id: UUID, session: Reading) -> Response:
    """Return a draft with what it changes of what is in force."""
    row = await get_draft(session, draft_id)
    read = await draft_read(session, row)
    return json_response(request, read.model_dump_json().encode())


@router.patch("/{draft_id}", response_model=DraftRead)
async def update_rule_draft(draft_id: UUID, body: DraftPatch, work: Work, if_match: IfMatch = None) -> Response:
    """Change what a draft is called and why it exists."""
    row = await get_draft(work.session, draft_id, lock=True)
    require_version(if_match, row.version)
    await rename_draft(work, row, name=body.name, reason=body.reason)
    return changed(await draft_read(work.session, row), row.version)


@router.delete("/{draft_id}", status_code=204)
async def discard_rule_draft(draft_id: UUID, work: Work, if_match: IfMatch = None) -> None:
    """Put a draft aside; it stays readable, with its runs."""
    row = await get_draft(work.session, draft_id, lock=True)
    require_version(if_match, row.version)
    await discard_draft(work, row)


@router.post("/{draft_id}/activate", response_model=DraftRead)
async def activate_rule_draft(draft_id: UUID, body: DraftActivate, work: Work, if_match: IfMatch = None) -> Response:
    """Put a draft into force, now or at a time."""
    row = await get_draft(work.session, draft_id, lock=True)
    require_version(if_match, row.version)
    if body.at is not None:
        await schedule_draft(work, row, at=body.at, reason=body.reason)
    else:
        await activate_draft(work, row, reason=body.reason, overwrite=body.overwrite)
    await work.session.flush()
    return changed(await draft_read(work.session, row), row.version)


@router.post("/{draft_id}/unschedule", response_model=DraftRead)
async def unschedule_rule_draft(draft_id: UUID, work: Work, if_match: IfMatch = None) -> Response:
    """Take back the time at which a draft was to be put into force."""
    row = await get_draft(work.session, draft_id, lock=True)
    require_version(if_match, row.version)
    await unschedule_draft(work, row)
    return changed(await draft_read(work.session, row), row.version)


@router.post("/{draft_id}/rebase", response_model=DraftRead)
async def rebase_rule_draft(draft_id: UUID, work: Work, if_match: IfMatch = None) -> Response:
    """Accept that what is in force has changed since; the draft stays as it is and will replace that."""
    row = await get_draft(work.session, draft_id, lock=True)
    require_version(if_match, row.version)
    await rebase_draft(work, row)
    return changed(await draft_read(work.session, row), row.version)


def inside_draft(kind: Kind) -> Any:
    """Return a dependency that lets another room's routes work on a draft of `kind`, not on what is in force."""

    async def enter(request: Request, draft_id: UUID) -> None:
        saves = request.method not in _READS
        opener: Callable[..., Any] = partial(in_draft, draft_id=draft_id, kind=kind, saves=saves)
        request.state.work_opener = opener

    return Depends(enter)
