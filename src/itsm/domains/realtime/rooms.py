"""Which rooms a caller is in by what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from itsm.platform.actor import Actor


def rooms_of(actor: Actor) -> frozenset[str]:
    """Return the rooms of a caller: their own, their teams', the whole queue and changes where they see them."""
    rooms = {"all", f"user:{actor.id}"}
    if actor.is_staff:
        rooms |= {f"team:{team_id}" for team_id in actor.team_ids}
    if actor.can("tickets.read_all"):
        rooms.add("queue")
    if actor.can("changes.write"):
        rooms.add("changes")
    return frozenset(rooms)
