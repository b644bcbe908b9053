"""Changed tickets as CSV, page by page, so that memory stays flat however many there are."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Iterable
from typing import Any, Final
from uuid import UUID

from itsm.domains.lab.enums import What
from itsm.domains.lab.presentation import changes_read
from itsm.domains.lab.queries.results import changed_tickets
from itsm.domains.lab.schemas import ChangeRead, FateRead
from itsm.platform.db.engine import get_database
from itsm.platform.tabular import safe_cell

PAGE_ROWS: Final = 500
_SIDE: Final = (
    "priority",
    "team",
    "agent",
    "response_due",
    "response_breached",
    "resolution_due",
    "resolution_breached",
)
COLUMNS: Final = (
    *("number", "title", "raised_at", "changed"),
    *(f"{name}_{side}" for side in ("before", "after") for name in _SIDE),
)


async def changes_csv(run_id: UUID, what: What | None) -> AsyncIterator[bytes]:
    """Give the changed tickets of a run as CSV (UTF-8, comma, CRLF), in the order in which they were raised."""
    yield _csv([COLUMNS])
    after: int | None = None
    while True:
        async with get_database().reading() as session:
            rows = await changed_tickets(session, run_id, what=what, after=after, limit=PAGE_ROWS)
            shown = await changes_read(session, rows)
        if shown:
            yield _csv(_row(one) for one in shown)
            after = rows[-1].ordinal
        if len(rows) < PAGE_ROWS:
            return


def _row(one: ChangeRead) -> list[Any]:
    cells = [one.number, one.title, one.raised_at.isoformat(), " ".join(one.what)]
    return [safe_cell(cell) for cell in (*cells, *_side(one.before), *_side(one.after))]


def _side(fate: FateRead) -> list[Any]:
    cells: list[Any] = [fate.priority, fate.team, fate.agent]
    for target in (fate.response, fate.resolution):
        cells += [target.due_at.isoformat(), "yes" if target.is_breached else "no"] if target else [None, None]
    return cells


def _csv(rows: Iterable[Iterable[Any]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()
