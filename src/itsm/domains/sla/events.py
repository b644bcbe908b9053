"""What happens to service levels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from itsm.platform.events import DomainEvent, LiveMessage


@dataclass(frozen=True, kw_only=True)
class ThresholdReached(DomainEvent):
    """Base of what a clock reaches. The subject is the ticket.

    `at` is the instant of the threshold itself, which may lie before the moment it was noticed;
    `threshold` is the percent of the target.
    """

    subject_type: ClassVar[str] = "ticket"

    metric: str
    cycle: int
    threshold: int
    priority: str
    policy: str
    policy_version_id: UUID
    due_at: datetime
    at: datetime

    def live(self) -> LiveMessage | None:
        """Tell open screens of the ticket, of its requester too: the promise was made to them."""
        return LiveMessage(
            type=self.name,
            rooms=self.rooms(),
            payload={
                "id": str(self.subject_id),
                "version": self.version,
                "type": "ticket",
                "changed": ["sla"],
                "metric": self.metric,
            },
        )

    def rooms(self) -> tuple[str, ...]:
        """Return the live rooms that hear of it."""
        return (f"ticket:{self.subject_id}", f"ticket:{self.subject_id}:staff", "queue")


@dataclass(frozen=True, kw_only=True)
class SlaWarning(ThresholdReached):
    """A clock came close to its due date (or passed a level beyond it)."""

    name: ClassVar[str] = "sla.warning"


@dataclass(frozen=True, kw_only=True)
class SlaBreached(ThresholdReached):
    """A clock used up its target."""

    name: ClassVar[str] = "sla.breached"


@dataclass(frozen=True, kw_only=True)
class SlaLevelReached(ThresholdReached):
    """A clock came to a percent at which nothing but an escalation level waits; what that does is the news."""

    name: ClassVar[str] = "sla.level_reached"
    audited: ClassVar[bool] = False

    def live(self) -> None:
        """Tell no screen: the escalation that follows does."""


@dataclass(frozen=True, kw_only=True)
class OlaThresholdReached(ThresholdReached):
    """Base of what a team's own time reaches. It was agreed among teams: the requester is not told."""

    def rooms(self) -> tuple[str, ...]:
        """Return the live rooms of those who work the ticket."""
        return (f"ticket:{self.subject_id}:staff", "queue")


@dataclass(frozen=True, kw_only=True)
class OlaWarning(OlaThresholdReached):
    """A team's time with a ticket comes to its end."""

    name: ClassVar[str] = "ola.warning"


@dataclass(frozen=True, kw_only=True)
class OlaBreached(OlaThresholdReached):
    """A team had a ticket longer than agreed."""

    name: ClassVar[str] = "ola.breached"


@dataclass(frozen=True, kw_only=True)
class SlaRetargeted(DomainEvent):
    """A ticket's running clocks got other targets, as its priority changed."""

    name: ClassVar[str] = "sla.retargeted"
    subject_type: ClassVar[str] = "ticket"


@dataclass(frozen=True, kw_only=True)
class CalendarEvent(DomainEvent):
    """Base of what happens to a business calendar."""

    subject_type: ClassVar[str] = "sla_calendar"


@dataclass(frozen=True, kw_only=True)
class CalendarCreated(CalendarEvent):
    """A calendar was added."""

    name: ClassVar[str] = "sla_calendar.created"


@dataclass(frozen=True, kw_only=True)
class CalendarUpdated(CalendarEvent):
    """A calendar got a new version; clocks already running keep the one they have."""

    name: ClassVar[str] = "sla_calendar.updated"


@dataclass(frozen=True, kw_only=True)
class CalendarDeactivated(CalendarEvent):
    """A calendar is offered no longer."""

    name: ClassVar[str] = "sla_calendar.deactivated"


@dataclass(frozen=True, kw_only=True)
class PolicyEvent(DomainEvent):
    """Base of what happens to a policy."""

    subject_type: ClassVar[str] = "sla_policy"


@dataclass(frozen=True, kw_only=True)
class PolicyCreated(PolicyEvent):
    """A policy was added."""

    name: ClassVar[str] = "sla_policy.created"


@dataclass(frozen=True, kw_only=True)
class PolicyUpdated(PolicyEvent):
    """A policy got a new version; tickets already raised keep the one they were given."""

    name: ClassVar[str] = "sla_policy.updated"


@dataclass(frozen=True, kw_only=True)
class PolicyMoved(PolicyEvent):
    """A policy is tried earlier or later than before."""

    name: ClassVar[str] = "sla_policy.moved"


@dataclass(frozen=True, kw_only=True)
class PolicyDeactivated(PolicyEvent):
    """A policy is applied to new tickets no longer."""

    name: ClassVar[str] = "sla_policy.deactivated"
