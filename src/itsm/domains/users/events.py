"""What happens to people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from itsm.platform.events import DomainEvent, LiveMessage


@dataclass(frozen=True, kw_only=True)
class UserEvent(DomainEvent):
    """Base of everything that happens to one person; the person's own screens hear of it."""

    subject_type: ClassVar[str] = "user"

    def live(self) -> LiveMessage:
        """Tell the person's screens which of their fields changed, never the values."""
        return LiveMessage(
            type=self.name,
            rooms=(f"user:{self.subject_id}",),
            payload={
                "id": str(self.subject_id),
                "version": self.version,
                "type": "user",
                "changed": sorted(self.changes),
            },
        )


@dataclass(frozen=True, kw_only=True)
class UserCreated(UserEvent):
    """A person was added."""

    name: ClassVar[str] = "user.created"
    email: str
    full_name: str
    role: str


@dataclass(frozen=True, kw_only=True)
class UserUpdated(UserEvent):
    """Fields of a person changed; `changes` names them with old and new value."""

    name: ClassVar[str] = "user.updated"


@dataclass(frozen=True, kw_only=True)
class UserRoleChanged(UserEvent):
    """What a person may do changed: every session they had ends."""

    name: ClassVar[str] = "user.role_changed"
    old_role: str
    new_role: str


@dataclass(frozen=True, kw_only=True)
class UserDeactivated(UserEvent):
    """A person may no longer sign in: every session they had ends."""

    name: ClassVar[str] = "user.deactivated"


@dataclass(frozen=True, kw_only=True)
class UserActivated(UserEvent):
    """A person may sign in again; they do so anew."""

    name: ClassVar[str] = "user.activated"
