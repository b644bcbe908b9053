"""What happens to scheduled reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from itsm.platform.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class ReportScheduled(DomainEvent):
    """Somebody has a dashboard mailed from now on."""

    name: ClassVar[str] = "report_schedule.created"
    subject_type: ClassVar[str] = "report_schedule"

    page: str
    filters: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class ReportScheduleChanged(DomainEvent):
    """A schedule was changed, paused or taken up again."""

    name: ClassVar[str] = "report_schedule.changed"
    subject_type: ClassVar[str] = "report_schedule"


@dataclass(frozen=True, kw_only=True)
class ReportScheduleRemoved(DomainEvent):
    """A schedule was removed."""

    name: ClassVar[str] = "report_schedule.removed"
    subject_type: ClassVar[str] = "report_schedule"


@dataclass(frozen=True, kw_only=True)
class ReportScheduleStopped(DomainEvent):
    """A schedule stopped by itself: its person may not see it any more, or it makes no sense."""

    name: ClassVar[str] = "report_schedule.stopped"
    subject_type: ClassVar[str] = "report_schedule"

    reason: str


@dataclass(frozen=True, kw_only=True)
class ReportMailed(DomainEvent):
    """Figures left the desk by mail."""

    name: ClassVar[str] = "report.mailed"
    subject_type: ClassVar[str] = "report_schedule"

    page: str
    format: str
    filters: dict[str, Any]
    recipient: str
