"""The declarative base: constraint names by convention, aware UTC times, UUIDv7 keys."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, MetaData, Text, Uuid, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from itsm.platform.clock import utc_now
from itsm.platform.ids import new_id

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every table. `eager_defaults` off: nothing is read back that we already know."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        str: Text(),
        UUID: Uuid(),
        dict[str, Any]: JSONB(),
        list[Any]: JSONB(),
    }


def uuid_pk() -> Mapped[UUID]:
    """Return a UUIDv7 primary key column."""
    return mapped_column(Uuid(), primary_key=True, default=new_id)


def utc_datetime(**options: Any) -> Mapped[Any]:
    """Return a `timestamptz` column; `options` go to `mapped_column`."""
    return mapped_column(DateTime(timezone=True), **options)


class Timestamped:
    """When a row was made and last changed (UTC)."""

    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=utc_now, server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), default=utc_now, onupdate=utc_now, server_default=func.now()
    )
