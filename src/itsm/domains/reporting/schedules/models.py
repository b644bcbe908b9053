"""Tables of scheduled reports, and of each time one was due."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, SmallInteger, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.reporting.schedules.enums import Frequency, Stopped
from itsm.platform.db.base import Base, Timestamped, utc_datetime, uuid_pk

NAME_MAX = 80
_WORD, _ZONE = 20, 64


def _one_of(column: str, kinds: Any) -> str:
    return f"{column} IN ({', '.join(repr(kind.value) for kind in kinds)})"


class ReportSchedule(Timestamped, Base):
    """A dashboard that `owner_id` has mailed to themselves: which page, narrowed to what, how often, as what file.

    `filters` are those of the dashboard's query string. `next_at` is None while nothing is planned: it is paused, or
    stopped by itself, then `stopped` says why.
    """

    __tablename__ = "report_schedules"

    id: Mapped[UUID] = uuid_pk()
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    page: Mapped[str] = mapped_column(String(_WORD))
    filters: Mapped[dict[str, Any]]
    compare: Mapped[bool]
    format: Mapped[str] = mapped_column(String(4))
    frequency: Mapped[str] = mapped_column(String(_WORD))
    weekday: Mapped[int] = mapped_column(SmallInteger)
    day: Mapped[int] = mapped_column(SmallInteger)
    hour: Mapped[int] = mapped_column(SmallInteger)
    timezone: Mapped[str] = mapped_column(String(_ZONE))
    is_paused: Mapped[bool] = mapped_column(default=False, server_default="false")
    stopped: Mapped[str | None] = mapped_column(String(_WORD))
    next_at: Mapped[datetime | None] = utc_datetime()
    last_at: Mapped[datetime | None] = utc_datetime()
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")

    __table_args__ = (
        CheckConstraint(_one_of("frequency", Frequency), name="frequency_known"),
        CheckConstraint(_one_of("stopped", Stopped), name="stopped_known"),
        CheckConstraint("format IN ('csv', 'xlsx')", name="format_known"),
        CheckConstraint("weekday BETWEEN 1 AND 7 AND day BETWEEN 1 AND 31 AND hour BETWEEN 0 AND 23", name="rhythm"),
        CheckConstraint("next_at IS NULL OR (NOT is_paused AND stopped IS NULL)", name="planned_while_on"),
        Index("ix_report_schedules_next_at", "next_at", postgresql_where=text("next_at IS NOT NULL")),
    )


class ReportRun(Base):
    """One time a report was due, or was asked for; its id is the event that its mail tells of.

    (schedule, due) is unique: however many workers look, it leaves once. `file` is what was mailed, until it is old.
    """

    __tablename__ = "report_runs"

    id: Mapped[UUID] = uuid_pk()
    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("report_schedules.id", ondelete="CASCADE"))
    due_at: Mapped[datetime] = utc_datetime(nullable=False)
    done_at: Mapped[datetime | None] = utc_datetime()
    file_name: Mapped[str | None]
    media_type: Mapped[str | None]
    file: Mapped[bytes | None]

    __table_args__ = (
        UniqueConstraint("schedule_id", "due_at"),
        Index("ix_report_runs_due_at", "due_at", postgresql_using="brin"),
    )
