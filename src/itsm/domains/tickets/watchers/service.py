"""Use cases: follow a ticket, have somebody follow it, stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from uuid import UUID

from sqlalchemy import delete

from itsm.domains.tickets.policies import require_working
from itsm.domains.tickets.service.common import lock_ticket, standing
from itsm.domains.tickets.watchers.events import WatcherAdded, WatcherEvent, WatcherRemoved
from itsm.domains.tickets.watchers.models import Watcher
from itsm.domains.tickets.watchers.queries import (
    WATCHERS_MAX,
    Person,
    count_watchers,
    is_watching,
    person,
    watchers_of,
)
from itsm.domains.tickets.watchers.schemas import WatcherRead
from itsm.platform.errors import Conflict, Invalid, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.tickets.repository import TicketRecord
    from itsm.domains.tickets.visibility import Placed
    from itsm.platform.work import UnitOfWork


async def add_watcher(work: UnitOfWork, reference: str, who: UUID | Literal["me"]) -> WatcherRead:
    """Have a person follow a ticket; adding one who does already changes nothing.

    Oneself may always; others are added by who works the ticket, and only people who may see it.
    Raises NotFound (404), Forbidden (403), Invalid (422), Conflict (409) for more than 200.
    """
    ticket = await lock_ticket(work, reference)
    user_id = _user(work, ticket, who)
    found = await person(work.session, user_id)
    if found is None or not found.sees(ticket):
        raise Invalid.field("user_id", "Choose an active person who may see this ticket.", "unknown_reference")
    since = await is_watching(work.session, ticket.id, user_id)
    if since is not None:
        return WatcherRead(id=found.id, name=found.name, created_at=since)
    if await count_watchers(work.session, ticket.id) >= WATCHERS_MAX:
        raise Conflict(f"At most {WATCHERS_MAX} people follow a ticket.", code="too_many_watchers")
    stage_watchers(work, ticket.id, (user_id,))
    work.record(_event(work, WatcherAdded, ticket, found, "follows"))
    return WatcherRead(id=found.id, name=found.name, created_at=work.now)


async def remove_watcher(work: UnitOfWork, reference: str, who: UUID | Literal["me"]) -> None:
    """Have a person follow a ticket no longer. Raises NotFound (404), Forbidden (403)."""
    ticket = await lock_ticket(work, reference)
    user_id = _user(work, ticket, who)
    found = await person(work.session, user_id)
    if found is None or await is_watching(work.session, ticket.id, user_id) is None:
        raise NotFound("They do not follow this ticket.", code="watcher_not_found")
    await work.session.execute(
        delete(Watcher)
        .where(Watcher.ticket_id == ticket.id, Watcher.user_id == user_id)
        .execution_options(synchronize_session=False)
    )
    work.record(_event(work, WatcherRemoved, ticket, found, "no longer follows"))


def stage_watchers(work: UnitOfWork, ticket_id: UUID, user_ids: Iterable[UUID]) -> None:
    """Write watchers of a ticket that has none of them yet, with the unit of work (a new ticket's, from routing)."""
    for user_id in dict.fromkeys(user_ids):
        work.stage(
            Watcher,
            {"ticket_id": ticket_id, "user_id": user_id, "added_by_id": work.actor.id, "created_at": work.now},
        )


async def present_watchers(session: AsyncSession, ticket_id: UUID, ticket: Placed) -> list[Person]:
    """Return the watchers who may see the ticket now: nobody is told what they may not see (domain.md)."""
    return [watcher for watcher in await watchers_of(session, ticket_id) if watcher.sees(ticket)]


def _user(work: UnitOfWork, ticket: TicketRecord, who: UUID | Literal["me"]) -> UUID:
    """Return whom it is about. Raises Forbidden (403) for others by somebody who does not work the ticket."""
    if who in {"me", work.actor.id} and work.actor.id is not None:
        return work.actor.id
    require_working(work.actor, ticket)
    if isinstance(who, UUID):
        return who
    raise Invalid.field("user_id", "Say who.", "required")


def _event(work: UnitOfWork, kind: type[WatcherEvent], ticket: TicketRecord, found: Person, verb: str) -> WatcherEvent:
    return kind(
        **standing(work, ticket),
        summary=f"{found.name} {verb} {ticket.number}",
        user_id=found.id,
        user_name=found.name,
    )
