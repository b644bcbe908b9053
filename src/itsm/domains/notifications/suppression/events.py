"""What happens to suppressed addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from itsm.platform.events import DomainEvent, LiveMessage


@dataclass(frozen=True, kw_only=True)
class SuppressionEvent(DomainEvent):
    """Base: open pages of the administration hear that the list changed."""

    name: ClassVar[str] = "suppression.changed"
    subject_type: ClassVar[str] = "suppression"

    address: str
    cause: str

    def live(self) -> LiveMessage:
        """Tell open pages, without the address."""
        payload = {"id": str(self.subject_id), "version": self.version, "type": "suppression", "changed": []}
        return LiveMessage(type="suppressions.changed", rooms=("queue",), payload=payload)


@dataclass(frozen=True, kw_only=True)
class AddressSuppressed(SuppressionEvent):
    """An address gets no mail from now on."""

    name: ClassVar[str] = "suppression.added"


@dataclass(frozen=True, kw_only=True)
class SuppressionLifted(SuppressionEvent):
    """An administrator let mail go to an address again."""

    name: ClassVar[str] = "suppression.lifted"
