"""Time entries one by one, as an export holds them: for who works their tickets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from itsm.domains.reporting.exporting import BATCH_ROWS
from itsm.domains.reporting.queries import conditions_of
from itsm.domains.tickets.api import Binds, where_visible, where_worked
from itsm.platform.db import replica

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import date
    from uuid import UUID

    from itsm.domains.tickets.api import TicketFilter
    from itsm.platform.actor import Actor

TIME_COLUMNS: Final[Mapping[str, str]] = {
    "number": "t.number",
    "title": "t.title",
    "team": "m.name",
    "person": "u.name",
    "spent_on": "e.spent_on",
    "minutes": "e.minutes",
    "note": "e.note",
    "noted_at": "e.created_at",
}
"""What an export of time entries holds: column → where it comes from."""


@dataclass(frozen=True, slots=True)
class TimeWanted:
    """Which entries: of which tickets, spent from and to which day."""

    tickets: TicketFilter
    spent_from: date | None = None
    spent_to: date | None = None


async def time_batches(actor: Actor, wanted: TimeWanted) -> AsyncIterator[Sequence[Sequence[Any]]]:
    """Give the entries, in the order in which they were noted. Each batch is one statement."""
    after = None
    while True:
        rows = await time_rows(actor, wanted, after, BATCH_ROWS)
        if rows:
            after = rows[-1][0]
            yield [tuple(row)[1:] for row in rows]
        if len(rows) < BATCH_ROWS:
            return


async def time_rows(actor: Actor, wanted: TimeWanted, after: UUID | None, limit: int) -> list[Any]:
    """Return entries on tickets that `actor` works, `limit` after the entry `after`: the id, then `TIME_COLUMNS`."""
    binds = Binds()
    parts = [where_visible(actor, binds), where_worked(actor, binds), *conditions_of(wanted.tickets, binds)]
    if wanted.spent_from is not None:
        parts.append(f"e.spent_on >= {binds.add(wanted.spent_from)}::date")
    if wanted.spent_to is not None:
        parts.append(f"e.spent_on <= {binds.add(wanted.spent_to)}::date")
    if after is not None:
        parts.append(f"e.id > {binds.add(after)}::uuid")
    sql = (
        f"SELECT e.id, {', '.join(TIME_COLUMNS.values())} FROM ticket_time_entries e "  # noqa: S608 - constants, bound values
        "JOIN tickets t ON t.id = e.ticket_id JOIN users u ON u.id = e.user_id LEFT JOIN teams m ON m.id = t.team_id "
        f"WHERE {' AND '.join(parts)} ORDER BY e.id LIMIT {int(limit)}"
    )
    return await replica.read(sql, binds.values)
