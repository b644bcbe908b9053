"""The calendar of changes over the interface."""

from datetime import datetime
from uuid import UUID

from itsm.domains.changes.enums import ChangeState, ChangeType, RiskLevel
from itsm.domains.changes.window_schemas import FreezeRead
from itsm.platform.http.schemas import OutputModel


class CalendarChange(OutputModel):
    """A change in the calendar."""

    id: UUID
    number: str
    type: ChangeType
    state: ChangeState
    title: str
    risk_level: RiskLevel | None
    starts_at: datetime
    ends_at: datetime
    timezone: str
    implementer_name: str | None
    conflicts: int


class ChangeCalendarRead(OutputModel):
    """What a stretch of time holds. `is_cut`: there are more changes than are shown; ask for less time."""

    changes: list[CalendarChange]
    freezes: list[FreezeRead]
    is_cut: bool


class FeedRead(OutputModel):
    """The caller's own calendar address; it opens without signing in, so it is a secret. None: there is none."""

    address: str | None
    created_at: datetime | None
