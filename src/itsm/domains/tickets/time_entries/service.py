"""Use cases: note time that one spent on a ticket, take it back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from itsm.domains.tickets.service.common import lock_for_staff, standing
from itsm.domains.tickets.time_entries.events import TimeEvent, TimeLogged, TimeRemoved
from itsm.domains.tickets.time_entries.models import TimeEntry
from itsm.platform.errors import Forbidden, Invalid, NotFound
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.domains.tickets.repository import TicketRecord
    from itsm.domains.tickets.time_entries.schemas import TimeCreate
    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork


def may_remove(actor: Actor, entry: TimeEntry) -> bool:
    """Tell whether the actor may take this entry back."""
    return entry.user_id == actor.id or actor.can("tickets.assign_any")


async def log_time(work: UnitOfWork, reference: str, wanted: TimeCreate) -> TimeEntry:
    """Note time of the actor's own on a ticket that they work, whatever its status.

    Raises NotFound (404), Forbidden (403), Invalid (422) for a day that lies ahead.
    """
    ticket = await lock_for_staff(work, reference)
    if work.actor.id is None:
        raise Forbidden("Time is spent by people.")
    today = work.now.astimezone(ZoneInfo(work.actor.timezone)).date()
    if wanted.spent_on is not None and wanted.spent_on > today + timedelta(days=1):
        raise Invalid.field("spent_on", "Time is noted when it was spent.", "in_the_future")
    entry = TimeEntry(
        id=new_id(),
        ticket_id=ticket.id,
        user_id=work.actor.id,
        minutes=wanted.minutes,
        note=wanted.note,
        spent_on=wanted.spent_on or today,
        created_at=work.now,
    )
    work.session.add(entry)
    _tell(work, TimeLogged, ticket, entry, f"{ticket.number}: {entry.minutes} min were noted")
    return entry


async def remove_time(work: UnitOfWork, reference: str, entry_id: UUID) -> None:
    """Take a time entry back. Raises NotFound (404), Forbidden (403) for somebody else's."""
    ticket = await lock_for_staff(work, reference)
    entry = await work.session.get(TimeEntry, entry_id, with_for_update=True)
    if entry is None or entry.ticket_id != ticket.id:
        raise NotFound("There is no such time entry.", code="time_entry_not_found")
    if not may_remove(work.actor, entry):
        raise Forbidden("Who spent the time, or looks after every team, takes it back.")
    _tell(work, TimeRemoved, ticket, entry, f"{ticket.number}: {entry.minutes} min were taken back")
    await work.session.delete(entry)


def _tell(work: UnitOfWork, kind: type[TimeEvent], ticket: TicketRecord, entry: TimeEntry, summary: str) -> None:
    is_new = kind is TimeLogged
    minutes = (None, entry.minutes) if is_new else (entry.minutes, None)
    work.record(
        kind(
            **standing(work, ticket),
            changes={"minutes": minutes, "note": (None, entry.note) if is_new else (entry.note, None)},
            summary=summary,
            entry_id=entry.id,
            minutes=entry.minutes,
        )
    )
