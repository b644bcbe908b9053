"""Which rooms a caller is in by what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from itsm.platform.actor import Actor


def rooms_of(actor: Actor) -> frozenset[str]:
    """Return the rooms of a caller: their own, their teams', and the whole queue where they see every ticket."""
    rooms = {"all", f"user:{actor.id}"}
    if actor.is_staff:
        rooms |= {f"team:{team_id}" for team_id in actor.team_ids}
    if actor.can("tickets.read_all"):
        rooms.add("queue")
    return frozenset(rooms)
