"""What the tickets room tells about a ticket, and what it gets back for the ticket's own row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from itsm.domains.conditions.api import TicketFacts
from itsm.domains.settings.enums import Priority
from itsm.domains.sla.enums import ClockState


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The ticket as policies look at it; `started_at` is when the promise begins, `location_key` whose hours count.

    `team_id` is in whose hands the ticket is: an `ola` clock times them.
    """

    ticket_id: UUID
    started_at: datetime
    ticket: TicketFacts
    location_key: str | None = None
    team_id: UUID | None = None

    @property
    def priority(self) -> str:
        """Return the priority that is promised for."""
        return (self.ticket.priority or Priority.P4).value


@dataclass(frozen=True, slots=True)
class Due:
    """A clock that the ticket's row does not keep: when it is due and how it stands."""

    due_at: datetime
    state: ClockState


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockSummary:
    """The clocks of a ticket as its row keeps them; all None where no policy fits.

    `next_due_at` is the nearest due instant of a clock that runs; `is_breached` tells whether any
    target of the present cycles was missed, `is_warned` whether one came close; both look at what the
    requester was promised, response and resolution. `also` holds the other clocks, by metric;
    `times_teams` tells of a new ticket that its policy times teams, too.
    """

    policy: str | None
    calendar: str | None
    response_due_at: datetime | None
    response_state: ClockState | None
    resolution_due_at: datetime | None
    resolution_state: ClockState | None
    next_due_at: datetime | None
    is_breached: bool
    is_warned: bool
    also: Mapping[str, Due]
    times_teams: bool = False


NO_CLOCKS = ClockSummary(
    policy=None,
    calendar=None,
    response_due_at=None,
    response_state=None,
    resolution_due_at=None,
    resolution_state=None,
    next_due_at=None,
    is_breached=False,
    is_warned=False,
    also=MappingProxyType({}),
)
