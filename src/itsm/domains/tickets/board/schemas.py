"""The board of a team over the interface."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from itsm.domains.tickets.enums import Priority, TicketStatus
from itsm.platform.http.schemas import NamedRef, OutputModel


class AgentWork(OutputModel):
    """How much somebody has, of the tickets the caller sees; each figure is the length of a list of tickets.

    `at_risk`: a target of theirs is close. `breached`: one was missed. `capacity`: the most that comes to them in the
    chosen team, or anywhere; null: no limit. `absence`: why no ticket comes to them by itself; null: they are at work.
    """

    id: UUID
    name: str
    is_lead: bool
    open: int
    at_risk: int
    breached: int
    p1: int
    capacity: int | None
    absence: Literal["away", "on_leave", "off_shift"] | None


class TeamBoard(OutputModel):
    """A team at work, or every team the caller looks after. The counts are those of the lists below them."""

    team: NamedRef | None
    teams: list[NamedRef]
    agents: list[AgentWork]
    open: int
    unassigned: int
    at_risk: int
    breached: int
    escalated: int
    requests: int


class OpenRequest(OutputModel):
    """A wish for another priority that waits for a decision, with the ticket it is about."""

    id: UUID
    ticket_id: UUID
    number: str
    title: str
    status: TicketStatus
    priority: Priority
    wanted: Priority
    reason: str
    team: NamedRef | None
    requested_by: NamedRef | None
    created_at: datetime
    may_decide: bool


class OpenRequestList(OutputModel):
    """The wishes that wait, the oldest first. `may_decide`: nobody decides what they ask for."""

    items: list[OpenRequest]
