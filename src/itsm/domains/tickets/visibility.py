"""Who sees which ticket. The one rule; lists, items, search, live rooms and files all ask here.

The requester sees their own. An agent sees those of their teams, those assigned to them, and their own.
`tickets.read_all` (managers, administrators, the system) sees every ticket; `tickets.read_location` instead of it
those of one's own location: that is how an administrator keeps sites apart.
What a caller may not see is answered like what does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import ColumnElement, or_, true

from itsm.domains.tickets.models import Ticket

if TYPE_CHECKING:
    from uuid import UUID

    from itsm.platform.actor import Actor


class Placed(Protocol):
    """What it depends on who sees a ticket."""

    @property
    def requester_id(self) -> UUID:
        """Who asked."""

    @property
    def team_id(self) -> UUID | None:
        """Whose queue it is in."""

    @property
    def assignee_id(self) -> UUID | None:
        """Who works it."""

    @property
    def location_id(self) -> UUID:
        """Which site it is about."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far an actor sees: everything, or what matches one of `matches` (column, values)."""

    sees_all: bool
    matches: tuple[tuple[str, tuple[UUID, ...]], ...] = ()


def reach_of(actor: Actor) -> Reach:
    """Return how far `actor` sees. This is the rule; everything below only translates it."""
    if actor.can("tickets.read_all"):
        return Reach(sees_all=True)
    if actor.id is None:
        return Reach(sees_all=False)
    own = ("requester_id", (actor.id,))
    if not actor.is_staff:
        return Reach(sees_all=False, matches=(own,))
    teams = tuple(sorted(actor.team_ids))
    site = (actor.location_id,) if sees_location(actor) and actor.location_id else ()
    matches = (("location_id", site), ("team_id", teams), ("assignee_id", (actor.id,)), own)
    return Reach(sees_all=False, matches=matches if site else matches[1:])


def sees_location(actor: Actor) -> bool:
    """Tell whether `actor` sees, and works, every ticket of the own location."""
    return actor.can("tickets.read_location") and actor.location_id is not None


def can_see(actor: Actor, ticket: Placed) -> bool:
    """Tell whether `actor` sees this ticket."""
    reach = reach_of(actor)
    return reach.sees_all or any(getattr(ticket, column) in values for column, values in reach.matches)


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the rule as a condition on `Ticket`, for Core and ORM queries."""
    reach = reach_of(actor)
    if reach.sees_all:
        return true()
    return or_(*(getattr(Ticket, column).in_(values) for column, values in reach.matches))


class Binds:
    """The values of a statement written with numbered places."""

    __slots__ = ("values",)

    def __init__(self, *values: Any) -> None:
        self.values: list[Any] = list(values)

    def add(self, value: Any) -> str:
        """Return the place of `value`, such as `$3`."""
        self.values.append(value)
        return f"${len(self.values)}"


def branches(actor: Actor, binds: Binds, alias: str = "t") -> tuple[str, ...]:
    """Return the rule as conditions of which one must hold, each answered by one index; empty: sees all."""
    reach = reach_of(actor)
    return tuple(f"{alias}.{column} = {binds.add(value)}::uuid" for column, values in reach.matches for value in values)


def where_visible(actor: Actor, binds: Binds, alias: str = "t") -> str:
    """Return the rule as one SQL condition on the table called `alias`."""
    if reach_of(actor).sees_all:
        return "true"
    return f"({' OR '.join(branches(actor, binds, alias)) or 'false'})"


def where_worked(actor: Actor, binds: Binds, alias: str = "t") -> str:
    """Return as one SQL condition which tickets `actor` works: what they see, but for what they only asked for."""
    if not actor.is_staff:
        return "false"
    reach = reach_of(actor)
    if reach.sees_all:
        return "true"
    worked = [(column, values) for column, values in reach.matches if column != "requester_id"]
    parts = [f"{alias}.{column} = {binds.add(value)}::uuid" for column, values in worked for value in values]
    return f"({' OR '.join(parts) or 'false'})"


def is_staff_view(actor: Actor, ticket: Placed) -> bool:
    """Tell whether `actor` works this ticket, rather than only having asked: internal notes, other agents."""
    return actor.is_staff and can_see(actor, ticket)
