"""Change the fields of a ticket; have the rules decide its priority again where that is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from itsm.domains.settings import api as settings
from itsm.domains.tickets.enums import Priority
from itsm.domains.tickets.events import TicketReclassified, TicketUpdated
from itsm.domains.tickets.policies import require_editing
from itsm.domains.tickets.repository import TicketRecord, change, set_decision
from itsm.domains.tickets.rules.corrections import note_correction
from itsm.domains.tickets.rules.enums import Correction
from itsm.domains.tickets.service.common import differing, lock_ticket, standing
from itsm.domains.tickets.service.references import resolve_place
from itsm.domains.tickets.service.reroute import decide_again, place_of
from itsm.domains.tickets.service.retarget import retarget_clocks
from itsm.platform.http.etags import require_version

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.platform.work import UnitOfWork

_PLACE = frozenset({"category", "subcategory", "location"})


async def edit_ticket(
    work: UnitOfWork, reference: str | UUID, fields: Mapping[str, Any], *, if_match: str | None, reclassify: bool
) -> TicketRecord:
    """Change `fields` (as in `TicketPatch`) of a ticket; nothing happens where nothing differs.

    Raises NotFound (404), PreconditionRequired (428), StaleVersion (412), Forbidden (403), Invalid (422).
    """
    ticket = await lock_ticket(work, reference)
    require_version(if_match, ticket.version)
    require_editing(work.actor, ticket, [*fields, *(["priority"] if reclassify else [])])
    columns = await _columns(work, ticket, fields)
    changes = differing(ticket, columns)
    if changes:
        if "category_id" in changes:
            previous, corrected = changes["category_id"]
            await note_correction(work, ticket.id, Correction.CATEGORY, previous=previous, corrected=corrected)
        ticket = await change(work, ticket, **columns)
        work.record(
            TicketUpdated(
                **standing(work, ticket),
                changes=await _named(work, changes),
                summary=f"{ticket.number}: {', '.join(sorted(changes)).replace('_', ' ')} changed",
            )
        )
    return await reclassify_ticket(work, ticket) if reclassify else ticket


async def reclassify_ticket(work: UnitOfWork, ticket: TicketRecord) -> TicketRecord:
    """Have the present rules decide the priority of a locked ticket, and its clocks follow."""
    decided = await decide_again(work.session, ticket)
    if decided.priority is ticket.priority and decided.source.value == ticket.priority_source:
        return ticket
    before: Priority = ticket.priority
    clocks = await retarget_clocks(work, ticket, decided.priority)
    ticket = await change(work, ticket, priority=decided.priority, priority_source=decided.source.value, **clocks)
    await set_decision(work, ticket, "classification", decided.classification)
    work.record(
        TicketReclassified(
            **standing(work, ticket),
            changes={"priority": (before.value, decided.priority.value)},
            summary=f"{ticket.number} was classified anew as {decided.priority.value}",
            previous_priority=before.value,
            decision=decided.classification,
        )
    )
    return ticket


async def _columns(work: UnitOfWork, ticket: TicketRecord, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the stored columns that the fields of a request mean."""
    columns = {name: _plain(value) for name, value in fields.items() if name not in _PLACE}
    if not _PLACE & fields.keys():
        return columns
    here = await place_of(work.session, ticket)
    is_moved = "category" in fields
    # A subcategory belongs to its category: with another category the old one goes, unless a new one is named.
    kept = None if is_moved or here.subcategory is None else str(here.subcategory.id)
    place = resolve_place(
        await settings.reference(work.session),
        category=fields.get("category", str(here.category.id)),
        subcategory=fields.get("subcategory", kept),
        location=fields.get("location", str(here.location.id)),
    )
    if place.category.id == ticket.category_id and "subcategory" not in fields:
        subcategory_id = ticket.subcategory_id
    else:
        subcategory_id = place.subcategory.id if place.subcategory else None
    return columns | {
        "category_id": place.category.id,
        "subcategory_id": subcategory_id,
        "location_id": place.location.id,
    }


def _plain(value: Any) -> Any:
    return getattr(value, "value", value)


async def _named(work: UnitOfWork, changes: Mapping[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """Return the changes with the names of reference data instead of ids, for the people who read the history."""
    reference = await settings.reference(work.session)
    names = {
        "category_id": ("category", reference.category_name),
        "subcategory_id": ("subcategory", reference.category_name),
        "location_id": ("location", reference.location_name),
    }
    shown: dict[str, tuple[Any, Any]] = {}
    for column, (old, new) in changes.items():
        if column in names:
            field, name_of = names[column]
            shown[field] = (name_of(old), name_of(new))
        else:
            shown[column] = (old, new)
    return shown
