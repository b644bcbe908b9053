"""Who may plan whose time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from itsm.platform.errors import Forbidden

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.domains.presence.queries import Place
    from itsm.platform.actor import Actor


def manages(actor: Actor, places: Iterable[Place], manager_id: UUID | None) -> bool:
    """Tell whether a person is one of the actor's people.

    Their own manager, the manager or lead of a team of theirs; teams without a manager are everybody's who
    manages teams, and administrators plan for everybody. `places` are the person's teams.
    """
    if not actor.can("teams.manage"):
        return False
    if actor.can("users.manage") or (manager_id is not None and manager_id == actor.id):
        return True
    return any(place.manager_id in {None, actor.id} or actor.id in place.lead_ids for place in places)


def require_planning(actor: Actor, user_id: UUID, *, is_manager: bool) -> None:
    """Raise Forbidden (403) unless the actor may plan this person's leave: one's own, or one's people's."""
    if actor.id != user_id and not is_manager:
        raise Forbidden("Only they and their manager plan their leave.")


def require_managing(*, is_manager: bool) -> None:
    """Raise Forbidden (403) unless the person is one of the actor's people."""
    if not is_manager:
        raise Forbidden("Only their manager changes this.")
