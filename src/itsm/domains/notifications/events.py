"""What happens to deliveries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from itsm.platform.events import DomainEvent, LiveMessage


@dataclass(frozen=True, kw_only=True)
class DeliveryResent(DomainEvent):
    """An administrator sent a mail again."""

    name: ClassVar[str] = "delivery.resent"
    subject_type: ClassVar[str] = "delivery"

    address: str
    template: str

    def live(self) -> LiveMessage:
        """Tell open outbox pages."""
        return LiveMessage(
            type="outbox.changed",
            rooms=("queue",),
            payload={"id": str(self.subject_id), "version": self.version, "type": "delivery", "changed": ["state"]},
        )
