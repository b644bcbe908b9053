"""What the tickets room tells about a ticket, and what it gets back for the ticket's own row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from itsm.domains.sla.enums import ClockState


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What policies look at. Keys are those of the settings; `started_at` is when the promise begins."""

    ticket_id: UUID
    priority: str
    type: str
    started_at: datetime
    category_key: str | None = None
    subcategory_key: str | None = None
    location_key: str | None = None
    department: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockSummary:
    """The clocks of a ticket as its row keeps them; all None where no policy fits.

    `next_due_at` is the nearest due instant of a clock that runs; `is_breached` tells whether any
    target of the present cycles was missed, `is_warned` whether one came close.
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
)
