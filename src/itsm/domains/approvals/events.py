"""What happens to approvals. Each stands in the history of its subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from itsm.platform.events import DomainEvent, LiveMessage


@dataclass(frozen=True, kw_only=True)
class ApprovalEvent(DomainEvent):
    """Base: an approval, its step, and whose screens are told."""

    subject_type: ClassVar[str] = "approval"
    number: str
    title: str
    position: int
    told: tuple[UUID, ...] = ()

    def live(self) -> LiveMessage:
        """Tell the people who take part, and those who may see its subject (the room `changes` of a change)."""
        rooms = (*(f"user:{person}" for person in self.told), f"{self.parent_type}s")
        payload = {"id": str(self.subject_id), "version": self.version, "type": "approval", "changed": []}
        return LiveMessage(type="approval.changed", rooms=rooms, payload=payload)


@dataclass(frozen=True, kw_only=True)
class ApprovalAsked(ApprovalEvent):
    """Somebody asked for an approval; who is asked is fixed now."""

    name: ClassVar[str] = "approval.asked"
    approvers: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class ApprovalStepOpened(ApprovalEvent):
    """It is the turn of a step's approvers."""

    name: ClassVar[str] = "approval.step_opened"
    audited: ClassVar[bool] = False


@dataclass(frozen=True, kw_only=True)
class ApprovalDecided(ApprovalEvent):
    """An approver said yes or no, or somebody did for them."""

    name: ClassVar[str] = "approval.decided"
    vote: str
    reason: str
    way: str
    for_id: UUID
    by_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApprovalSettled(ApprovalEvent):
    """The last step is approved, or one is rejected."""

    name: ClassVar[str] = "approval.settled"
    standing: str
    reason: str
    requester_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApprovalVoided(ApprovalEvent):
    """What was to be approved changed or was taken back."""

    name: ClassVar[str] = "approval.voided"
    reason: str


@dataclass(frozen=True, kw_only=True)
class ApprovalReminded(ApprovalEvent):
    """Half the time is gone; those who have not decided are reminded."""

    name: ClassVar[str] = "approval.reminded"


@dataclass(frozen=True, kw_only=True)
class ApprovalEscalated(ApprovalEvent):
    """The due time is over; others may decide as well."""

    name: ClassVar[str] = "approval.escalated"
    stand_ins: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class DelegationAdded(DomainEvent):
    """Somebody lets another decide for them."""

    name: ClassVar[str] = "delegation.added"
    subject_type: ClassVar[str] = "user"
    delegate_id: UUID
    starts_at: str
    ends_at: str


@dataclass(frozen=True, kw_only=True)
class DelegationRevoked(DomainEvent):
    """A delegation was taken back."""

    name: ClassVar[str] = "delegation.revoked"
    subject_type: ClassVar[str] = "user"
    delegate_id: UUID
