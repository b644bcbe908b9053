"""What happens to posts and services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from itsm.platform.events import DomainEvent, LiveMessage


@dataclass(frozen=True, kw_only=True)
class StatusEvent(DomainEvent):
    """Base of what happens here. Every open screen hears that something changed, and asks what."""

    subject_type: ClassVar[str] = "status_post"

    def live(self) -> LiveMessage:
        """Tell every open screen."""
        payload = {"id": str(self.subject_id), "version": self.version, "type": "status", "changed": []}
        return LiveMessage(type="status.changed", rooms=self.heard_in(), payload=payload)

    def heard_in(self) -> tuple[str, ...]:
        """Return the rooms that hear of it."""
        return ("all",)


@dataclass(frozen=True, kw_only=True)
class StatusPosted(StatusEvent):
    """An incident, a maintenance or an announcement was posted."""

    name: ClassVar[str] = "status.posted"
    title: str
    update_id: UUID


@dataclass(frozen=True, kw_only=True)
class StatusUpdated(StatusEvent):
    """A post has news on its timeline."""

    name: ClassVar[str] = "status.updated"
    title: str
    update_id: UUID


@dataclass(frozen=True, kw_only=True)
class StatusEdited(StatusEvent):
    """A post was worded or dated anew."""

    name: ClassVar[str] = "status.edited"
    title: str


@dataclass(frozen=True, kw_only=True)
class StatusJoined(StatusEvent):
    """Somebody said "me too"."""

    name: ClassVar[str] = "status.joined"
    user_id: UUID

    def heard_in(self) -> tuple[str, ...]:
        """Return the person's own screens and those of the desk, which count."""
        return (f"user:{self.user_id}", "queue")


@dataclass(frozen=True, kw_only=True)
class StatusLeft(StatusJoined):
    """Somebody took their "me too" back."""

    name: ClassVar[str] = "status.left"


@dataclass(frozen=True, kw_only=True)
class StatusServiceChanged(StatusEvent):
    """A service was added or changed."""

    name: ClassVar[str] = "status.service_changed"
    subject_type: ClassVar[str] = "status_service"
