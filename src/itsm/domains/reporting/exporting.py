"""Tickets and figures as tables, batch by batch: what an export holds, under its caller's visibility."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fastapi.responses import StreamingResponse

from itsm.domains.reporting.events import ReportExported
from itsm.domains.reporting.queries import ticket_rows
from itsm.domains.reporting.registry.metrics import METRICS
from itsm.domains.reporting.service.panels import panel
from itsm.platform.clock import utc_now
from itsm.platform.tabular import MEDIA_TYPES, TableFormat, written

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from itsm.domains.reporting.filters import Slice
    from itsm.domains.reporting.registry.pages import DashboardPage
    from itsm.domains.settings.api import Reference
    from itsm.domains.tickets.api import TicketFilter
    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork

BATCH_ROWS: Final = 2_000
FIGURE_COLUMNS: Final = (
    *("panel", "part", "metric", "value", "unit", "tickets", "of_tickets", "period_before", "definition"),
)


async def ticket_batches(actor: Actor, wanted: TicketFilter) -> AsyncIterator[Sequence[Sequence[Any]]]:
    """Give the tickets of a list, oldest first. Each batch is one statement; nothing is held in between."""
    after = None
    while True:
        rows = await ticket_rows(actor, wanted, after, BATCH_ROWS)
        if rows:
            after = rows[-1][0]
            yield [tuple(row)[1:] for row in rows]
        if len(rows) < BATCH_ROWS:
            return


async def figure_batches(
    actor: Actor, reference: Reference, wanted: Slice, page: DashboardPage, *, compare: bool
) -> AsyncIterator[Sequence[Sequence[Any]]]:
    """Give every figure of a dashboard, panel by panel."""
    for one in page.shown(actor):
        shown = await panel(actor, reference, wanted, one, compare=compare)
        yield [
            (
                shown.name,
                row.label,
                column.name,
                cell.value,
                column.unit,
                cell.count,
                cell.whole,
                cell.previous,
                METRICS[column.key].definition,
            )
            for row in shown.rows
            for column, cell in zip(shown.columns, row.cells, strict=True)
        ]


def note_export(work: UnitOfWork, what: str, kind: TableFormat, filters: dict[str, Any]) -> None:
    """Write into the audit trail what leaves the desk, and as what."""
    if work.actor.id is not None:
        summary = f"Exported {what} as {kind.value.upper()}"
        work.record(
            ReportExported(subject_id=work.actor.id, what=what, format=kind.value, filters=filters, summary=summary)
        )


def file_answer(
    name: str, kind: TableFormat, columns: Sequence[str], batches: AsyncIterator[Sequence[Sequence[Any]]]
) -> StreamingResponse:
    """Return a table as a file that is written while its rows come."""
    day = utc_now().date().isoformat()
    headers = {
        "Content-Disposition": f'attachment; filename="{name}-{day}.{kind.value}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    title = f"Madison88 IT: {name.replace('-', ' ')}, {day}"
    return StreamingResponse(written(kind, title, columns, batches), media_type=MEDIA_TYPES[kind], headers=headers)
