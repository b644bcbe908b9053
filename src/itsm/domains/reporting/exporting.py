"""Tickets and figures as tables, batch by batch: what an export holds, under its caller's visibility."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from itsm.domains.reporting.queries import ticket_rows
from itsm.domains.reporting.registry.metrics import METRICS
from itsm.domains.reporting.service.panels import panel

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from itsm.domains.reporting.filters import Slice
    from itsm.domains.reporting.registry.pages import DashboardPage
    from itsm.domains.settings.api import Reference
    from itsm.domains.tickets.api import TicketFilter
    from itsm.platform.actor import Actor

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
    for one in page.shown():
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
