"""Tables of service levels.

Configuration is versioned: a version row never changes and is never deleted, so a clock can name the
versions it was given. Those two columns carry no foreign key on purpose: its check would make every
new ticket lock the same few version rows.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, Timestamped, utc_datetime, uuid_pk

NAME_MAX: Final = 80
KEY_MAX: Final = 60
WORD_MAX: Final = 32
REASON_MAX: Final = 500
WAITS_BEYOND_BREACH: Final = "phase = 'running' AND breached_at IS NOT NULL AND NOT (thresholds <@ fired)"


class SlaCalendar(Timestamped, Base):
    """A business calendar; what it says stands in its versions. `version` is the number of the current one."""

    __tablename__ = "sla_calendars"

    id: Mapped[UUID] = uuid_pk()
    key: Mapped[str] = mapped_column(String(KEY_MAX), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    is_default: Mapped[bool] = mapped_column(Boolean, default=False, server_default="false")
    is_active: Mapped[bool] = mapped_column(Boolean, default=True, server_default="true")
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")

    __table_args__ = (
        # Where a location names no calendar there is one to fall back to, not two.
        Index("uq_sla_calendars_is_default", "is_default", unique=True, postgresql_where=text("is_default")),
        CheckConstraint("is_active OR NOT is_default", name="default_is_active"),
    )


Index("uq_sla_calendars_name_lower", func.lower(SlaCalendar.name), unique=True)


class SlaCalendarVersion(Base):
    """What a calendar said from a moment on; `definition` as in `codec.py`."""

    __tablename__ = "sla_calendar_versions"

    id: Mapped[UUID] = uuid_pk()
    calendar_id: Mapped[UUID] = mapped_column(ForeignKey("sla_calendars.id"))
    number: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    definition: Mapped[dict[str, Any]] = mapped_column(JSONB)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True, server_default="true")
    reason: Mapped[str] = mapped_column(default="", server_default="")
    author_name: Mapped[str] = mapped_column(default="", server_default="")
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    created_by: Mapped[UUID | None] = mapped_column(Uuid())

    __table_args__ = (UniqueConstraint("calendar_id", "number"),)


class SlaPolicy(Timestamped, Base):
    """A policy in the order in which policies are tried. `version` is the number of the current version."""

    __tablename__ = "sla_policies"

    id: Mapped[UUID] = uuid_pk()
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    position: Mapped[int] = mapped_column(Integer)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True, server_default="true")
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")


Index("uq_sla_policies_name_lower", func.lower(SlaPolicy.name), unique=True)


class SlaPolicyVersion(Base):
    """What a policy promised from a moment on: condition (`where`), targets, calendar, thresholds."""

    __tablename__ = "sla_policy_versions"

    id: Mapped[UUID] = uuid_pk()
    policy_id: Mapped[UUID] = mapped_column(ForeignKey("sla_policies.id"))
    number: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    definition: Mapped[dict[str, Any]] = mapped_column(JSONB)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True, server_default="true")
    reason: Mapped[str] = mapped_column(default="", server_default="")
    author_name: Mapped[str] = mapped_column(default="", server_default="")
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    created_by: Mapped[UUID | None] = mapped_column(Uuid())

    __table_args__ = (UniqueConstraint("policy_id", "number"),)


class SlaClock(Base):
    """One metric of one ticket in one cycle, with its open interval; finished ones are `SlaInterval`.

    `elapsed_seconds` are the working seconds of finished intervals and of the cycle this one
    continues (`carried_seconds`); those of the open interval are derived. `revision` counts new
    targets: only intervals of the present revision add up. `fired` holds the thresholds (percent)
    already reached, `levels` those thresholds that only escalate. `team_id` is whose hands an `ola` clock times.
    While `held_until` lies ahead no timer is planned: a replayed log drives the clock.
    """

    __tablename__ = "sla_clocks"

    id: Mapped[UUID] = uuid_pk()
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"))
    metric: Mapped[str] = mapped_column(String(WORD_MAX))
    cycle: Mapped[int] = mapped_column(SmallInteger)
    priority: Mapped[str] = mapped_column(String(WORD_MAX))
    policy_version_id: Mapped[UUID] = mapped_column(Uuid())
    policy_name: Mapped[str] = mapped_column(String(NAME_MAX))
    calendar_version_id: Mapped[UUID | None] = mapped_column(Uuid())
    is_always: Mapped[bool] = mapped_column(Boolean)
    target_seconds: Mapped[int] = mapped_column(Integer)
    thresholds: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger))
    state: Mapped[str] = mapped_column(String(WORD_MAX))
    phase: Mapped[str] = mapped_column(String(WORD_MAX))
    phase_since: Mapped[datetime] = utc_datetime(nullable=False)
    phase_reason: Mapped[str | None] = mapped_column(String(WORD_MAX))
    started_at: Mapped[datetime] = utc_datetime(nullable=False)
    targeted_at: Mapped[datetime] = utc_datetime(nullable=False)
    due_at: Mapped[datetime] = utc_datetime(nullable=False)
    carried_seconds: Mapped[int] = mapped_column(Integer)
    elapsed_seconds: Mapped[int] = mapped_column(Integer)
    revision: Mapped[int] = mapped_column(SmallInteger)
    levels: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger), default=list, server_default="{}")
    team_id: Mapped[UUID | None] = mapped_column(Uuid())
    fired: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger))
    warned_at: Mapped[datetime | None] = utc_datetime()
    breached_at: Mapped[datetime | None] = utc_datetime()
    met_at: Mapped[datetime | None] = utc_datetime()
    stopped_at: Mapped[datetime | None] = utc_datetime()
    held_until: Mapped[datetime | None] = utc_datetime()

    __table_args__ = (
        UniqueConstraint("ticket_id", "metric", "cycle"),
        CheckConstraint("phase IN ('running', 'paused', 'stopped')", name="phase"),
        CheckConstraint("state IN ('running', 'paused', 'warning', 'breached', 'met', 'cancelled')", name="state"),
        CheckConstraint("target_seconds > 0 AND elapsed_seconds >= carried_seconds", name="seconds"),
        CheckConstraint("(phase = 'stopped') = (stopped_at IS NOT NULL)", name="stopped"),
        CheckConstraint("met_at IS NULL OR breached_at IS NULL", name="one_outcome"),
        # What the sweep looks at: clocks that can still breach, the nearest first.
        Index(
            "ix_sla_clocks_open_due_at",
            "due_at",
            postgresql_where=text("phase = 'running' AND breached_at IS NULL"),
        ),
        # And those beyond their breach for which a further level still waits.
        Index(
            "ix_sla_clocks_levels_due_at",
            "due_at",
            postgresql_where=text(WAITS_BEYOND_BREACH),
        ),
    )


class SlaInterval(Base):
    """A finished interval of a clock's ledger. Rows are only ever added.

    `is_always` tells whether it was counted around the clock; NULL: as its clock says.
    """

    __tablename__ = "sla_intervals"

    clock_id: Mapped[UUID] = mapped_column(ForeignKey("sla_clocks.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    sequence: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    phase: Mapped[str] = mapped_column(String(WORD_MAX))
    reason: Mapped[str | None] = mapped_column(String(WORD_MAX))
    started_at: Mapped[datetime] = utc_datetime(nullable=False)
    ended_at: Mapped[datetime] = utc_datetime(nullable=False)
    seconds: Mapped[int] = mapped_column(Integer)
    calendar_version_id: Mapped[UUID | None] = mapped_column(Uuid())
    is_always: Mapped[bool | None] = mapped_column(Boolean)

    __table_args__ = (CheckConstraint("ended_at >= started_at AND seconds >= 0", name="order"),)


class SlaTimer(Base):
    """The instant at which a clock reaches a threshold; one row per ticket, metric, cycle and threshold.

    A clock is one (ticket, metric, cycle), so its id with the threshold is that key. `due_at` is
    NULL while the clock stands still. Derived from the clock and only written under its lock.
    """

    __tablename__ = "sla_timers"

    clock_id: Mapped[UUID] = mapped_column(ForeignKey("sla_clocks.id"), primary_key=True)
    threshold: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    due_at: Mapped[datetime | None] = utc_datetime()
    fired_at: Mapped[datetime | None] = utc_datetime()

    __table_args__ = (
        # The cost of looking for work follows the timers that wait, not the tickets that exist.
        Index(
            "ix_sla_timers_pending",
            "due_at",
            postgresql_where=text("fired_at IS NULL AND due_at IS NOT NULL"),
        ),
    )


class SlaPromise(Base):
    """Who promised a date by hand, and why; its clock of the metric `promise` carries the date and its timers."""

    __tablename__ = "sla_promises"

    clock_id: Mapped[UUID] = mapped_column(ForeignKey("sla_clocks.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(REASON_MAX))
    set_by_id: Mapped[UUID | None] = mapped_column(Uuid())
    set_by_name: Mapped[str] = mapped_column(String(NAME_MAX))
    set_at: Mapped[datetime] = utc_datetime(nullable=False)


class SlaEscalation(Base):
    """An escalation level that was set off: once per clock (that is: ticket, metric, cycle), percent and place.

    `outcome` says in words what was done and whom it told, one line each.
    """

    __tablename__ = "sla_escalations"

    clock_id: Mapped[UUID] = mapped_column(ForeignKey("sla_clocks.id"), primary_key=True)
    percent: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    ticket_id: Mapped[UUID] = mapped_column(Uuid(), index=True)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    reached_at: Mapped[datetime] = utc_datetime(nullable=False)
    done_at: Mapped[datetime] = utc_datetime(nullable=False)
    outcome: Mapped[list[str]] = mapped_column(JSONB)
