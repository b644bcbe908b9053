"""Use case: put an incident beside the changes that may have caused it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from itsm.domains.assets import api as assets
from itsm.domains.changes.enums import TicketRole
from itsm.domains.changes.events import ChangeTicketsChanged
from itsm.domains.changes.models import Change, ChangeTicket
from itsm.domains.changes.queries.suspects import carried_out_before
from itsm.domains.changes.service.common import standing, touch
from itsm.domains.tickets import api as tickets

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork


async def suspect_changes(work: UnitOfWork, ticket_id: UUID, number: str) -> int:
    """Put an incident beside the changes on its assets, or on what hangs together with them, carried out within 72 h.

    What a person said of a ticket and a change stays as they said it, and what they took away is put there again only
    when the ticket is about something else. Returns how many changes got it.
    """
    incident = await tickets.incident_about(work.session, ticket_id)
    if incident is None:
        return 0
    raised_at, asset_ids = incident
    near = asset_ids | await assets.affected_by(work.session, asset_ids)
    found = 0
    for change in await carried_out_before(work.session, raised_at, near):
        found += await _put_beside(work, change, ticket_id, number)
    return found


async def _put_beside(work: UnitOfWork, change: Change, ticket_id: UUID, number: str) -> int:
    row = {
        "change_id": change.id,
        "ticket_id": ticket_id,
        "role": TicketRole.SUSPECT.value,
        "created_by_id": None,
        "created_at": work.now,
    }
    added = insert(ChangeTicket).values(row).on_conflict_do_nothing().returning(ChangeTicket.ticket_id)
    if (await work.session.execute(added)).first() is None:
        return 0
    touch(work, change)
    work.record(
        ChangeTicketsChanged(
            **standing(change),
            ticket_id=ticket_id,
            changes={"tickets": (None, number)},
            summary=f"{number} came up soon after {change.number}, on what it touched",
        )
    )
    return 1
