"""What happens to the audit trail itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from itsm.platform.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class AuditExported(DomainEvent):
    """Somebody took entries out of the desk. The subject is who did."""

    name: ClassVar[str] = "audit.exported"
    subject_type: ClassVar[str] = "user"

    filters: dict[str, Any]
