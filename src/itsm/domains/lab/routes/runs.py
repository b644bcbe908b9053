"""Runs of drafts over the past, and what they found."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from itsm.domains.lab.enums import What
from itsm.domains.lab.export import changes_csv
from itsm.domains.lab.presentation import changes_read, run_read
from itsm.domains.lab.queries.names import team_names
from itsm.domains.lab.queries.results import changed_tickets, count_changed, loads
from itsm.domains.lab.repository import get_draft, get_run, runs
from itsm.domains.lab.schemas import BacktestCard, BacktestCreate, BacktestRead, ChangeRead, LoadList, LoadRead
from itsm.domains.lab.service.runs import MANAGE, cancel_run, request_run
from itsm.platform.http.deps import Reading, Work, require
from itsm.platform.http.etags import json_response
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page, PageQuery, decode_cursor, encode_cursor
from itsm.platform.http.resources import changed, created, shown
from itsm.platform.ids import try_uuid

PATH = "/admin/backtests"
router = APIRouter(prefix=PATH, tags=["rule lab"], dependencies=[require(MANAGE)])


@router.get("", response_model=Page[BacktestCard])
async def list_backtests(request: Request, session: Reading, page: PageQuery, draft_id: UUID | None = None) -> Response:
    """List runs, newest first."""
    after = decode_cursor(page.cursor, str)
    before = try_uuid(after[0]) if after and after[0] else None
    rows = await runs(session, draft_id=draft_id, before=before, limit=page.limit + 1)
    items = [BacktestCard.model_validate(row) for row in rows[: page.limit]]
    cursor = encode_cursor(str(items[-1].id)) if len(rows) > page.limit else None
    answer = Page[BacktestCard](items=items, next_cursor=cursor, total=None, total_is_estimate=False)
    return json_response(request, answer.model_dump_json().encode())


@router.post("", response_model=BacktestRead, status_code=201)
async def create_backtest(request: Request, body: BacktestCreate, work: Work, once: Once) -> Response:
    """Have a draft run over the past, in the background; its progress is live."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    draft = await get_draft(work.session, body.draft_id)
    row = await request_run(work, draft, start=body.period_from, end=body.period_to)
    read = await run_read(work.session, row)
    return created(request, work, once, read, path=f"/api{PATH}/{row.id}", version=row.version)


@router.get("/{run_id}", response_model=BacktestRead)
async def get_backtest(request: Request, run_id: UUID, session: Reading) -> Response:
    """Return a run: how far it is, or what it found."""
    row = await get_run(session, run_id)
    return shown(request, await run_read(session, row), row.version)


@router.post("/{run_id}/cancel", response_model=BacktestRead)
async def cancel_backtest(run_id: UUID, work: Work) -> Response:
    """Stop a run; it keeps what it found so far. Nothing happens to one that has ended."""
    row = await cancel_run(work, await get_run(work.session, run_id, lock=True))
    return changed(await run_read(work.session, row), row.version)


@router.get("/{run_id}/loads", response_model=LoadList)
async def get_backtest_loads(request: Request, run_id: UUID, session: Reading) -> Response:
    """Return how many tickets each team gets in each hour of the week."""
    await get_run(session, run_id)
    names = await team_names(session)
    items = [
        LoadRead(
            team_id=row.team_id,
            team=names.get(str(row.team_id), str(row.team_id)),
            hour=row.hour,
            before=row.before,
            after=row.after,
        )
        for row in await loads(session, run_id)
    ]
    return json_response(request, LoadList(items=items).model_dump_json().encode())


@router.get("/{run_id}/changes", response_model=Page[ChangeRead])
async def list_backtest_changes(
    request: Request, run_id: UUID, session: Reading, page: PageQuery, what: What | None = None
) -> Response:
    """List the tickets that the draft would have treated otherwise, in the order in which they were raised."""
    await get_run(session, run_id)
    after = decode_cursor(page.cursor, int)
    rows = await changed_tickets(session, run_id, what=what, after=after[0] if after else None, limit=page.limit + 1)
    here = rows[: page.limit]
    answer = Page[ChangeRead](
        items=await changes_read(session, here),
        next_cursor=encode_cursor(here[-1].ordinal) if len(rows) > page.limit else None,
        total=await count_changed(session, run_id, what),
        total_is_estimate=False,
    )
    return json_response(request, answer.model_dump_json().encode())


@router.get(
    "/{run_id}/changes.csv",
    response_class=StreamingResponse,
    responses={200: {"description": "The changed tickets.", "content": {"text/csv": {}}}},
)
async def export_backtest_changes(run_id: UUID, session: Reading, what: What | None = None) -> StreamingResponse:
    """Export the changed tickets as CSV."""
    await get_run(session, run_id)
    return StreamingResponse(
        changes_csv(run_id, what),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="rule-lab.csv"', "Cache-Control": "no-store"},
    )
