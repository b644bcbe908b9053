"""Ticket rows in and out: loading one under the visibility rule, changing one under its lock."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select, update

from itsm.domains.tickets.enums import Priority, TicketStatus, TicketType, priority_of
from itsm.domains.tickets.errors import unknown_ticket
from itsm.domains.tickets.models import Ticket
from itsm.domains.tickets.numbers import is_number
from itsm.domains.tickets.visibility import Binds, where_visible
from itsm.platform.db import lean
from itsm.platform.ids import try_uuid

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRecord:
    """One ticket as services see it: the stored columns, plain and immutable."""

    id: UUID
    number: str
    type: TicketType
    status: TicketStatus
    priority: Priority
    priority_source: str
    category_id: UUID
    subcategory_id: UUID | None
    location_id: UUID
    title: str
    description: str
    business_impact: str
    impact: str | None
    urgency: str | None
    requester_id: UUID
    created_by_id: UUID | None
    team_id: UUID | None
    assignee_id: UUID | None
    source: str
    pending_reason: str | None
    resolution_summary: str | None
    resolution_category: str | None
    root_cause: str | None
    tags: list[str]
    version: int
    created_at: datetime
    updated_at: datetime
    pending_since: datetime | None
    pending_reminded_at: datetime | None
    first_responded_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    auto_closed: bool
    reopen_count: int
    reassignment_count: int
    is_escalated: bool
    is_breached: bool
    is_unrouted: bool
    response_due_at: datetime | None
    response_state: str | None
    resolution_due_at: datetime | None
    resolution_state: str | None
    next_due_at: datetime | None
    merged_into_id: UUID | None


_FIELDS = tuple(f.name for f in fields(TicketRecord))
_COLUMNS = ", ".join(f"t.{name}" for name in _FIELDS)


def _record(row: Any) -> TicketRecord:
    values = dict(zip(_FIELDS, row, strict=True))
    values["type"] = TicketType(values["type"])
    values["status"] = TicketStatus(values["status"])
    values["priority"] = priority_of(values["priority"])
    return TicketRecord(**values)


def address_condition(reference: str | UUID, binds: Binds) -> str:
    """Return the condition that finds a ticket by id or number. Raises NotFound (404) for anything else."""
    found = reference if isinstance(reference, UUID) else try_uuid(reference)
    if found is not None:
        return f"t.id = {binds.add(found)}::uuid"
    if is_number(str(reference)):
        return f"t.number = {binds.add(str(reference).upper())}::text"
    raise unknown_ticket()


async def load_visible(
    session: AsyncSession, actor: Actor, reference: str | UUID, *, for_update: bool = False
) -> TicketRecord:
    """Return the ticket with this id or number. Raises NotFound (404) where it is unknown or out of sight.

    With `for_update` its row stays locked until the commit: whoever writes asks for that.
    """
    binds = Binds()
    where = f"{address_condition(reference, binds)} AND {where_visible(actor, binds)}"
    row = await _first(session, where, binds, for_update=for_update)
    if row is None:
        raise unknown_ticket()
    return _record(row)


@dataclass(frozen=True, slots=True)
class Place:
    """A ticket as far as it depends on it who does what."""

    id: UUID
    requester_id: UUID
    team_id: UUID | None
    assignee_id: UUID | None
    location_id: UUID


async def find_place(actor: Actor, reference: str) -> Place:
    """Return where a ticket lies, for reading what belongs to it. Raises NotFound (404) as `load_visible` does."""
    binds = Binds()
    where = f"{address_condition(reference, binds)} AND {where_visible(actor, binds)}"
    statement = f"SELECT t.id, t.requester_id, t.team_id, t.assignee_id, t.location_id FROM tickets t WHERE {where}"  # noqa: S608
    rows = await lean.fetch(statement, binds.values)
    if not rows:
        raise unknown_ticket()
    return Place(*rows[0])


# sees all: `where` is the rule, or the ticket was loaded by it and is locked
async def _first(session: AsyncSession, where: str, binds: Binds, *, for_update: bool) -> Any:
    await session.flush()
    connection = await session.connection()
    lock = " FOR UPDATE OF t" if for_update else ""
    statement = f"SELECT {_COLUMNS} FROM tickets t WHERE {where}{lock}"  # noqa: S608 - enumerated parts
    return (await connection.exec_driver_sql(statement, tuple(binds.values))).first()


# sees all: `where` is the rule, or the ticket was loaded by it and is locked
async def change(work: UnitOfWork, ticket: TicketRecord, **columns: Any) -> TicketRecord:
    """Write `columns` of a ticket whose lock is held, with the next version; return it as it is now.

    `priority` is given as P1 to P4, everything else as stored.
    """
    changed = replace(ticket, **columns, version=ticket.version + 1, updated_at=work.now)
    stored = {name: _stored(value) for name, value in columns.items()}
    await work.session.execute(
        update(Ticket)
        .where(Ticket.id == ticket.id)
        .values(**stored, version=changed.version, updated_at=changed.updated_at)
        .execution_options(synchronize_session=False)
    )
    return changed


def _stored(value: Any) -> Any:
    return int(value.value[1]) if isinstance(value, Priority) else value


# sees all: `where` is the rule, or the ticket was loaded by it and is locked
async def set_decision(work: UnitOfWork, ticket: TicketRecord, part: str, why: dict[str, Any]) -> None:
    """Replace one part (`classification` or `routing`) of why the ticket is as it is."""
    merged = Ticket.decision.op("||")({part: why})
    await work.session.execute(
        update(Ticket)
        .where(Ticket.id == ticket.id)
        .values(decision=merged)
        .execution_options(synchronize_session=False)
    )


# sees all: `where` is the rule, or the ticket was loaded by it and is locked
async def handed_back_by(session: AsyncSession, ticket_id: UUID) -> frozenset[UUID]:
    """Return who has given the ticket back since it was routed; they do not get it again by themselves."""
    stored = await session.scalar(select(Ticket.decision["routing"]["handed_back_by"]).where(Ticket.id == ticket_id))
    return frozenset(map(UUID, stored or ()))
