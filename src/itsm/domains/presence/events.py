"""What happens to people's time, skills and on-call lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from itsm.platform.events import DomainEvent, LiveMessage


@dataclass(frozen=True, kw_only=True)
class PresenceEvent(DomainEvent):
    """Base: something about when one person is at work, or what they can. Reasons of leave are never told."""

    subject_type: ClassVar[str] = "user"
    team_ids: tuple[UUID, ...] = field(default=())

    def live(self) -> LiveMessage:
        """Tell the person, their teams and the managers which part changed."""
        return LiveMessage(
            type="presence.changed",
            rooms=(f"user:{self.subject_id}", "queue", *(f"team:{team_id}" for team_id in self.team_ids)),
            payload={"id": str(self.subject_id), "version": 0, "type": "user", "changed": sorted(self.changes)},
        )


@dataclass(frozen=True, kw_only=True)
class ShiftChanged(PresenceEvent):
    """Somebody's weekly hours were set or taken away."""

    name: ClassVar[str] = "shift.changed"


@dataclass(frozen=True, kw_only=True)
class LeaveChanged(PresenceEvent):
    """Leave was planned, moved or cancelled (`is_cancelled`)."""

    name: ClassVar[str] = "leave.changed"
    leave_id: UUID
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool


@dataclass(frozen=True, kw_only=True)
class AgentSkillsChanged(PresenceEvent):
    """Somebody has other skills."""

    name: ClassVar[str] = "agent.skills_changed"


@dataclass(frozen=True, kw_only=True)
class SkillChanged(DomainEvent):
    """A skill was added, renamed or retired."""

    name: ClassVar[str] = "skill.changed"
    subject_type: ClassVar[str] = "skill"


@dataclass(frozen=True, kw_only=True)
class TeamDutyChanged(DomainEvent):
    """Other people are on call for a team, or another team takes over at night."""

    name: ClassVar[str] = "team.duty_changed"
    subject_type: ClassVar[str] = "team"

    def live(self) -> LiveMessage:
        """Tell the team and the managers."""
        return LiveMessage(
            type="presence.changed",
            rooms=(f"team:{self.subject_id}", "queue"),
            payload={"id": str(self.subject_id), "version": 0, "type": "team", "changed": sorted(self.changes)},
        )
