"""What this room asks the rooms above it; wiring fills it in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from itsm.platform.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePorts:
    """Who speaks, who still may, and what they may hear.

    `actor_of_token`: access token → who it speaks for now, or None.
    `actors_now`: the callers of open sockets → by session id, those whose session still stands, as they are now.
    `ticket_rooms`: caller and a ticket's id or number → the rooms of that ticket the caller may hear
    (`ticket:{id}`, and `ticket:{id}:staff` for staff); empty where they may not see it.
    """

    actor_of_token: Callable[[str], Awaitable[Actor | None]]
    actors_now: Callable[[Collection[Actor]], Awaitable[Mapping[UUID, Actor]]]
    ticket_rooms: Callable[[Actor, str], Awaitable[Collection[str]]]
