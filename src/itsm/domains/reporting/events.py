"""What leaves the desk by this room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from itsm.platform.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class ReportExported(DomainEvent):
    """Somebody took tickets or figures out of the desk. The subject is who did."""

    name: ClassVar[str] = "report.exported"
    subject_type: ClassVar[str] = "user"

    what: str
    format: str
    filters: dict[str, Any]
