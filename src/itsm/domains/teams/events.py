"""What happens to teams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from itsm.platform.events import DomainEvent, LiveMessage


@dataclass(frozen=True, kw_only=True)
class TeamEvent(DomainEvent):
    """Base of everything that happens to one team; its members' screens hear of it."""

    subject_type: ClassVar[str] = "team"

    def live(self) -> LiveMessage:
        """Tell the team's screens which fields changed, never the values."""
        return LiveMessage(
            type=self.name,
            rooms=(f"team:{self.subject_id}",),
            payload={
                "id": str(self.subject_id),
                "version": self.version,
                "type": "team",
                "changed": sorted(self.changes),
            },
        )


@dataclass(frozen=True, kw_only=True)
class TeamCreated(TeamEvent):
    """A team was added."""

    name: ClassVar[str] = "team.created"
    team_name: str


@dataclass(frozen=True, kw_only=True)
class TeamUpdated(TeamEvent):
    """Fields of a team changed; `changes` names them with old and new value."""

    name: ClassVar[str] = "team.updated"


@dataclass(frozen=True, kw_only=True)
class TeamMemberEvent(TeamEvent):
    """Base of what happens to one member; the person's own screens hear of it too."""

    user_id: UUID

    def live(self) -> LiveMessage:
        """Tell the team and the person: their rooms and queues differ from now on."""
        return LiveMessage(
            type=self.name,
            rooms=(f"team:{self.subject_id}", f"user:{self.user_id}"),
            payload={
                "id": str(self.subject_id),
                "version": self.version,
                "type": "team",
                "changed": ["members"],
            },
        )


@dataclass(frozen=True, kw_only=True)
class TeamMemberAdded(TeamMemberEvent):
    """A person joined a team."""

    name: ClassVar[str] = "team.member_added"


@dataclass(frozen=True, kw_only=True)
class TeamMemberChanged(TeamMemberEvent):
    """A person's place in a team changed (lead, assignable, capacity)."""

    name: ClassVar[str] = "team.member_changed"


@dataclass(frozen=True, kw_only=True)
class TeamMemberRemoved(TeamMemberEvent):
    """A person left a team and no longer sees its tickets."""

    name: ClassVar[str] = "team.member_removed"
