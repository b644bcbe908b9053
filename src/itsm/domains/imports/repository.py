"""How far each imported record is, and what was refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from itsm.domains.imports.models import ImportItem, ImportRefusal
from itsm.platform.db.engine import get_database
from itsm.platform.work import UnitOfWork


@dataclass(slots=True)
class Item:
    """One imported record in memory. `is_noted`: the database knows all of it."""

    external_id: str
    ticket_id: UUID
    rows_done: int = 0
    seen: dict[str, Any] = field(default_factory=dict)
    reassignments: int = 0
    reopens: int = 0
    is_noted: bool = True


async def load_items(source: str) -> dict[str, Item]:
    """Return every record of `source` by its own id."""
    columns = (
        ImportItem.external_id,
        ImportItem.ticket_id,
        ImportItem.rows_done,
        ImportItem.seen,
        ImportItem.reassignments,
        ImportItem.reopens,
    )
    async with get_database().reading() as session:
        rows = await session.execute(select(*columns).where(ImportItem.source == source))
        return {row[0]: Item(*row) for row in rows}


def note_new(work: UnitOfWork, source: str, item: Item) -> None:
    """Stage a record together with the ticket it became."""
    work.stage(ImportItem, _columns(work, source, item))


async def note(work: UnitOfWork, source: str, item: Item) -> None:
    """Write how far a record is, with what its row did."""
    values = _columns(work, source, item)
    statement = insert(ImportItem).values(values)
    changed = {name: statement.excluded[name] for name in values if name not in {"source", "external_id"}}
    await work.session.execute(statement.on_conflict_do_update(index_elements=["source", "external_id"], set_=changed))
    item.is_noted = True


def _columns(work: UnitOfWork, source: str, item: Item) -> dict[str, Any]:
    return {
        "source": source,
        "external_id": item.external_id,
        "ticket_id": item.ticket_id,
        "rows_done": item.rows_done,
        "seen": item.seen,
        "reassignments": item.reassignments,
        "reopens": item.reopens,
        "updated_at": work.now,
    }


async def note_refusal(work: UnitOfWork, source: str, external_id: str, row: int, reason: str) -> None:
    """Keep a row that could not be taken, once."""
    values = {"source": source, "external_id": external_id, "row": row, "reason": reason}
    await work.session.execute(insert(ImportRefusal).values(values).on_conflict_do_nothing())


async def refusals(source: str, limit: int) -> list[tuple[str, int, str]]:
    """Return refused rows as (record, row, reason), at most `limit`."""
    columns = (ImportRefusal.external_id, ImportRefusal.row, ImportRefusal.reason)
    statement = select(*columns).where(ImportRefusal.source == source).order_by(*columns[:2]).limit(limit)
    async with get_database().reading() as session:
        return [(row[0], row[1], row[2]) for row in await session.execute(statement)]


async def refusal_count(source: str) -> int:
    """Return how many rows were refused in all runs."""
    statement = select(func.count()).select_from(ImportRefusal).where(ImportRefusal.source == source)
    async with get_database().reading() as session:
        return int((await session.execute(statement)).scalar_one())
