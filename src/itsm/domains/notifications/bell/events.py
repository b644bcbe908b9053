"""What open screens hear of the bell. None of it is audited: being told is not an act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from itsm.platform.events import DomainEvent, LiveMessage


@dataclass(frozen=True, kw_only=True)
class NoticesCreated(DomainEvent):
    """Some people were told something; each hears only that there is something."""

    name: ClassVar[str] = "notification.created"
    subject_type: ClassVar[str] = "notification"
    audited: ClassVar[bool] = False

    recipient_ids: tuple[UUID, ...]

    def live(self) -> LiveMessage:
        """Tell each of them, thinly."""
        return LiveMessage(
            type=self.name,
            rooms=tuple(f"user:{recipient}" for recipient in self.recipient_ids),
            payload={"id": str(self.subject_id), "version": 1, "type": "notification", "changed": []},
        )


@dataclass(frozen=True, kw_only=True)
class NoticesChanged(NoticesCreated):
    """Somebody put notices away or took them back; their other screens follow."""

    name: ClassVar[str] = "notification.changed"
