"""What happens to handovers; what happens to their tickets is `ticket.assigned`, each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from itsm.platform.events import DomainEvent, LiveMessage


@dataclass(frozen=True, kw_only=True)
class HandoverChanged(DomainEvent):
    """A handover was asked for, got further, was finished or undone."""

    name: ClassVar[str] = "handover.changed"
    subject_type: ClassVar[str] = "handover"
    state: str

    def live(self) -> LiveMessage:
        """Tell the managers' screens how far it is."""
        return LiveMessage(
            type=self.name,
            rooms=("queue",),
            payload={"id": str(self.subject_id), "version": 0, "type": "handover", "changed": ["state"]},
        )
