"""The words of changes."""

from __future__ import annotations

from enum import StrEnum


class ChangeType(StrEnum):
    """How much say a change needs before it is carried out."""

    STANDARD = "standard"
    """From a template; where that is pre-approved and the risk is low it approves itself."""
    NORMAL = "normal"
    EMERGENCY = "emergency"
    """Cannot wait: quickly approved, may begin without, and is approved once more afterwards."""


class ChangeState(StrEnum):
    """Where a change stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    IMPLEMENTING = "implementing"
    IMPLEMENTED = "implemented"
    FAILED = "failed"
    ROLLED_BACK = "rolled_back"
    CLOSED = "closed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class ChangeAction(StrEnum):
    """What may be done with a change as a whole."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    SCHEDULE = "schedule"
    START = "start"
    FINISH = "finish"
    CLOSE = "close"
    CANCEL = "cancel"
    REOPEN = "reopen"


class Outcome(StrEnum):
    """How carrying it out ended."""

    SUCCESS = "success"
    FAILED = "failed"
    ROLLED_BACK = "rolled_back"


class RiskLevel(StrEnum):
    """How risky a change is, by its questionnaire."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class BoardPhase(StrEnum):
    """Whether an approval rule is about what is to be done or about what was done."""

    BEFORE = "before"
    AFTERWARDS = "afterwards"


class TicketRole(StrEnum):
    """What a change has to do with a ticket."""

    FIXES = "fixes"
    CAUSED = "caused"
    RELATED = "related"
    SUSPECT = "suspect"
    """An incident soon after it was carried out, on what it touched: the desk put it there, a person judges."""


class ListView(StrEnum):
    """Ready-made lists."""

    ALL = "all"
    MINE = "mine"
    AWAITING = "awaiting"
    WEEK = "week"
    EMERGENCY = "emergency"
    REVIEW = "review"


class FreezeEffect(StrEnum):
    """What a freeze does to a change whose window touches it."""

    WARN = "warn"
    BLOCK = "block"
    APPROVE = "approve"
    """One more approval is asked for."""


class ConflictKind(StrEnum):
    """What is in the way of a change."""

    SYSTEM = "system"
    """Another change works on the same thing, or on one that depends on it, at the same time."""
    IMPLEMENTER = "implementer"
    """Its implementer is booked for another change."""
    FREEZE = "freeze"
