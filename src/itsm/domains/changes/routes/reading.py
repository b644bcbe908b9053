"""Reading changes, and lists of them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from itsm.domains.approvals import api as approvals
from itsm.domains.approvals.schemas import ApprovalRead
from itsm.domains.changes.engine.flow import WRITE
from itsm.domains.changes.enums import ChangeState, ChangeType, ListView, Outcome, RiskLevel
from itsm.domains.changes.presentation import cards_of, read
from itsm.domains.changes.queries.listing import Filters, count_lists, count_views, listed
from itsm.domains.changes.repository import load_visible
from itsm.domains.changes.routes.common import ChangeRef
from itsm.domains.changes.schemas import ChangeCard, ChangeDetail, ChangeFigures
from itsm.domains.changes.service.boards import SUBJECT
from itsm.platform.clock import utc_now
from itsm.platform.http.deps import CurrentActor, Reading, require
from itsm.platform.http.etags import json_response
from itsm.platform.http.paging import Page, PageQuery, decode_id_cursor, encode_cursor
from itsm.platform.http.resources import whole_list
from itsm.platform.http.schemas import Moment

router = APIRouter(prefix="/changes", dependencies=[require(WRITE)])


@router.get("", response_model=Page[ChangeCard])
async def list_changes(  # noqa: PLR0913 - one parameter a filter
    request: Request,
    actor: CurrentActor,
    session: Reading,
    page: PageQuery,
    view: ListView = ListView.ALL,
    state: Annotated[list[ChangeState] | None, Query(max_length=11)] = None,
    type: Annotated[list[ChangeType] | None, Query(max_length=3)] = None,  # noqa: A002 - the field's name
    risk: Annotated[list[RiskLevel] | None, Query(max_length=4)] = None,
    q: Annotated[str, Query(max_length=200)] = "",
    outcome: Annotated[list[Outcome] | None, Query(max_length=3)] = None,
    finished_days: Annotated[int | None, Query(ge=1, le=3_650)] = None,
    finished_from: Moment | None = None,
    finished_to: Moment | None = None,
    team: UUID | None = None,
    location_id: UUID | None = None,
    caused: bool | None = None,
) -> Response:
    """Return changes, the newest first. `caused`: whether a ticket is said to be caused by it."""
    filters = Filters(
        view=view,
        states=state or (),
        types=type or (),
        levels=risk or (),
        text=q.strip(),
        outcomes=outcome or (),
        finished_days=finished_days,
        finished_from=finished_from,
        finished_to=finished_to,
        team_id=team,
        location_id=location_id,
        has_caused=caused,
    )
    before = decode_id_cursor(page.cursor)
    rows = await listed(session, actor, filters, now=utc_now(), before=before, limit=page.limit)
    items = await cards_of(session, rows[: page.limit])
    more = encode_cursor(str(items[-1].id)) if len(rows) > page.limit else None
    answer = Page[ChangeCard](items=items, next_cursor=more, total=None, total_is_estimate=False)
    return json_response(request, answer.model_dump_json().encode())


@router.get("/counts")
async def count_changes(actor: CurrentActor, session: Reading) -> dict[ListView, int]:
    """Return how many changes each ready-made list holds."""
    found = await count_views(session, actor, utc_now())
    return {view: found[view.value] for view in ListView}


@router.get("/figures", response_model=ChangeFigures)
async def get_change_figures(
    request: Request, actor: CurrentActor, session: Reading, days: Annotated[int, Query(ge=1, le=3_650)] = 90
) -> Response:
    """Return how changes went that ended within these days. Each figure is the length of a list of changes."""
    lists = {
        "finished": Filters(finished_days=days),
        "succeeded": Filters(finished_days=days, outcomes=(Outcome.SUCCESS,)),
        "failed": Filters(finished_days=days, outcomes=(Outcome.FAILED,)),
        "rolled_back": Filters(finished_days=days, outcomes=(Outcome.ROLLED_BACK,)),
        "emergencies": Filters(finished_days=days, types=(ChangeType.EMERGENCY,)),
    }
    found = await count_lists(session, actor, lists, utc_now())
    share = round(100 * found["succeeded"] / found["finished"], 1) if found["finished"] else None
    shown = ChangeFigures(days=days, success_percent=share, **found)
    return json_response(request, shown.model_dump_json().encode())


@router.get("/{change_ref}", response_model=ChangeDetail)
async def get_change(request: Request, change_ref: ChangeRef, actor: CurrentActor, session: Reading) -> Response:
    """Return a change with what the caller may do with it."""
    change = await load_visible(session, actor, change_ref)
    shown = await read(session, actor, change)
    # What stands in the way of a move depends on the clock and on others' words: the tag is made of the bytes.
    return json_response(request, shown.model_dump_json().encode())


@router.get("/{change_ref}/approvals", response_model=Page[ApprovalRead])
async def list_change_approvals(
    request: Request, change_ref: ChangeRef, actor: CurrentActor, session: Reading
) -> Response:
    """Return everything that was asked of approvers about a change, the newest first."""
    change = await load_visible(session, actor, change_ref)
    found = await approvals.of_subject(session, SUBJECT, change.id)
    return whole_list(request, ApprovalRead, await approvals.read_many(session, actor, found, utc_now()))
