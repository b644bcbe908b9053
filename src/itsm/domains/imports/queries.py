"""Figures over imported tickets."""

from __future__ import annotations

from sqlalchemy import func, select

from itsm.domains.imports.models import ImportItem
from itsm.domains.tickets.models import Ticket
from itsm.platform.db.engine import get_database


# sees all: the replayed log's own report, from the command line
async def within_target(source: str) -> tuple[int, int]:
    """Return how many imported tickets met their resolution target, and for how many that is decided."""
    met = func.count().filter(Ticket.resolution_state == "met")
    decided = func.count().filter(Ticket.resolution_state.in_(("met", "breached")))
    statement = (
        select(met, decided).join(ImportItem, ImportItem.ticket_id == Ticket.id).where(ImportItem.source == source)
    )
    async with get_database().reading() as session:
        row = (await session.execute(statement)).one()
    return row[0], row[1]
