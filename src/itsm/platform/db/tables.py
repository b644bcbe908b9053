"""Tables of the platform itself: the event log, the job queue, configuration versions, replayed answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, SmallInteger, Text, UniqueConstraint, Uuid, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

from itsm.platform.db.base import Base, utc_datetime


class Xid8(UserDefinedType[int]):
    """PostgreSQL's 64-bit transaction id."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Return the type's name in SQL."""
        return "xid8"


class EventRow(Base):
    """One domain event.

    Readers order by (xid, seq) and stop below the oldest running transaction, so that one which commits late
    is never skipped.
    """

    __tablename__ = "domain_events"

    seq: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    xid: Mapped[int] = mapped_column(Xid8(), server_default=text("pg_current_xact_id()"), nullable=False)
    id: Mapped[UUID] = mapped_column(Uuid(), nullable=False, unique=True)
    name: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[UUID]
    actor_id: Mapped[UUID | None]
    at: Mapped[datetime] = utc_datetime(nullable=False)
    recorded_at: Mapped[datetime] = utc_datetime(nullable=False, server_default=func.now())
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)
    live_rooms: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    live_message: Mapped[dict[str, Any] | None] = mapped_column(JSONB)

    __table_args__ = (
        Index("ix_domain_events_tail", "xid", "seq", postgresql_where=text("live_message IS NOT NULL")),
        Index("ix_domain_events_recorded_at", "recorded_at", postgresql_using="brin"),
    )


class JobRow(Base):
    """One piece of background work. The row goes when the work is done, in the same transaction."""

    __tablename__ = "jobs"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    name: Mapped[str]
    args: Mapped[dict[str, Any]] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(server_default="ready")
    lock_key: Mapped[str | None]
    dedupe_key: Mapped[str | None]
    run_at: Mapped[datetime] = utc_datetime(nullable=False, server_default=func.now())
    attempts: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    locked_by: Mapped[UUID | None]
    locked_at: Mapped[datetime | None] = utc_datetime()
    last_error: Mapped[str | None]
    created_at: Mapped[datetime] = utc_datetime(nullable=False, server_default=func.now())

    __table_args__ = (
        UniqueConstraint("dedupe_key"),
        Index("ix_jobs_ready", "run_at", "id", postgresql_where=text("state = 'ready'")),
        Index("ix_jobs_running", "locked_by", postgresql_where=text("state = 'running'")),
        Index("ix_jobs_parked", "id", postgresql_where=text("state = 'parked'")),
        Index("ix_jobs_lock_key", "lock_key", "id", postgresql_where=text("lock_key IS NOT NULL")),
    )


class WorkerRow(Base):
    """A worker process that is alive; jobs of one that stopped saying so are taken over."""

    __tablename__ = "job_workers"

    id: Mapped[UUID] = mapped_column(Uuid(), primary_key=True)
    host: Mapped[str]
    pid: Mapped[int]
    started_at: Mapped[datetime] = utc_datetime(nullable=False)
    seen_at: Mapped[datetime] = utc_datetime(nullable=False)


class ScheduleRow(Base):
    """The last tick of a periodic job that was handed out."""

    __tablename__ = "job_schedules"

    name: Mapped[str] = mapped_column(primary_key=True)
    last_tick: Mapped[int] = mapped_column(BigInteger)


class ConfigVersionRow(Base):
    """Version of one configuration snapshot; processes reload when it moves."""

    __tablename__ = "config_versions"

    name: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)


class IdempotencyRow(Base):
    """The first answer to a POST with an Idempotency-Key, written with what it created."""

    __tablename__ = "idempotency_keys"

    actor_id: Mapped[UUID] = mapped_column(Uuid(), primary_key=True)
    route: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    request_hash: Mapped[str]
    status: Mapped[int] = mapped_column(SmallInteger)
    headers: Mapped[dict[str, Any]] = mapped_column(JSONB)
    body: Mapped[str]
    created_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (Index("ix_idempotency_keys_created_at", "created_at"),)
