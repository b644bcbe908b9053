"""The fixed words of tickets, as they are stored and answered."""

from __future__ import annotations

from enum import StrEnum

from itsm.domains.settings.enums import Impact, PendingReason, Priority, TicketType, Urgency
from itsm.domains.settings.enums import TicketSource as Source

__all__ = [
    "ACTIVE",
    "FINISHED",
    "Impact",
    "Move",
    "PendingReason",
    "Priority",
    "PrioritySource",
    "RequestState",
    "Score",
    "Source",
    "TicketStatus",
    "TicketType",
    "Urgency",
    "level_of",
    "priority_of",
]


class TicketStatus(StrEnum):
    """How far a ticket is."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    PENDING = "pending"
    RESOLVED = "resolved"
    CLOSED = "closed"
    REOPENED = "reopened"


ACTIVE = frozenset({TicketStatus.NEW, TicketStatus.IN_PROGRESS, TicketStatus.PENDING, TicketStatus.REOPENED})
"""Statuses in which somebody still owes the requester something: they stand in the queue."""

FINISHED = frozenset({TicketStatus.RESOLVED, TicketStatus.CLOSED})


class Score(StrEnum):
    """What a requester says of a resolution, 1 (bad) to 5 (very good), as filters write it."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"


class PrioritySource(StrEnum):
    """Where the present priority came from."""

    REQUESTER = "requester"
    RULE = "rule"
    MATRIX = "matrix"
    DEFAULT = "default"
    OVERRIDE = "override"


class Move(StrEnum):
    """What a change of status means for everybody who listens."""

    START = "start"
    WAIT = "wait"
    RESOLVE = "resolve"
    CLOSE = "close"
    REOPEN = "reopen"


class RequestState(StrEnum):
    """What became of a priority request."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"


def level_of(priority: Priority) -> int:
    """Return the number a priority is stored as: P1 is 1."""
    return int(priority.value[1])


def priority_of(level: int) -> Priority:
    """Return the priority stored as `level`."""
    return Priority(f"P{level}")
