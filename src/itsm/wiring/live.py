"""What live updates ask the rooms above them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from itsm.domains.identity import api as identity
from itsm.domains.realtime.api import LivePorts
from itsm.domains.tickets import api as tickets
from itsm.platform.actor import Actor
from itsm.platform.db.engine import get_database
from itsm.platform.errors import NotFound


async def ticket_rooms(actor: Actor, reference: str) -> Collection[str]:
    """Return the rooms of a ticket that `actor` may hear; empty where they may not see it."""
    async with get_database().reading() as session:
        try:
            ticket = await tickets.load_visible(session, actor, reference)
        except NotFound:
            return ()
    public = f"ticket:{ticket.id}"
    return (public, f"{public}:staff") if tickets.works_on(actor, ticket) else (public,)


async def actors_now(actors: Collection[Actor]) -> Mapping[UUID, Actor]:
    """Return, by session id, the actors whose session still stands, as they are now."""
    return await identity.actors_of_sessions({a.session_id for a in actors if a.session_id is not None})


LIVE_PORTS = LivePorts(
    actor_of_token=identity.resolve_actor,
    actors_now=actors_now,
    ticket_rooms=ticket_rooms,
)
