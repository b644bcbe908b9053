"""The words of approvals."""

from __future__ import annotations

from enum import StrEnum


class Standing(StrEnum):
    """Where a step or a whole approval stands."""

    WAITING = "waiting"
    """An earlier step is not settled yet."""
    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"
    VOIDED = "voided"
    """What was to be approved changed or was taken back; nothing said of it counts."""


class Vote(StrEnum):
    """What an approver says."""

    APPROVED = "approved"
    REJECTED = "rejected"


class StepRule(StrEnum):
    """How many of those asked must say yes."""

    ANY = "any"
    ALL = "all"
    QUORUM = "quorum"


class Way(StrEnum):
    """How a decision came in."""

    DESK = "desk"
    MAIL = "mail"


class ApprovalView(StrEnum):
    """Which of one's own approvals a list holds."""

    PENDING = "pending"
    DECIDED = "decided"
    ASKED = "asked"
