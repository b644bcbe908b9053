"""What leaves the desk: the tickets of a list, the figures of a dashboard; as CSV, Excel, JSON or PDF."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse

from itsm.domains.reporting.errors import no_such_page
from itsm.domains.reporting.exporting import (
    FIGURE_COLUMNS,
    figure_batches,
    file_answer,
    note_export,
    ticket_batches,
)
from itsm.domains.reporting.filters import DashboardParams, slice_of
from itsm.domains.reporting.queries import TICKET_COLUMNS
from itsm.domains.reporting.registry.pages import PAGES
from itsm.domains.reporting.time_entries import TIME_COLUMNS, TimeWanted, time_batches
from itsm.domains.settings import api as settings
from itsm.domains.tickets.api import ListParams, build_filter
from itsm.platform.http.bulkhead import Bulkhead
from itsm.platform.http.deps import Work, require
from itsm.platform.tabular import MEDIA_TYPES, TableFormat

# An export keeps the process and a connection busy for as long as it takes.
_places = Bulkhead(at_once=2, waiting=8)
router = APIRouter(
    prefix="/dashboard/export", tags=["dashboard"], dependencies=[require("dashboards.read"), Depends(_places)]
)
Format = Annotated[TableFormat, Query(alias="format")]
_KINDS = {kind.partition(";")[0]: dict[str, Any]() for kind in MEDIA_TYPES.values()}
_FILE: dict[int | str, dict[str, Any]] = {200: {"description": "The file.", "content": _KINDS}}
_NOT_FILTERS = {"format", "limit", "cursor", "sort", "fields"}


class TicketExport(ListParams):
    """A list of tickets, and as what it leaves."""

    format: TableFormat = TableFormat.CSV


@router.get("/tickets", response_class=StreamingResponse, responses=_FILE)
async def export_tickets(work: Work, params: Annotated[TicketExport, Query()]) -> StreamingResponse:
    """Export the tickets of a list: the filters are those of `GET /api/tickets`. The export is audited."""
    reference = await settings.reference(work.session)
    wanted = build_filter(params, work.actor, reference)
    asked = params.model_dump(mode="json", exclude_none=True, exclude=_NOT_FILTERS)
    note_export(work, "tickets", params.format, asked)
    return file_answer("tickets", params.format, list(TICKET_COLUMNS), ticket_batches(work.actor, wanted))


class TimeExport(TicketExport):
    """The time entries of a list of tickets, of some days alone, and as what they leave."""

    spent_from: date | None = None
    spent_to: date | None = None


@router.get("/time-entries", response_class=StreamingResponse, responses=_FILE, dependencies=[require("tickets.work")])
async def export_time_entries(work: Work, params: Annotated[TimeExport, Query()]) -> StreamingResponse:
    """Export the time entries of a list's tickets one by one: of those the caller works. The export is audited."""
    reference = await settings.reference(work.session)
    wanted = TimeWanted(build_filter(params, work.actor, reference), params.spent_from, params.spent_to)
    asked = params.model_dump(mode="json", exclude_none=True, exclude=_NOT_FILTERS)
    note_export(work, "time entries", params.format, asked)
    return file_answer("time-entries", params.format, list(TIME_COLUMNS), time_batches(work.actor, wanted))


@router.get("/pages/{page}", response_class=StreamingResponse, responses=_FILE)
async def export_page(
    page: str,
    work: Work,
    params: Annotated[DashboardParams, Depends()],
    kind: Format = TableFormat.CSV,
    *,
    compare: bool = False,
) -> StreamingResponse:
    """Export every figure of a dashboard, with its definition. The export is audited."""
    shown = PAGES.get(page)
    if shown is None or not shown.may_open(work.actor):
        raise no_such_page()
    reference = await settings.reference(work.session)
    wanted = slice_of(params, work.actor, reference)
    asked = {name: str(value) for name, value in _parts(params).items() if value is not None}
    note_export(work, f"dashboard {page}", kind, asked)
    batches = figure_batches(work.actor, reference, wanted, shown, compare=compare)
    return file_answer(f"dashboard-{page}", kind, FIGURE_COLUMNS, batches)


def _parts(params: DashboardParams) -> dict[str, Any]:
    return {name: getattr(params, name) for name in DashboardParams.__dataclass_fields__}
