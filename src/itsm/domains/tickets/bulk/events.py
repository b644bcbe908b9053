"""What happens to bulk changes; what happens to their tickets are the tickets' own events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from itsm.platform.events import DomainEvent, LiveMessage


@dataclass(frozen=True, kw_only=True)
class BulkChanged(DomainEvent):
    """A bulk change was asked for, got further, was finished or taken back."""

    name: ClassVar[str] = "bulk_change.changed"
    subject_type: ClassVar[str] = "bulk_change"
    state: str
    asked_by_id: UUID

    def live(self) -> LiveMessage:
        """Tell the screens of who asked how far it is."""
        payload = {"id": str(self.subject_id), "version": 0, "type": "bulk_change", "changed": ["state"]}
        return LiveMessage(type=self.name, rooms=(f"user:{self.asked_by_id}",), payload=payload)


@dataclass(frozen=True, kw_only=True)
class BulkMoved(BulkChanged):
    """A bulk change got further: of interest to the screen that shows it, not to the audit log."""

    name: ClassVar[str] = "bulk_change.moved"
    audited: ClassVar[bool] = False
